/** What an entry of the catalog is made of. Twin of funnel_addin/catalog/kinds.py. */

/** @typedef {import("../core/bounds.js").Quantity} Quantity */
/** @typedef {"NUMBER" | "FLAG" | "DATE" | "LIST" | "COLUMNS" | "ROWS" | "STEPS" | "COUNTS"} Kind */

/**
 * @typedef {object} Argument
 * @property {string} name
 * @property {Kind} kind
 * @property {Quantity} quantity its unit and bounds
 * @property {string} help what is told where it is missing; "" where it may be
 * @property {boolean} optional
 * @property {string} group those of one group belong together
 * @property {boolean} single one number may stand for all entries of the group
 * @property {number | null} blank what a blank within a table counts as; null: it is an error
 */

/**
 * @typedef {object} WorksheetFunction
 * @property {string} name
 * @property {string} usage the call as it is typed: FUNNEL_PACE(actual, expected, [alpha])
 * @property {readonly Argument[]} arguments
 */

/**
 * Makes an argument; what is not said of it is the usual.
 *
 * @param {string} name
 * @param {Kind} kind
 * @param {Quantity} quantity
 * @param {string} help
 * @param {Partial<Argument>} [marks]
 * @returns {Argument}
 */
export function argument(name, kind, quantity, help, marks = {}) {
  const usual = { optional: false, group: "", single: false, blank: null };
  return { name, kind, quantity, help, ...usual, ...marks };
}

/**
 * Makes a worksheet function.
 *
 * @param {string} name
 * @param {readonly Argument[]} taken
 * @returns {WorksheetFunction}
 */
export function worksheetFunction(name, taken) {
  const named = taken.map((each) => (each.optional ? `[${each.name}]` : each.name));
  return { name, usage: `${name}(${named.join(", ")})`, arguments: taken };
}
