/**
 * Cells as Google Sheets hands them to a custom function, and answers as it takes them back.
 *
 * What comes was made in another realm, so nothing is told by `instanceof`: a range is an array of
 * rows, a blank cell "", a date a Date, an error its code as text. One that was left out is
 * undefined. No Python twin: Excel's is funnel_addin/books/excel/handed.py.
 */

import { Day, wholeDay } from "../functions/cells.js";

const MIDNIGHT = "T00:00:00";

/** @typedef {(moment: Date) => string} Clock writes a moment as in 2027-01-31T09:30:00 */

/**
 * Gives the arguments of a custom function as worksheet functions take them.
 *
 * @param {ArrayLike<unknown>} handed
 * @param {Clock} clock the spreadsheet's own, asked for dates alone
 * @returns {unknown[]} a cell, or rows of cells, each; null where one was left out
 */
export function received(handed, clock) {
  const told = remembering(clock);
  return Array.from(handed, (argument) => {
    if (!Array.isArray(argument)) return cellOf(argument, told);
    return argument.map((row) =>
      Array.isArray(row) ? row.map((cell) => cellOf(cell, told)) : [cellOf(row, told)],
    );
  });
}

/**
 * Tells whether nothing at all was handed over; a blank cell is something.
 *
 * @param {ArrayLike<unknown>} handed
 * @returns {boolean}
 */
export function isNothing(handed) {
  return Array.from(handed).every((argument) => argument === undefined || argument === null);
}

/**
 * Gives an answer as Sheets takes it: rows of numbers and texts, without a BigInt.
 *
 * @param {readonly (readonly (number | bigint | string)[])[]} answer
 * @returns {(number | string)[][]}
 */
export function sent(answer) {
  return answer.map((row) => row.map((cell) => (typeof cell === "bigint" ? Number(cell) : cell)));
}

/**
 * Gives a cell as worksheet functions take it.
 *
 * @param {unknown} cell
 * @param {Clock} clock
 * @returns {unknown}
 */
function cellOf(cell, clock) {
  if (typeof cell !== "object") return cell === undefined ? null : cell;
  if (cell === null) return null;
  const kind = Object.prototype.toString.call(cell);
  if (kind === "[object Date]") return dayOf(/** @type {Date} */ (cell), clock);
  if (kind === "[object Error]") return /** @type {Error} */ (cell).message;
  return String(cell);
}

/**
 * Gives a date cell as a day, by the spreadsheet's own clock.
 *
 * @param {Date} date
 * @param {Clock} clock
 * @returns {Day | string}
 */
function dayOf(date, clock) {
  if (Number.isNaN(date.getTime())) return String(date);
  const told = clock(date);
  const serial = wholeDay(told.slice(0, 10));
  if (serial === null) return told;
  return new Day(serial, told.endsWith(MIDNIGHT) ? told.slice(0, 10) : told);
}

/**
 * Remembers what a clock said: each question costs a call to Google's servers.
 *
 * @param {Clock} clock
 * @returns {Clock}
 */
function remembering(clock) {
  /** @type {Map<number, string>} */
  const said = new Map();
  return (moment) => {
    const known = said.get(moment.getTime());
    if (known !== undefined) return known;
    const told = clock(moment);
    said.set(moment.getTime(), told);
    return told;
  };
}
