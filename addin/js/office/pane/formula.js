/**
 * Reads a formula typed in the pane: one FUNNEL function, its arguments constants or cells.
 *
 * Only where Excel runs no custom functions is a formula worked out here.
 */

import { CATALOG } from "../../catalog/index.js";
import { InputError } from "../../core/errors.js";
import { wholeDay } from "../../functions/cells.js";

/** @typedef {{ value: unknown }} Constant */
/** @typedef {Constant | { cells: string }} Argument a constant, or an address or name */
/** @typedef {{ name: string, arguments: (Argument | null)[] }} Formula */

const CALL = /^=?\s*(FUNNEL_[A-Z_]+)\s*\(([\s\S]*)\)\s*$/i;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const TEXT = /^"((?:[^"]|"")*)"$/;
const DATE = /^DATE\(\s*(\d{1,4})\s*,\s*(\d{1,2})\s*,\s*(\d{1,2})\s*\)$/i;
/** From 1900-03-01 on Excel counts days as calendars do. */
const FIRST_DAY = 61;
const ARRAY = /^\{([\s\S]*)\}$/;
const CELLS =
  /^(?:(?:'(?:[^']|'')+'|[\p{L}\p{N}_.]+)!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?$/iu;
const NAME = /^[\p{L}_\\][\p{L}\p{N}_.\\]*$/u;

/**
 * Reads a formula, in English and with commas.
 *
 * @param {string} text
 * @returns {Formula}
 * @throws {InputError} what is not understood
 */
export function parsed(text) {
  const [, name, inside] = CALL.exec(text.trim()) ?? [];
  if (!name) throw new InputError(`write one FUNNEL function, as in ${CATALOG[0].usage}`);
  const given = inside.trim() ? parts(inside, ",") : [];
  return { name: name.toUpperCase(), arguments: given.map((each) => argument(each.trim())) };
}

/**
 * @param {string} text
 * @returns {Argument | null}
 */
function argument(text) {
  if (text === "") return null;
  const array = ARRAY.exec(text);
  if (array) return { value: rowsOf(text, array[1]) };
  const value = constant(text);
  if (value) return value;
  if (CELLS.test(text) || NAME.test(text)) return { cells: text };
  throw new InputError(
    `${text} is not understood here: write a number, a text in quotes, cells such as B2:B7 or a ` +
      "name; work anything else out in a cell first",
  );
}

/**
 * Reads the cells of an array; as in Excel, its rows are equally long and no cell is blank.
 *
 * @param {string} array as in {1,2;3,4}
 * @param {string} inside its braces
 * @returns {unknown[][]}
 */
function rowsOf(array, inside) {
  const rows = parts(inside, ";").map((row) =>
    parts(row, ",").map((cell) => {
      const read = constant(cell.trim());
      if (read) return read.value;
      const wrong = cell.trim() ? `${cell.trim()} is not understood` : "a blank cell stands";
      throw new InputError(
        `${wrong} in ${array}: write numbers, texts in quotes, TRUE or FALSE in braces, and hand ` +
          "over anything else as cells such as B2:B7",
      );
    }),
  );
  if (rows.some((row) => row.length !== rows[0].length)) {
    throw new InputError(
      `the rows of ${array} are not equally long: part rows by ; and cells by ,`,
    );
  }
  return rows;
}

/**
 * Reads a constant; null where it is none.
 *
 * @param {string} text
 * @returns {Constant | null}
 */
function constant(text) {
  if (NUMBER.test(text)) return { value: held(text, Number(text)) };
  if (text.endsWith("%") && NUMBER.test(text.slice(0, -1))) {
    return { value: held(text, hundredths(text.slice(0, -1))) };
  }
  if (/^(TRUE|FALSE)$/i.test(text)) return { value: text.toUpperCase() === "TRUE" };
  const quoted = TEXT.exec(text);
  if (quoted) return { value: quoted[1].replace(/""/g, '"') };
  const [, ...date] = DATE.exec(text) ?? [];
  return date.length ? { value: dayOf(text, date) } : null;
}

/**
 * Gives a number, where a cell can hold it.
 *
 * @param {string} text
 * @param {number} value
 * @returns {number}
 */
function held(text, value) {
  if (Number.isFinite(value)) return value;
  throw new InputError(`${text} is larger than a cell can hold: numbers end at 1.8e+308`);
}

/**
 * Gives the serial number of a day; Excel reads years before 1900 otherwise than calendars do.
 *
 * @param {string} text
 * @param {readonly string[]} date its year, month and day
 * @returns {number}
 */
function dayOf(text, [year, month, day]) {
  const serial = wholeDay(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
  if (serial !== null && serial >= FIRST_DAY) return serial;
  throw new InputError(
    `${text} is no day of the calendar from March 1900 on: write it as in DATE(2027, 1, 31)`,
  );
}

/**
 * Gives a percentage as the double that is nearest to the decimals typed.
 *
 * @param {string} text
 * @returns {number}
 */
function hundredths(text) {
  return /e/i.test(text) ? Number(text) / 100 : Number(`${text}e-2`);
}

/**
 * Parts a text at a mark, but not within quotes, brackets or braces.
 *
 * @param {string} text
 * @param {string} mark
 * @returns {string[]}
 */
function parts(text, mark) {
  const found = [""];
  let [depth, quote] = [0, ""];
  for (const each of text) {
    if (quote) quote = each === quote ? "" : quote;
    else if (each === '"' || each === "'") quote = each;
    else if (each === "(" || each === "{") depth += 1;
    else if (each === ")" || each === "}") depth -= 1;
    if (each === mark && !depth && !quote) found.push("");
    else found[found.length - 1] += each;
  }
  return found;
}
