/**
 * A rectangle of cells on one sheet, and its address. Twin of `Place` of funnel_addin/books/port.py.
 */

const PLAIN = /^[\p{L}_][\p{L}\p{N}_]*$/u;
const LIKE_A_CELL = /^([A-Z]{1,3}[0-9]+|R[0-9]*(C[0-9]*)?|C[0-9]*)$/i;

/** A rectangle of cells on one sheet; `top` and `left` count from 1. */
export class Place {
  /**
   * @param {string} sheet its title
   * @param {number} top
   * @param {number} left
   * @param {number} rows
   * @param {number} columns
   */
  constructor(sheet, top, left, rows, columns) {
    this.sheet = sheet;
    this.top = top;
    this.left = left;
    this.rows = rows;
    this.columns = columns;
  }

  /**
   * Gives the address of one cell of the place, counted from 0: Funnel!E6.
   *
   * @param {number} row
   * @param {number} column
   * @returns {string}
   */
  cell(row, column) {
    return `${quoted(this.sheet)}!${columnLetters(this.left + column)}${this.top + row}`;
  }

  /** @returns {string} its address: Funnel!E6:E11 */
  toString() {
    const first = this.cell(0, 0);
    if (this.rows === 1 && this.columns === 1) return first;
    const last = columnLetters(this.left + this.columns - 1);
    return `${first}:${last}${this.top + this.rows - 1}`;
  }
}

/**
 * Gives a column's letters, 1 being A.
 *
 * @param {number} column
 * @returns {string}
 */
export function columnLetters(column) {
  let [letters, left] = ["", column];
  while (left > 0) {
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
    left = Math.floor((left - 1) / 26);
  }
  return letters;
}

/**
 * Gives a sheet's title as an address has it: in quotes, unless it is a plain word.
 *
 * @param {string} sheet
 * @returns {string}
 */
function quoted(sheet) {
  if (PLAIN.test(sheet) && !LIKE_A_CELL.test(sheet)) return sheet;
  return `'${sheet.replace(/'/g, "''")}'`;
}
