/**
 * The door of every worksheet function: cells in, checked numbers out.
 *
 * A cell is never guessed at. All that is wrong with one argument is told in one sentence, the
 * first bad cell first. Twin of funnel_addin/functions/grid.py.
 */

import { show } from "../core/bounds.js";
import { CellError, FunnelError, InputError, OutOfRange, curedOnce } from "../core/errors.js";
import { Transition } from "../core/model.js";
import { COUNT, RATE } from "../core/quantities.js";
import { Day, LOADING, isBlank, isError, stripped, wholeDay } from "./cells.js";
import { Listed, Steps } from "./listed.js";

/** @typedef {import("../core/bounds.js").Quantity} Quantity */
/** @typedef {import("./cells.js").Cells} Cells */
/** @typedef {import("./cells.js").Place} Place */

const NUMBER_AS_TEXT =
  /^[+-]?[\s\x1c-\x1f\x85]*(\p{Nd}[\p{Nd},]*\.?\p{Nd}*|\.\p{Nd}+)(e[+-]?\p{Nd}+)?[\s\x1c-\x1f\x85]*%?$/iu;
const DATE = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const LAST_SERIAL = 2958465;

/**
 * Reads a cell as a number, or says what it is instead (the error's text is a predicate).
 *
 * @param {unknown} cell
 * @returns {number | FunnelError}
 */
function numberOf(cell) {
  if (typeof cell === "boolean") {
    return new InputError(`is ${cell ? "TRUE" : "FALSE"}: write a number`);
  }
  if (typeof cell === "number" || typeof cell === "bigint") {
    const value = Number(cell);
    if (Number.isFinite(value)) return value;
    return new OutOfRange("is not a finite number: write one below 1.8e+308");
  }
  if (isBlank(cell)) {
    return new InputError("is blank: write a number, or leave blanks only at the ends");
  }
  if (cell instanceof Day) return new InputError(`is the date ${cell.told}: write a number`);
  if (typeof cell !== "string") return new InputError(`is ${String(cell)}: write a number`);
  const text = stripped(cell);
  if (LOADING.includes(text.toUpperCase())) {
    return new CellError("is still loading: try again once it shows a value", "#N/A");
  }
  if (isError(text)) {
    return new CellError(`holds the error ${text}: mend that cell first`, text.toUpperCase());
  }
  if (text.startsWith("Err:")) {
    return new CellError(`holds the error ${text}: mend that cell first`, "#VALUE!");
  }
  const cure = NUMBER_AS_TEXT.test(text)
    ? "numbers held as text do not count: type it again as a number"
    : "write a number";
  return new InputError(`is the text '${cell}': ${cure}`);
}

/**
 * Reads a cell as a number within bounds, or gives what is wrong with it.
 *
 * @param {unknown} cell
 * @param {Quantity} quantity
 * @returns {number | FunnelError}
 */
export function bounded(cell, quantity) {
  const value = numberOf(cell);
  if (typeof value !== "number") return value;
  const complaint = quantity.complaint(value);
  return complaint === null ? value : new OutOfRange(`is ${complaint}`);
}

/** @typedef {[place: string, fault: FunnelError]} PlacedFault */

/**
 * Makes one error of all that is wrong; the first decides what the cell shows.
 *
 * @param {string} expected
 * @param {readonly PlacedFault[]} faults
 * @returns {FunnelError}
 */
export function refused(expected, faults) {
  let sayings = faults.map(([, fault]) => fault.message);
  if (faults.every(([, fault]) => fault instanceof OutOfRange)) sayings = curedOnce(sayings);
  const told = faults.map(([place], at) => `${place || "it"} ${sayings[at]}`).join("; ");
  const sentence = `${expected}; ${told}`;
  const first = faults[0][1];
  if (first instanceof CellError) return new CellError(sentence, first.code);
  return first instanceof OutOfRange ? new OutOfRange(sentence) : new InputError(sentence);
}

/**
 * Reads an argument that is one cell.
 *
 * @param {Cells} cells
 * @param {Quantity} quantity
 * @returns {number}
 */
export function readNumber(cells, quantity) {
  if (cells.height !== 1 || cells.width !== 1) {
    throw new InputError(
      `'${cells.name}' must be one cell with ${quantity.one}; ` +
        `got a range of ${cells.height} × ${cells.width} cells`,
    );
  }
  const value = bounded(cells.at(0, 0), quantity);
  if (typeof value === "number") return value;
  throw refused(`'${cells.name}' must be ${quantity.one}`, [[cells.place(0, 0), value]]);
}

/**
 * Reads an argument that is TRUE or FALSE; 1 and 0 serve as well.
 *
 * @param {Cells} cells
 * @returns {boolean}
 */
export function readFlag(cells) {
  const expected = `'${cells.name}' must be TRUE or FALSE`;
  if (cells.height !== 1 || cells.width !== 1) throw misshapen(cells, `${expected} in one cell`);
  const value = cells.at(0, 0);
  if (typeof value === "boolean") return value;
  if (value === 0 || value === 1) return value === 1;
  let fault = numberOf(value);
  if (!(fault instanceof CellError)) {
    const told = typeof value === "string" ? `the text '${value}'` : plainly(value);
    fault = new InputError(`is ${told}: write TRUE or FALSE`);
  }
  throw refused(expected, [[cells.place(0, 0), fault]]);
}

/**
 * @param {unknown} value
 * @returns {string}
 */
function plainly(value) {
  return value instanceof Day ? value.told : show(Number(value));
}

/**
 * Says that a range has the wrong shape; an error cell in it is the likelier cause, and told.
 *
 * @param {Cells} cells
 * @param {string} expected
 * @returns {FunnelError}
 */
function misshapen(cells, expected) {
  for (let row = 0; row < cells.height; row += 1) {
    for (let column = 0; column < cells.width; column += 1) {
      const fault = numberOf(cells.at(row, column));
      if (fault instanceof CellError) return refused(expected, [[cells.place(row, column), fault]]);
    }
  }
  return new InputError(`${expected}; got a range of ${cells.height} × ${cells.width} cells`);
}

/**
 * Reads an argument that is one date: a date cell, its serial number, or "YYYY-MM-DD".
 *
 * @param {Cells} cells
 * @returns {number} whole days since 1899-12-30
 */
export function readDate(cells) {
  const expected = `'${cells.name}' must be a date`;
  if (cells.height !== 1 || cells.width !== 1) {
    throw new InputError(`${expected} in one cell; got a range`);
  }
  const cell = cells.at(0, 0);
  if (cell instanceof Day) return cell.serial;
  if (typeof cell === "string" && !isError(stripped(cell)) && !isBlank(cell)) {
    const serial = DATE.test(stripped(cell)) ? wholeDay(stripped(cell)) : null;
    if (serial !== null) return serial;
    throw new InputError(
      `${expected}; ${cells.place(0, 0) || "it"} is the text '${cell}': ` +
        "write it as 2027-01-31, or as a date cell",
    );
  }
  const serial = numberOf(cell);
  if (typeof serial !== "number") throw refused(expected, [[cells.place(0, 0), serial]]);
  if (!(serial >= 0 && serial <= LAST_SERIAL + 1 - 1e-9)) {
    throw new OutOfRange(`${expected}; got ${show(serial)}, which is no day of a calendar`);
  }
  return Math.floor(serial);
}

/**
 * Reads a row or a column of numbers; blanks at its ends are trimmed.
 *
 * @param {Cells} cells
 * @param {Quantity} quantity
 * @returns {Listed}
 */
export function readList(cells, quantity) {
  const expected = `'${cells.name}' must be ${quantity.plural}`;
  const [line, across] = cells.line(expected);
  if (!line.length) throw new InputError(`${expected}; it is blank`);
  return new Listed(readNumbers(cells, line, quantity, expected), across);
}

/**
 * Reads the cells at some places as numbers, all that are none told in one error.
 *
 * @param {Cells} cells
 * @param {readonly Place[]} places
 * @param {Quantity} quantity
 * @param {string} expected
 * @param {(place: Place) => number | null} [spared] what a cell counts as without being read
 * @returns {number[]}
 */
export function readNumbers(cells, places, quantity, expected, spared = () => null) {
  /** @type {number[]} */
  const values = [];
  /** @type {PlacedFault[]} */
  const faults = [];
  for (const place of places) {
    const value = spared(place) ?? bounded(cells.at(...place), quantity);
    if (typeof value === "number") values.push(value);
    else faults.push([cells.place(...place), value]);
  }
  if (faults.length) throw refused(expected, faults);
  return values;
}

/**
 * Reads rates: a row or a column of shares, or two columns of counts, entered and advanced.
 *
 * @param {Cells} cells
 * @returns {Steps}
 */
export function readSteps(cells) {
  if (areCounts(cells)) return new Steps(readCounts(cells), false);
  const listed = readList(cells, RATE);
  const steps = listed.values.map((rate) => Transition.of(rate));
  return new Steps(steps, listed.across && steps.length > 1);
}

/**
 * Tells counts from shares by their shape: two columns, or one row that cannot be two rates.
 *
 * @param {Cells} cells
 * @returns {boolean}
 */
export function areCounts(cells) {
  const [rows, columns] = [cells.filledRows(), cells.countColumns()];
  if (columns.length !== 2) return false;
  if (!rows.length) return cells.height > 1;
  return rows.length > 1 || isRowOfCounts(cells, rows[0], columns);
}

/**
 * Tells two rates from one row of counts: neither above 1, or both whole and the first above 1.
 *
 * @param {Cells} cells
 * @param {number} row
 * @param {readonly number[]} columns
 * @returns {boolean}
 */
function isRowOfCounts(cells, row, columns) {
  const [entered, advanced] = columns.map((column) => numberOf(cells.at(row, column)));
  if (typeof entered !== "number" || typeof advanced !== "number") return false;
  if (entered <= 1 && advanced <= 1) return false;
  if (entered > 1 && Number.isInteger(entered) && Number.isInteger(advanced)) return true;
  throw new OutOfRange(
    `'${cells.name}' in a row of two cells must be two shares up to 1, or whole counts entered ` +
      `and advanced; got ${show(entered)} and ${show(advanced)}: write 47% or 0.47 for a rate`,
  );
}

/**
 * Reads two columns, entered and advanced; blank rows at the ends are trimmed together.
 *
 * @param {Cells} cells
 * @returns {Transition[]}
 */
export function readCounts(cells) {
  const expected = `'${cells.name}' must be counts, entered and advanced in two columns`;
  const [rows, columns] = [cells.filledRows(), cells.countColumns()];
  if (columns.length !== 2 && rows.length) throw misshapen(cells, expected);
  if (!rows.length) throw new InputError(`${expected}; it is blank`);
  /** @type {Transition[]} */
  const read = [];
  /** @type {PlacedFault[]} */
  const faults = [];
  for (const row of rows) {
    const [entered, advanced] = columns.map((column) => bounded(cells.at(row, column), COUNT));
    if (typeof entered !== "number") faults.push([cells.place(row, columns[0]), entered]);
    if (typeof advanced !== "number") faults.push([cells.place(row, columns[1]), advanced]);
    if (typeof entered !== "number" || typeof advanced !== "number") continue;
    if (advanced > entered) {
      const told = `is ${show(advanced)} advanced of ${show(entered)} entered: at most all can`;
      faults.push([cells.place(row, columns[1]), new OutOfRange(told)]);
    } else {
      read.push(Transition.learnt(entered, advanced));
    }
  }
  if (faults.length) throw refused(expected, faults);
  return read;
}
