/** The worksheet functions with what a person is told of them, for hosts that show it. */

import { CATALOG } from "./index.js";
import { TOLD } from "./told.js";

/**
 * @typedef {object} Told
 * @property {string} section the question that it answers
 * @property {string} summary
 * @property {string} shape of its answer
 * @property {string} example its arguments, as JSON
 * @property {Readonly<Record<string, string>>} helps of the arguments that may be omitted
 * @property {Readonly<Record<string, string>>} defaults what omitting an argument means
 */

/** @typedef {import("./kinds.js").WorksheetFunction & Told} Explained */

/** @type {readonly Explained[]} */
export const EXPLAINED = CATALOG.map((each) => {
  const told = TOLD[each.name];
  const all = each.arguments.map((one) => ({ ...one, help: one.help || told.helps[one.name] }));
  return { ...each, ...told, arguments: all };
});
