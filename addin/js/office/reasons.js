/** The reasons of errors, kept by the cell that shows them for as long as the workbook is open. */

import { isError } from "../functions/cells.js";
import { alike } from "./addresses.js";

/** @typedef {import("../core/errors.js").FunnelError} FunnelError */

export const FOREIGN =
  "This error comes from no FUNNEL function of this cell: " +
  "ask FUNNEL_WHY about the cells that the formula refers to";

/** @type {Map<string, FunnelError>} */
const REASONS = new Map();

/**
 * Keeps why a cell shows an error.
 *
 * @param {string} cell its address
 * @param {FunnelError} reason
 */
export function keep(cell, reason) {
  if (cell) REASONS.set(alike(cell), reason);
}

/** @param {string} cell the address of one that shows an answer now */
export function forget(cell) {
  REASONS.delete(alike(cell));
}

/**
 * Gives why a cell shows an error, or null where that is not known.
 *
 * @param {string} cell its address
 * @returns {FunnelError | null}
 */
export function reasonOf(cell) {
  return REASONS.get(alike(cell)) ?? null;
}

/**
 * Tells why a cell shows an error, as a sentence; blank where it shows none.
 *
 * @param {string} cell its address
 * @param {unknown} shown what it holds; an error as its code
 * @returns {string}
 */
export function whyOf(cell, shown) {
  if (typeof shown !== "string" || !isError(shown.trim())) return "";
  return reasonOf(cell)?.message ?? FOREIGN;
}
