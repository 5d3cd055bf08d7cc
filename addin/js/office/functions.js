/**
 * What a cell's formula calls: cells as Excel hands them over in, rows of cells out.
 *
 * Twin of funnel_addin/udfs.py. Excel shows a sentence beside #VALUE! and #N/A alone, so that the
 * reason of every error is kept, too: FUNNEL_WHY and the task pane tell it.
 */

import { CATALOG } from "../catalog/index.js";
import { FunnelError, InputError } from "../core/errors.js";
import { call, unforeseen } from "../functions/index.js";
import { NAMES_READ } from "../plans/contract.js";
import { requiredByNames } from "../plans/required.js";
import { withBlanks } from "./blanks.js";
import { findsNames } from "./book.js";
import { given, received, shownAs } from "./cells.js";
import { forget, keep, whyOf } from "./reasons.js";

/** @typedef {import("../catalog/kinds.js").WorksheetFunction} WorksheetFunction */
/** @typedef {(number | string | CustomFunctions.Error)[][]} Rows */
/** @typedef {{ address?: string, parameterAddresses?: (string | null)[] }} Invocation */

/** The function that, with no argument at all, reads the names of its own workbook. */
const READS_ITS_WORKBOOK = "FUNNEL_REQUIRED";
const WHY = "FUNNEL_WHY";

/**
 * Gives what Excel calls, by the ids of functions.json.
 *
 * @returns {Record<string, (...handed: any[]) => Rows | Promise<Rows>>}
 */
export function published() {
  /** @type {Record<string, (...handed: any[]) => Rows | Promise<Rows>>} */
  const functions = {};
  for (const { name } of CATALOG) {
    functions[name] = (...handed) => answer(name, handed.slice(0, -1), handed[handed.length - 1]);
  }
  functions[WHY] = (handed, invocation) => why(handed, invocation);
  return functions;
}

/**
 * Answers a worksheet function for Excel.
 *
 * @param {string} name the function's
 * @param {readonly unknown[]} handed a cell or rows of cells each; null where one was omitted
 * @param {Invocation} invocation the calling cell, and where the arguments come from
 * @returns {Rows | Promise<Rows>} a promise only where Excel must be asked first
 * @throws {CustomFunctions.Error} with the code that the cell shows, and the reason
 */
export function answer(name, handed, invocation) {
  const cell = invocation.address ?? "";
  try {
    const answered = answering(name, handed, invocation);
    if (!(answered instanceof Promise)) return told(cell, answered);
    return answered.then(
      (rows) => told(cell, rows),
      (error) => Promise.reject(failed(name, cell, error)),
    );
  } catch (error) {
    throw failed(name, cell, error);
  }
}

/**
 * @param {string} name
 * @param {readonly unknown[]} handed
 * @param {Invocation} invocation
 * @returns {(number | string)[][] | Promise<(number | string)[][]>}
 */
function answering(name, handed, invocation) {
  const addresses = invocation.parameterAddresses ?? [];
  if (name === READS_ITS_WORKBOOK && isNothing(handed, addresses)) {
    return findsNames(NAMES_READ).then(({ title, find }) => requiredByNames(title, find));
  }
  const cells = withBlanks(handed.map(received), addresses);
  return cells instanceof Promise ? cells.then((rows) => call(name, rows)) : call(name, cells);
}

/**
 * Tells whether a function is called without any argument: a blank cell is one.
 *
 * @param {readonly unknown[]} handed
 * @param {readonly (string | null)[]} addresses
 * @returns {boolean}
 */
function isNothing(handed, addresses) {
  return !addresses.some(Boolean) && handed.every((each) => each === null || each === undefined);
}

/**
 * Tells the reason of the error in a cell, blank where it shows none.
 *
 * @param {unknown} handed
 * @param {Invocation} invocation
 * @returns {Rows}
 */
function why(handed, invocation) {
  const [place] = invocation.parameterAddresses ?? [];
  const cells = received(handed);
  const rows = Array.isArray(cells) ? cells : [[cells]];
  if (rows.length > 1 || rows[0].length > 1) {
    throw failed(WHY, "", new InputError("FUNNEL_WHY takes one cell; it was handed a range"));
  }
  return [[whyOf(place ?? "", rows[0][0])]];
}

/**
 * @param {string} cell
 * @param {(number | string)[][]} rows
 * @returns {Rows}
 */
function told(cell, rows) {
  forget(cell);
  return given(rows);
}

/**
 * Keeps the reason of an error, and gives the error as Excel takes it.
 *
 * @param {string} name
 * @param {string} cell
 * @param {unknown} error
 * @returns {CustomFunctions.Error}
 */
function failed(name, cell, error) {
  const reason = error instanceof FunnelError ? error : unforeseen(name, error);
  keep(cell, reason);
  return new CustomFunctions.Error(shownAs(reason.code), reason.message);
}
