/**
 * What a cell's formula calls. Twin of funnel_addin/udfs.py.
 *
 * Sheets shows #ERROR! for whatever is thrown, and its text as the cell's note: so the text begins
 * with the code that other hosts show.
 */

import { FunnelError } from "../core/errors.js";
import { call, unforeseen } from "../functions/index.js";
import { requiredByNames } from "../plans/required.js";
import { Book } from "./book.js";
import { isNothing, received, sent } from "./cells.js";

/** The function that, with no argument at all, reads the names of its own spreadsheet. */
const READS_ITS_WORKBOOK = "FUNNEL_REQUIRED";

/** So much of a sentence that names bad rows is read beside a cell; thousands of rows may be bad. */
const LONGEST_TOLD = 2000;

/**
 * Answers a worksheet function for Google Sheets.
 *
 * @param {string} name the function's
 * @param {ArrayLike<unknown>} handed its arguments, as Sheets hands them over
 * @returns {(number | string)[][]} rows of cells
 * @throws {Error} the reason, as "#NUM!: 'target' must be …", which Sheets shows beside the cell
 */
export function answer(name, handed) {
  try {
    return sent(answered(name, handed));
  } catch (error) {
    const told = error instanceof FunnelError ? error : unforeseen(name, error);
    throw new Error(cut(`${told.code}: ${told.message}`));
  }
}

/**
 * @param {string} name
 * @param {ArrayLike<unknown>} handed
 * @returns {(number | bigint | string)[][]}
 */
function answered(name, handed) {
  if (name === READS_ITS_WORKBOOK && isNothing(handed)) {
    const book = Book.active();
    return requiredByNames(book.title, (asked) => book.find(asked));
  }
  return call(name, received(handed, clockOf()));
}

/**
 * Gives the spreadsheet's clock, which is looked for when the first date is met; where there is no
 * spreadsheet to ask, the script's own.
 *
 * @returns {import("./cells.js").Clock}
 */
function clockOf() {
  if (typeof SpreadsheetApp === "undefined" || typeof Utilities === "undefined")
    return scriptsClock;
  /** @type {Book | null} */
  let book = null;
  return (moment) => {
    book = book ?? Book.active();
    return book.clock(moment);
  };
}

/**
 * Writes a moment as the clock of the script's own time zone has it.
 *
 * @param {Date} moment
 * @returns {string} as in 2027-01-31T09:30:00
 */
function scriptsClock(moment) {
  const day = [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()];
  const time = [moment.getHours(), moment.getMinutes(), moment.getSeconds()];
  const [year, ...rest] = [...day, ...time].map(String);
  const [month, date, ...hour] = rest.map((each) => each.padStart(2, "0"));
  return `${year.padStart(4, "0")}-${month}-${date}T${hour.join(":")}`;
}

/**
 * @param {string} text
 * @returns {string}
 */
function cut(text) {
  return text.length <= LONGEST_TOLD ? text : `${text.slice(0, LONGEST_TOLD - 1)}…`;
}
