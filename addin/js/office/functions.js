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
import { parted } from "./addresses.js";
import { ask } from "./asking.js";
import { withBlanks } from "./blanks.js";
import { findsNames } from "./book.js";
import { given, received, shownAs } from "./cells.js";
import { FOREIGN, codeOf, cut, forget, keep, whyOf } from "./reasons.js";

/** @typedef {import("../catalog/kinds.js").WorksheetFunction} WorksheetFunction */
/** @typedef {(number | string | CustomFunctions.Error)[][]} Rows */
/** @typedef {{ address?: string, parameterAddresses?: (string | null)[] }} Invocation */

/** The function that, with no argument at all, reads the names of its own workbook. */
const READS_ITS_WORKBOOK = "FUNNEL_REQUIRED";
const WHY = "FUNNEL_WHY";
const OTHER_BOOK = "FUNNEL_WHY knows the cells of its own workbook alone: ask it there";

/**
 * Gives what Excel calls, by the ids of functions.json.
 *
 * @returns {Record<string, (...handed: any[]) => Rows | Promise<Rows>>}
 */
export function published() {
  /** @type {Record<string, (...handed: any[]) => Rows | Promise<Rows>>} */
  const functions = {};
  for (const each of CATALOG) {
    const most = each.arguments.length;
    functions[each.name] = (...handed) => answer(each.name, ...apart(handed, most));
  }
  functions[WHY] = (...handed) => {
    const [[asked], invocation] = apart(handed, 1);
    return inCell(WHY, invocation, () => why(asked, invocation));
  };
  return functions;
}

/**
 * Tells the arguments from the invocation, which Excel hands over behind the last of them.
 *
 * @param {readonly any[]} handed
 * @param {number} most how many arguments the function has
 * @returns {[unknown[], Invocation]}
 */
function apart(handed, most) {
  const last = handed[handed.length - 1] ?? null;
  if (last === null) return [handed.length > most ? handed.slice(0, -1) : [...handed], {}];
  return isInvocation(last) ? [handed.slice(0, -1), last] : [[...handed], {}];
}

/**
 * Tells an invocation from a cell: an error or another data type is an object, too.
 *
 * @param {unknown} handed
 * @returns {boolean}
 */
function isInvocation(handed) {
  if (typeof handed !== "object" || handed === null || Array.isArray(handed)) return false;
  return !["code", "type", "basicType", "basicValue"].some((name) => name in handed);
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
  return inCell(name, invocation, () => answering(name, handed, invocation));
}

/**
 * Answers a cell, and keeps the reason where there is no answer.
 *
 * @param {string} name
 * @param {Invocation} invocation
 * @param {() => (number | string)[][] | Promise<(number | string)[][]>} work
 * @returns {Rows | Promise<Rows>}
 */
function inCell(name, invocation, work) {
  const cell = invocation.address ?? "";
  try {
    const answered = work();
    if (!(answered instanceof Promise)) return told(name, cell, answered);
    return answered.then(
      (rows) => told(name, cell, rows),
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
    return itsNames().then(({ title, find }) => requiredByNames(title, find));
  }
  const cells = withBlanks(handed.map(received), addresses);
  return cells instanceof Promise ? cells.then((rows) => call(name, rows)) : call(name, cells);
}

/** @returns {ReturnType<typeof findsNames>} */
async function itsNames() {
  try {
    return await findsNames(NAMES_READ);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new InputError(
      `Excel could not tell the names of this workbook (${said}): work the formula out again, or ` +
        "hand the names over, as in =FUNNEL_REQUIRED(Plan_Target, Plan_Rates)",
    );
  }
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
 * @returns {string[][] | Promise<string[][]>}
 */
function why(handed, invocation) {
  const [address] = invocation.parameterAddresses ?? [];
  const cells = received(handed);
  const rows = Array.isArray(cells) ? cells : [[cells]];
  if (rows.length > 1 || rows[0].length > 1) {
    throw new InputError("FUNNEL_WHY takes one cell; it was handed a range");
  }
  const code = codeOf(rows[0][0]);
  if (!code) return [[""]];
  const place = parted(address ?? "");
  if (!address || !place) return [[address ? OTHER_BOOK : FOREIGN]];
  return formulaAt(place).then((formula) => [[whyOf(address, code, formula)]]);
}

/**
 * @param {{ sheet: string, cells: string }} place of one cell
 * @returns {Promise<string>}
 */
async function formulaAt({ sheet, cells }) {
  try {
    return await ask({
      key: `the formula in ${sheet}!${cells}`,
      cells: 1,
      load: ({ workbook }) => workbook.worksheets.getItem(sheet).getRange(cells).load("formulas"),
      read: (range) => String(range.formulas[0][0]),
    });
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new InputError(`Excel could not tell the cell's formula (${said}): work this out again`);
  }
}

/**
 * @param {string} name
 * @param {string} cell
 * @param {(number | string)[][]} rows
 * @returns {Rows}
 */
function told(name, cell, rows) {
  forget(cell, name);
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
  const [code, sentence] = [shownAs(reason.code), cut(reason.message)];
  keep(cell, { name, code, told: sentence });
  return new CustomFunctions.Error(code, sentence);
}
