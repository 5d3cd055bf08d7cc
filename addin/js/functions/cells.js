/**
 * One argument as it was handed over: a rectangle of cells, and how to name one of them.
 *
 * Twin of funnel_addin/functions/cells.py.
 */

import { InputError } from "../core/errors.js";
import { DAY_LENGTH, DAY_ZERO } from "../core/pace.js";

/** @typedef {[row: number, column: number]} Place */

/** What Google shows in a cell until it has its value. */
export const LOADING = ["LOADING...", "LOADING…"];

/** What cells show in place of a value, in capitals. */
const ERROR_CODES = new Set(
  (
    "#NULL! #DIV/0! #VALUE! #REF! #NAME? #NUM! #N/A #GETTING_DATA #SPILL! #CALC! #FIELD! " +
    "#BLOCKED! #CONNECT! #UNKNOWN! #BUSY! #PYTHON! #EXTERNAL! #ERROR! LOADING... LOADING…"
  ).split(" "),
);

const SPACE = /[\s\x1c-\x1f\x85]/;

/** A date cell, in hosts that hand one over as something else than its serial number. */
export class Day {
  /**
   * @param {number} serial whole days since 1899-12-30
   * @param {string} told how it is called in a sentence: 2027-01-31
   */
  constructor(serial, told) {
    this.serial = serial;
    this.told = told;
  }
}

/**
 * Gives the serial number of a day, or null where no calendar has it.
 *
 * @param {string} text as in 2027-01-31
 * @returns {number | null}
 */
export function wholeDay(text) {
  const [year, month, day] = text.split("-").map(Number);
  const moment = new Date(0);
  moment.setUTCFullYear(year, month - 1, day);
  const kept = moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day && year > 0;
  return kept ? Math.round((moment.getTime() - DAY_ZERO) / DAY_LENGTH) : null;
}

/**
 * Takes off what Python's strip takes off too, and the mark that a pasted file may begin with.
 *
 * @param {string} text
 * @returns {string}
 */
export function stripped(text) {
  let [first, end] = [0, text.length];
  while (first < end && SPACE.test(text[first])) first += 1;
  while (end > first && SPACE.test(text[end - 1])) end -= 1;
  return text.slice(first, end);
}

/**
 * Tells whether a text is what a cell shows in place of a value.
 *
 * @param {string} text without spaces around it
 * @returns {boolean}
 */
export function isError(text) {
  return ERROR_CODES.has(text.toUpperCase());
}

/**
 * Tells whether a cell is empty or holds an empty text.
 *
 * @param {unknown} cell
 * @returns {boolean}
 */
export function isBlank(cell) {
  return cell === null || cell === undefined || cell === "";
}

/** One argument: a rectangle of cells. */
export class Cells {
  /**
   * @param {string} name the argument's
   * @param {readonly (readonly unknown[])[]} rows all of the same length
   */
  constructor(name, rows) {
    this.name = name;
    this.rows = rows;
    this.height = rows.length;
    this.width = rows.length ? rows[0].length : 0;
    this.blank = rows.every((row) => row.every(isBlank));
  }

  /**
   * Takes a cell, a row or rows of cells as an argument.
   *
   * @param {string} name
   * @param {unknown} argument
   * @returns {Cells}
   */
  static of(name, argument) {
    if (!Array.isArray(argument)) return new Cells(name, [[argument]]);
    if (!argument.some((row) => Array.isArray(row))) return new Cells(name, [argument]);
    if (!argument.every((row) => Array.isArray(row))) {
      throw new InputError(`'${name}' must be a range: a list of rows, each a list of cells`);
    }
    if (new Set(argument.map((row) => row.length)).size > 1) {
      throw new InputError(
        `'${name}' must be a rectangle of cells; its rows have ` +
          `${argument.map((row) => row.length).join(", ")} cells`,
      );
    }
    return new Cells(name, argument);
  }

  /**
   * @param {number} row
   * @param {number} column
   * @returns {unknown}
   */
  at(row, column) {
    return this.rows[row][column];
  }

  /**
   * Names a cell by its row or column in the range.
   *
   * @param {number} row
   * @param {number} column
   * @returns {string}
   */
  place(row, column) {
    if (this.height === 1 && this.width === 1) return "";
    if (this.height === 1) return `column ${column + 1}`;
    if (this.width === 1) return `row ${row + 1}`;
    return `row ${row + 1}, column ${column + 1}`;
  }

  /**
   * Names a whole row by its number in the range.
   *
   * @param {number} row
   * @returns {string}
   */
  rowTold(row) {
    return this.height > 1 ? `row ${row + 1}` : "";
  }

  /** @returns {number[]} the rows without the blank ones at the ends */
  filledRows() {
    return filled(this.height, (row) => this.rows[row].every(isBlank));
  }

  /** @returns {number[]} the columns without the blank ones at the ends */
  filledColumns() {
    return filled(this.width, (column) => this.rows.every((row) => isBlank(row[column])));
  }

  /** @returns {number[]} the columns that may hold counts: both of two, else the filled ones */
  countColumns() {
    return this.width === 2 ? [0, 1] : this.filledColumns();
  }

  /**
   * Gives the places of a row or a column without the blanks at its ends, and whether it is a row.
   *
   * @param {string} expected
   * @returns {[Place[], boolean]}
   */
  line(expected) {
    const [line, across] = this.wholeLine(expected);
    const kept = filled(line.length, (index) => isBlank(this.at(...line[index])));
    return [kept.map((index) => line[index]), across];
  }

  /**
   * Gives all places of a row or a column; blank rows and columns beside it do not count.
   *
   * @param {string} expected
   * @returns {[Place[], boolean]}
   */
  wholeLine(expected) {
    let [rows, columns] = [upTo(this.height), upTo(this.width)];
    if (rows.length > 1 && columns.length > 1) {
      const [down, across] = [this.filledRows(), this.filledColumns()];
      if (down.length > 1 && across.length > 1) {
        throw new InputError(
          `${expected}, in one row or one column; got ${this.height} rows × ` +
            `${this.width} columns`,
        );
      }
      if (down.length > 1) columns = across;
      else rows = down;
    }
    /** @type {Place[]} */
    const line = [];
    for (const row of rows) for (const column of columns) line.push([row, column]);
    return [line, rows.length === 1 && columns.length > 1];
  }
}

/**
 * Gives the numbers below `length` without those at the ends that are blank.
 *
 * @param {number} length
 * @param {(index: number) => boolean} blank
 * @returns {number[]}
 */
export function filled(length, blank) {
  let [first, last] = [0, length - 1];
  while (first <= last && blank(first)) first += 1;
  while (last > first && blank(last)) last -= 1;
  return upTo(length).slice(first, last + 1);
}

/**
 * @param {number} length
 * @returns {number[]} 0, 1, … below it
 */
export function upTo(length) {
  return Array.from({ length }, (_, index) => index);
}
