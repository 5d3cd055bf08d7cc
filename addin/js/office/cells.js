/** Cells as Excel's custom functions hand them over, and the errors that they may give back. */

import { isError } from "../functions/cells.js";

/** What a custom function may give back, as Excel's runtime tells them apart. */
const GIVEN_BACK = new Set(["#VALUE!", "#N/A", "#NUM!", "#DIV/0!", "#NULL!"]);

/**
 * Gives an argument as the worksheet functions read it: an error cell as its code.
 *
 * @param {unknown} handed a cell, or rows of cells
 * @returns {unknown}
 */
export function received(handed) {
  if (!Array.isArray(handed)) return cell(handed);
  return handed.map((row) => (Array.isArray(row) ? row.map(cell) : cell(row)));
}

/**
 * Gives an answer as Excel takes it: an error in a cell as an error, not as a text.
 *
 * @param {readonly (readonly (number | string)[])[]} rows
 * @returns {(number | string | CustomFunctions.Error)[][]}
 */
export function given(rows) {
  return rows.map((row) =>
    row.map((each) =>
      typeof each === "string" && isError(each) ? new CustomFunctions.Error(shownAs(each)) : each,
    ),
  );
}

/**
 * Gives the code that a cell can show for an error: #REF!, #NAME? and others only as #VALUE!.
 *
 * @param {string} code
 * @returns {CustomFunctions.ErrorCode}
 */
export function shownAs(code) {
  const shown = GIVEN_BACK.has(code) ? code : "#VALUE!";
  return /** @type {CustomFunctions.ErrorCode} */ (shown);
}

/**
 * @param {unknown} handed
 * @returns {unknown}
 */
function cell(handed) {
  if (typeof handed !== "object" || handed === null) return handed ?? null;
  if ("basicValue" in handed) return cell(handed.basicValue);
  const { code } = /** @type {{ code?: unknown }} */ (handed);
  return typeof code === "string" ? code : "#VALUE!";
}
