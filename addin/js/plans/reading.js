/**
 * A book's named inputs, read one by one; every problem met on the way is kept, with its cell.
 *
 * Twin of funnel_addin/plans/reading.py. A host hands in `find`, which knows its names.
 */

import { told } from "../core/bounds.js";
import { FunnelError } from "../core/errors.js";
import { Cells, Day, isBlank, isError } from "../functions/cells.js";
import { readNumber } from "../functions/grid.js";
import { READ } from "./contract.js";

/** @typedef {import("../core/bounds.js").Quantity} Quantity */
/** @typedef {import("./places.js").Place} Place */

/**
 * @typedef {object} Problem what is wrong with a name or a cell
 * @property {string} name
 * @property {string} sentence
 * @property {string} code what a cell shows for it
 */

/**
 * @typedef {object} Found what a host knows of a name that its book defines
 * @property {Place} [place]
 * @property {readonly (readonly unknown[])[]} [rows] the cells, as worksheet functions get them
 * @property {string} [wrong] instead of both: a sentence
 * @property {string} [code] what a cell shows for it
 */

/** @typedef {(name: string) => Found | null} Find a name's cells; null where it is not defined */

const MOST_TOLD = 20;

/** Cells behind a name, each called by its address. */
export class NamedCells extends Cells {
  /**
   * @param {string} name
   * @param {readonly (readonly unknown[])[]} rows
   * @param {(row: number, column: number) => string} where
   */
  constructor(name, rows, where) {
    super(name, rows);
    this.where = where;
  }

  /**
   * @override
   * @param {number} row
   * @param {number} column
   * @returns {string}
   */
  place(row, column) {
    return this.where(row, column);
  }

  /**
   * @override
   * @param {number} row
   * @returns {string}
   */
  rowTold(row) {
    return this.where(row, 0);
  }
}

/** All that keeps a book from being answered for, each as a sentence that names its cell. */
export class BookProblems extends FunnelError {
  /**
   * @param {string} title what the book is called
   * @param {readonly Problem[]} problems at least one
   */
  constructor(title, problems) {
    const sentences = problems.slice(0, MOST_TOLD).map((problem) => problem.sentence);
    const more = problems.length - MOST_TOLD;
    if (more > 0) sentences.push(`and ${more} more`);
    const heading = `${title} has ${problems.length} problems:`;
    super(
      sentences.length === 1 ? `${title}: ${sentences[0]}` : [heading, ...sentences].join("\n  "),
    );
    this.code = problems[0].code;
    this.problems = problems;
  }
}

/** Reads a book's inputs, each once, and keeps every problem met on the way. */
export class Reader {
  /** @param {Find} find */
  constructor(find) {
    this.find = find;
    /** @type {Map<string, Found | null>} */
    this.found = new Map();
    /** @type {Problem[]} */
    this.problems = [];
    /** @type {Map<string, Set<string>>} what is wrong with each name */
    this.sentences = new Map();
  }

  /**
   * @param {string} name
   * @returns {Found | null} what the host knows of it, asked once
   */
  asked(name) {
    let found = this.found.get(name);
    if (found === undefined) {
      found = this.find(name);
      this.found.set(name, found);
      if (found && found.wrong) {
        this.keep({ name, sentence: found.wrong, code: found.code ?? "#VALUE!" });
      }
    }
    return found;
  }

  /** @param {string} name @returns {boolean} whether the book defines it */
  has(name) {
    return this.asked(name) !== null;
  }

  /** @param {string} name @returns {Place | null} where its cells are */
  place(name) {
    return this.asked(name)?.place ?? null;
  }

  /**
   * Gives the cells behind a name; null where it is absent, unreadable or blank.
   *
   * @param {string} name
   * @returns {NamedCells | null}
   */
  cells(name) {
    const found = this.asked(name);
    if (!found || !found.place || !found.rows) return null;
    const place = found.place;
    const cells = new NamedCells(name, found.rows, (row, column) => place.cell(row, column));
    return cells.blank ? null : cells;
  }

  /**
   * Reads the cells behind a name; null where there are none, or what is wrong was kept.
   *
   * @template T
   * @param {string} name
   * @param {(cells: NamedCells) => T} read
   * @returns {T | null}
   */
  value(name, read) {
    const cells = this.cells(name);
    return cells && this.kept(name, () => read(cells));
  }

  /**
   * Works something out; null where that fails, and what is wrong was kept.
   *
   * @template T
   * @param {string} name
   * @param {() => T} work
   * @returns {T | null}
   */
  kept(name, work) {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof FunnelError)) throw error;
      this.fault(name, error);
      return null;
    }
  }

  /**
   * Reads a name of one cell as a number.
   *
   * @param {string} name
   * @param {Quantity} quantity
   * @returns {number | null}
   */
  number(name, quantity) {
    return this.value(name, (cells) => readNumber(cells, quantity));
  }

  /**
   * Gives a row or a column as a column, each cell by its own address.
   *
   * @param {string} name
   * @returns {NamedCells | null}
   */
  line(name) {
    const cells = this.cells(name);
    if (!cells || cells.width === 1) return cells;
    if (cells.height > 1) {
      const shape = `${cells.height} × ${cells.width}`;
      this.fault(name, `'${name}' must be one row or one column; it is ${shape}`);
      return null;
    }
    const column = cells.rows[0].map((cell) => [cell]);
    return new NamedCells(name, column, (row) => cells.where(0, row));
  }

  /**
   * Reads a row or a column of texts, without the blanks at its end.
   *
   * @param {string} name
   * @returns {string[] | null}
   */
  texts(name) {
    const cells = this.line(name);
    if (!cells) return null;
    const texts = cells.rows.map(([cell], row) => {
      if (typeof cell === "string" && isError(cell)) {
        const where = cells.place(row, 0);
        this.fault(name, `'${name}' must be names; ${where} holds the error ${cell}`);
      }
      return isBlank(cell) ? "" : written(cell).trim();
    });
    while (texts.length && !texts[texts.length - 1]) texts.pop();
    return texts;
  }

  /**
   * Reads a name of one cell that holds one of a few words, in any case.
   *
   * @param {string} name
   * @param {readonly string[]} words
   * @returns {string | null}
   */
  word(name, words) {
    const texts = this.texts(name);
    if (!texts || !texts.length) return null;
    const said = texts[0].toLowerCase();
    if (texts.length === 1 && words.includes(said)) return said;
    const choice = `${words.slice(0, -1).join(", ")} or ${words[words.length - 1]}`;
    const got = texts.length === 1 ? `it is ${told(texts[0])}` : `it has ${texts.length} cells`;
    this.fault(name, `'${name}' must be ${choice}; ${got}: write one of these words`);
    return null;
  }

  /**
   * Says that an input is not there: its cells are blank, or its name is not defined.
   *
   * @param {string} name
   * @returns {string}
   */
  missing(name) {
    const known = READ.find((each) => each.name === name);
    if (!known) throw new Error(`no name of the contract is called ${name}`);
    if (this.has(name)) return `'${name}' is blank: write ${known.help}`;
    return (
      `the name '${name}' is not defined: it stands for ${known.help}; ` +
      `define it as ${known.shape}`
    );
  }

  /**
   * Keeps what is wrong with a name; a sentence alone shows in a cell as #VALUE!.
   *
   * @param {string} name
   * @param {FunnelError | string} fault
   */
  fault(name, fault) {
    const [sentence, code] =
      typeof fault === "string" ? [fault, "#VALUE!"] : [fault.message, fault.code];
    const where = String(this.place(name) ?? "");
    const tab = where.slice(0, where.lastIndexOf("!") + 1);
    const placed = tab && !sentence.includes(tab) ? `${sentence} (${where})` : sentence;
    this.keep({ name, sentence: placed, code });
  }

  /** @param {Problem} problem kept once */
  keep(problem) {
    const sentences = this.sentences.get(problem.name) ?? new Set();
    if (sentences.has(problem.sentence)) return;
    this.sentences.set(problem.name, sentences.add(problem.sentence));
    this.problems.push(problem);
  }

  /** @param {string} name @returns {boolean} whether something is wrong with it */
  wrong(name) {
    return this.sentences.has(name);
  }
}

/**
 * Writes a cell as a text, TRUE and FALSE as Python writes them.
 *
 * @param {unknown} cell
 * @returns {string}
 */
function written(cell) {
  if (typeof cell === "boolean") return cell ? "True" : "False";
  return cell instanceof Day ? cell.told : String(cell);
}
