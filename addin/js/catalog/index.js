/**
 * The one list of worksheet functions, as the Python catalog has it: what `call` needs of it.
 *
 * Twin of funnel_addin/catalog; `rules.js` and `told.js` are rendered from there.
 */

import { UnknownFunction } from "../core/errors.js";
import { RULES } from "./rules.js";

/** @typedef {import("./kinds.js").Argument} Argument */
/** @typedef {import("./kinds.js").WorksheetFunction} WorksheetFunction */

export const CATALOG = RULES;

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
