/** The reasons of errors, kept by the cell that shows them for as long as the workbook is open. */

import { isError } from "../functions/cells.js";
import { alike } from "./addresses.js";

export const FOREIGN =
  "This error comes from no FUNNEL function of this cell: " +
  "ask FUNNEL_WHY about the cells that the formula refers to";

export const UNKNOWN =
  "The reason is not known any more: work the cell out again (F2, Enter). " +
  "If it is not known then, the error comes from another part of the formula";

const OURS = /FUNNEL_[A-Z_]+(?=\()/gi;

/** So much of a sentence that names bad rows is read; a cell could not hold 10,000 of them. */
const LONGEST_TOLD = 2000;

/** So many are kept, the latest: a workbook may hold more errors, and nobody asks about them all. */
const MOST_KEPT = 5000;

/** @typedef {{ name: string, code: string, told: string }} Reason the function, what its cell shows */

/** @type {Map<string, Reason>} */
const REASONS = new Map();

/**
 * Gives so much of a sentence as is read beside a cell.
 *
 * @param {string} sentence
 * @returns {string}
 */
export function cut(sentence) {
  return sentence.length <= LONGEST_TOLD ? sentence : `${sentence.slice(0, LONGEST_TOLD - 1)}…`;
}

/**
 * Keeps why a cell shows an error.
 *
 * @param {string} cell its address
 * @param {Reason} reason
 */
export function keep(cell, reason) {
  if (!cell) return;
  const address = alike(cell);
  REASONS.delete(address);
  REASONS.set(address, reason);
  if (REASONS.size > MOST_KEPT) REASONS.delete(REASONS.keys().next().value ?? "");
}

/**
 * Forgets why a function failed in a cell, where it has an answer now.
 *
 * @param {string} cell its address
 * @param {string} name the function's
 */
export function forget(cell, name) {
  const address = alike(cell);
  if (REASONS.get(address)?.name === name) REASONS.delete(address);
}

/**
 * Gives the error that a cell shows, blank where it shows none.
 *
 * @param {unknown} shown
 * @returns {string}
 */
export function codeOf(shown) {
  const code = typeof shown === "string" ? shown.trim() : "";
  return isError(code) ? code : "";
}

/**
 * Tells why a cell shows an error. What was kept is told only where it can be of this error: the
 * cell may hold another formula by now, or rows may have been inserted above it.
 *
 * @param {string} cell its address
 * @param {string} code the error that it shows
 * @param {string} formula what it holds
 * @returns {string}
 */
export function whyOf(cell, code, formula) {
  const called = (formula.match(OURS) ?? []).map((each) => each.toUpperCase());
  if (!called.length) return FOREIGN;
  const kept = REASONS.get(alike(cell));
  return kept && kept.code === code && called.includes(kept.name) ? kept.told : UNKNOWN;
}
