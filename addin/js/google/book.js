/**
 * The spreadsheet that the script belongs to: its clock, its names, and the cells behind them.
 *
 * Twin of funnel_addin/books/google, as far as a script sees it.
 */

import { nameOf } from "../plans/names.js";
import { Place } from "../plans/places.js";
import { received } from "./cells.js";

/** @typedef {import("../plans/reading.js").Found} Found */
/** @typedef {GoogleAppsScript.Spreadsheet.Range} Range */
/** @typedef {{ name: string, range: Range | null }} Named a name, and its cells unless they are gone */

const PREFIX = "plan_";
const MOST_CELLS = 1_000_000;

/** A spreadsheet, seen through its names. */
export class Book {
  /** @param {GoogleAppsScript.Spreadsheet.Spreadsheet} spreadsheet */
  constructor(spreadsheet) {
    this.spreadsheet = spreadsheet;
    /** @type {Map<string, Named> | null} */
    this.listed = null;
    this.zone = "";
  }

  /** @returns {Book} the one that the script belongs to */
  static active() {
    const spreadsheet = tried(() => SpreadsheetApp.getActive(), null);
    return new Book(spreadsheet ?? SpreadsheetApp.getActiveSpreadsheet());
  }

  /** @returns {string} what it is called in a sentence */
  get title() {
    return tried(() => this.spreadsheet.getName(), "this spreadsheet");
  }

  /**
   * Writes a moment as the spreadsheet's own time zone has it: its cells show dates in that zone,
   * whatever the script's zone is.
   *
   * @param {Date} moment
   * @returns {string} as in 2027-01-31T09:30:00
   */
  clock(moment) {
    if (!this.zone) this.zone = this.spreadsheet.getSpreadsheetTimeZone();
    return Utilities.formatDate(moment, this.zone, "yyyy-MM-dd'T'HH:mm:ss");
  }

  /** @returns {string[]} the spreadsheet-wide names that begin with Plan_ */
  names() {
    return [...this.ranges().values()].map(({ name }) => name);
  }

  /**
   * Gives the cells behind a name, in any case; null where it is not defined.
   *
   * @param {string} name
   * @returns {Found | null}
   */
  find(name) {
    const known = this.known(name);
    if (!known) return null;
    const { range } = known;
    if (!range) return gone(name);
    const place = tried(() => placeOf(range), new Place(name, 1, 1, 1, 1));
    const cells = place.rows * place.columns;
    if (cells > MOST_CELLS) {
      return {
        wrong:
          `'${name}' (${place}) has ${cells} cells, which is more than ${MOST_CELLS}: ` +
          "let the name stand for fewer rows and columns",
      };
    }
    // of a log of thousands of days none is read, and each would be a question to Google's servers
    const plain = nameOf(name)?.holds === "mixed";
    const clock = plain ? ofUtc : (/** @type {Date} */ moment) => this.clock(moment);
    const [rows] = received([range.getValues()], clock);
    return { place, rows: /** @type {unknown[][]} */ (rows) };
  }

  /**
   * @param {string} name
   * @returns {Named | null} null where it is not defined
   */
  known(name) {
    if (tried(() => this.ranges(), null)) return this.ranges().get(name.toLowerCase()) ?? null;
    const range = this.spreadsheet.getRangeByName(name);
    return range && { name, range };
  }

  /** @returns {Map<string, Named>} by name in small letters */
  ranges() {
    if (this.listed) return this.listed;
    /** @type {Map<string, Named>} */
    const listed = new Map();
    for (const named of this.spreadsheet.getNamedRanges()) {
      const name = named.getName();
      // a copied sheet has names of its own, spelled 'Sheet'!Plan_Target
      if (!name.toLowerCase().startsWith(PREFIX)) continue;
      listed.set(name.toLowerCase(), { name, range: rangeOf(named) });
    }
    this.listed = listed;
    return listed;
  }
}

/**
 * Writes a moment as the clocks of UTC show it, without asking anybody.
 *
 * @param {Date} moment
 * @returns {string} as in 2027-01-31T09:30:00
 */
function ofUtc(moment) {
  return moment.toISOString().slice(0, 19);
}

/**
 * Gives where cells are.
 *
 * @param {Range} range
 * @returns {Place}
 */
export function placeOf(range) {
  return new Place(
    range.getSheet().getName(),
    range.getRow(),
    range.getColumn(),
    range.getNumRows(),
    range.getNumColumns(),
  );
}

/**
 * Gives a name's cells; null where they are gone, which Sheets may tell by throwing.
 *
 * @param {GoogleAppsScript.Spreadsheet.NamedRange} named
 * @returns {Range | null}
 */
function rangeOf(named) {
  return tried(() => named.getRange(), null);
}

/**
 * Asks the spreadsheet, and goes on with something else where it cannot tell.
 *
 * @template T, U
 * @param {() => T} ask
 * @param {U} otherwise
 * @returns {T | U}
 */
function tried(ask, otherwise) {
  try {
    return ask();
  } catch {
    return otherwise;
  }
}

/**
 * @param {string} name
 * @returns {Found}
 */
function gone(name) {
  return {
    wrong:
      `'${name}' points at cells that are gone (#REF!): point it at cells again in Data > ` +
      "Named ranges",
    code: "#REF!",
  };
}
