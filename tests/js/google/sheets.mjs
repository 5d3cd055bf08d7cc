/**
 * A Google Sheet as a script sees it: small stand-ins, since Apps Script runs on Google's servers
 * alone. They do what Google's pages say: values are made in a realm of their own, blanks are "",
 * dates are moments of the spreadsheet's own clock, a custom function may change nothing.
 */

import vm from "node:vm";

const realm = vm.createContext({});
const made = (text) => vm.runInContext(text, realm);
const fromText = made("JSON.parse");
const dateOf = made("(moment) => new Date(moment)");
const errorOf = made("(text) => new Error(text)");

/** A date as a person sees it in a cell: its parts, whatever the time zone. */
export class WallClock {
  /** @param {string} text 2027-01-31 or 2027-01-31T09:30:00 */
  constructor(text) {
    this.text = text.includes("T") ? text : `${text}T00:00:00`;
  }
}

/** What a moment is called in a time zone: 2027-01-31T09:30:00, as Utilities.formatDate says it. */
export function inZone(moment, zone) {
  const parts = {};
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  for (const { type, value } of format.formatToParts(new Date(moment.getTime())))
    parts[type] = value;
  const year = parts.year.padStart(4, "0");
  return `${year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}`;
}

/** The moment at which a zone's clocks show this: what Sheets hands over for a date cell. */
export function momentOf(clock, zone) {
  const wanted = Date.parse(`${clock.text}Z`);
  let moment = wanted;
  for (let turn = 0; turn < 3; turn += 1) {
    moment += wanted - Date.parse(`${inZone(new Date(moment), zone)}Z`);
  }
  return dateOf(moment);
}

/** Values as Sheets makes them: in another realm, "" for a blank, a Date for a date. */
export function asSheetsMakes(value, zone = "Etc/UTC") {
  if (Array.isArray(value)) {
    const array = fromText("[]");
    for (const each of value) array.push(asSheetsMakes(each, zone));
    return array;
  }
  if (value instanceof WallClock) return momentOf(value, zone);
  return value === null ? "" : value;
}

/** A range as Sheets hands it to a custom function: one cell as a value, more as rows. */
export function handed(argument, zone) {
  if (argument === null) return undefined;
  if (!Array.isArray(argument)) return asSheetsMakes(argument, zone);
  const rows = argument.every(Array.isArray) ? argument : [argument];
  if (rows.length === 1 && rows[0].length === 1) return asSheetsMakes(rows[0][0], zone);
  return asSheetsMakes(rows, zone);
}

const key = (row, column) => `${row}:${column}`;

class Range {
  constructor(sheet, row, column, rows, columns) {
    Object.assign(this, { sheet, row, column, rows, columns });
  }
  getSheet() {
    return this.sheet;
  }
  getRow() {
    return this.row;
  }
  getColumn() {
    return this.column;
  }
  getNumRows() {
    return this.rows;
  }
  getNumColumns() {
    return this.columns;
  }
  getCell(row, column) {
    return new Range(this.sheet, this.row + row - 1, this.column + column - 1, 1, 1);
  }
  offset(row, column, rows, columns) {
    return new Range(this.sheet, this.row + row, this.column + column, rows, columns);
  }
  map(read) {
    const line = (row) =>
      Array.from({ length: this.columns }, (_, at) => read(row, this.column + at));
    return Array.from({ length: this.rows }, (_, at) => line(this.row + at));
  }
  getValues() {
    const { book } = this.sheet;
    return asSheetsMakes(
      this.map((row, column) => this.sheet.cells.get(key(row, column)) ?? null),
      book.zone,
    );
  }
  getFormulas() {
    return asSheetsMakes(
      this.map((row, column) => this.sheet.formulas.get(key(row, column)) ?? ""),
    );
  }
  setValues(values) {
    this.sheet.book.mayWrite("setValues");
    if (values.length !== this.rows || values.some((row) => row.length !== this.columns)) {
      throw errorOf("The number of rows or columns in the data does not match the range.");
    }
    this.map((row, column) => {
      const value = values[row - this.row][column - this.column];
      if (value === "") this.sheet.cells.delete(key(row, column));
      else this.sheet.cells.set(key(row, column), value);
    });
  }
  setFormula(formula) {
    this.sheet.book.mayWrite("setFormula");
    this.sheet.formulas.set(key(this.row, this.column), formula);
  }
  setFontWeight() {
    this.sheet.book.mayWrite("setFontWeight");
  }
  setNumberFormat() {
    this.sheet.book.mayWrite("setNumberFormat");
  }
}

class Sheet {
  constructor(book, title, rows, columns) {
    Object.assign(this, { book, title, maxRows: rows, maxColumns: columns });
    this.cells = new Map();
    this.formulas = new Map();
  }
  getName() {
    return this.title;
  }
  getMaxRows() {
    return this.maxRows;
  }
  getMaxColumns() {
    return this.maxColumns;
  }
  getRange(row, column, rows, columns) {
    return new Range(this, row, column, rows, columns);
  }
}

/** One spreadsheet: sheets, names, a time zone, and what its user may do. */
export class Spreadsheet {
  constructor({ title = "My plan", zone = "Etc/UTC", mayEdit = true } = {}) {
    Object.assign(this, { title, zone, mayEdit, inFunction: false, selected: null });
    this.sheets = [new Sheet(this, "Sheet1", 1000, 26)];
    this.named = new Map();
    this.calls = 0;
  }
  mayWrite(method) {
    if (this.inFunction || !this.mayEdit) {
      throw errorOf(`You do not have permission to call ${method}`);
    }
  }
  /** Types rows of values from a cell on, and names them; for tests. */
  put(name, row, column, rows) {
    const range = this.sheets[0].getRange(row, column, rows.length, rows[0].length);
    range.map((r, c) => this.sheets[0].cells.set(key(r, c), rows[r - row][c - column]));
    if (name) this.named.set(name, range);
    return range;
  }
  getName() {
    return this.title;
  }
  getSpreadsheetTimeZone() {
    this.calls += 1;
    return this.zone;
  }
  getNamedRanges() {
    return [...this.named].map(([name, range]) => ({
      getName: () => name,
      getRange: () => {
        if (!range) throw errorOf("Range not found");
        return range;
      },
    }));
  }
  setNamedRange(name, range) {
    this.mayWrite("setNamedRange");
    this.named.set(name, range);
  }
  getActiveRange() {
    return this.selected;
  }
  getActiveSheet() {
    return this.sheets[0];
  }
}
