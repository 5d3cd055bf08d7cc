/**
 * Reads a formula typed in the pane: one FUNNEL function, its arguments constants or cells.
 *
 * Only where Excel runs no custom functions is a formula worked out here.
 */

import { CATALOG } from "../../catalog/index.js";
import { InputError } from "../../core/errors.js";
import { wholeDay } from "../../functions/cells.js";

/** @typedef {{ value: unknown } | { cells: string }} Argument a constant, or an address or name */
/** @typedef {{ name: string, arguments: (Argument | null)[] }} Formula */

const CALL = /^=?\s*(FUNNEL_[A-Z_]+)\s*\(([\s\S]*)\)\s*$/i;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const TEXT = /^"((?:[^"]|"")*)"$/;
const DATE = /^DATE\(\s*(\d{1,4})\s*,\s*(\d{1,2})\s*,\s*(\d{1,2})\s*\)$/i;
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
  if (array) {
    const rows = parts(array[1], ";");
    return { value: rows.map((row) => parts(row, ",").map((cell) => constant(cell.trim()))) };
  }
  const value = constant(text);
  if (value !== undefined) return { value };
  if (CELLS.test(text) || NAME.test(text)) return { cells: text };
  throw new InputError(
    `${text} is not understood here: write a number, a text in quotes, cells such as B2:B7 or a ` +
      "name; work anything else out in a cell first",
  );
}

/**
 * Reads a constant; undefined where it is none.
 *
 * @param {string} text
 * @returns {unknown}
 */
function constant(text) {
  if (NUMBER.test(text)) return Number(text);
  if (text.endsWith("%") && NUMBER.test(text.slice(0, -1))) return hundredths(text.slice(0, -1));
  if (/^(TRUE|FALSE)$/i.test(text)) return text.toUpperCase() === "TRUE";
  const quoted = TEXT.exec(text);
  if (quoted) return quoted[1].replace(/""/g, '"');
  const [, year, month, day] = DATE.exec(text) ?? [];
  if (!year) return undefined;
  return wholeDay(`${year.padStart(4, "0")}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
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
