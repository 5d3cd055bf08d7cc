/**
 * The one list of worksheet functions, as the Python catalog has it.
 *
 * Twin of funnel_addin/catalog; `rendered.js` is written from there by `python -m addin.js`.
 */

import { UnknownFunction } from "../core/errors.js";
import { FUNCTIONS } from "./rendered.js";

/** @typedef {import("../core/bounds.js").Quantity} Quantity */
/** @typedef {"NUMBER" | "FLAG" | "DATE" | "LIST" | "COLUMNS" | "ROWS" | "STEPS" | "COUNTS"} Kind */

/**
 * @typedef {object} Argument
 * @property {string} name
 * @property {Kind} kind
 * @property {string} help
 * @property {Quantity} quantity its unit and bounds
 * @property {boolean} optional
 * @property {string} default what omitting it means
 * @property {string} group those of one group belong together
 * @property {boolean} single one number may stand for all entries of the group
 * @property {number | null} blank what a blank within a table counts as; null: it is an error
 */

/**
 * @typedef {object} WorksheetFunction
 * @property {string} name
 * @property {string} section the question that it answers
 * @property {string} summary
 * @property {readonly Argument[]} arguments
 * @property {string} example its arguments, as JSON
 * @property {string} shape of its answer
 * @property {string} usage the call as it is typed: FUNNEL_PACE(actual, expected, [alpha])
 */

/** @type {readonly WorksheetFunction[]} */
export const CATALOG = FUNCTIONS;

const BY_NAME = new Map(CATALOG.map((each) => [each.name, each]));

/**
 * Finds a function by its name, in any case.
 *
 * @param {string} name
 * @returns {WorksheetFunction}
 */
export function require(name) {
  const found = BY_NAME.get(name.toUpperCase());
  if (!found) throw new UnknownFunction(`no function is called ${name}`);
  return found;
}
