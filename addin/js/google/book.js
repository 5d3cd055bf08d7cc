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

const PREFIX = "plan_";
const MOST_CELLS = 1_000_000;

/** A spreadsheet, seen through its names. */
export class Book {
  /** @param {GoogleAppsScript.Spreadsheet.Spreadsheet} spreadsheet */
  constructor(spreadsheet) {
    this.spreadsheet = spreadsheet;
    /** @type {Map<string, { name: string, range: Range | null }> | null} */
    this.known = null;
    this.zone = "";
  }

  /** @returns {Book} the one that the script belongs to */
  static active() {
    return new Book(SpreadsheetApp.getActive());
  }

  /** @returns {string} what it is called in a sentence */
  get title() {
    return this.spreadsheet.getName();
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
    const known = this.ranges().get(name.toLowerCase());
    if (!known) return null;
    if (!known.range) return gone(name);
    const place = placeOf(known.range);
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
    const [rows] = received([known.range.getValues()], clock);
    return { place, rows: /** @type {unknown[][]} */ (rows) };
  }

  /** @returns {Map<string, { name: string, range: Range | null }>} by name in small letters */
  ranges() {
    if (this.known) return this.known;
    this.known = new Map();
    for (const named of this.spreadsheet.getNamedRanges()) {
      const name = named.getName();
      // a copied sheet has names of its own, spelled 'Sheet'!Plan_Target
      if (!name.toLowerCase().startsWith(PREFIX)) continue;
      this.known.set(name.toLowerCase(), { name, range: rangeOf(named) });
    }
    return this.known;
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
  try {
    return named.getRange();
  } catch {
    return null;
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
