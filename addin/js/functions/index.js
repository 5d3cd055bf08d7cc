/**
 * The worksheet functions: a grid of cells in, the core's answer as a grid of cells out.
 *
 * Twin of funnel_addin/functions/__init__.py.
 */

import { require } from "../catalog/index.js";
import { general } from "../core/bounds.js";
import { ArithmeticFailure, FunnelError, InputError, OutOfRange } from "../core/errors.js";
import { LARGEST_WHOLE } from "../core/quantities.js";
import { ANSWERS } from "./answers/index.js";
import { Cells } from "./cells.js";
import { readCounts, readDate, readFlag, readList, readNumber, readSteps } from "./grid.js";
import { readGroup } from "./groups.js";
import { located, membersOf } from "./places.js";
import { Read } from "./read.js";

/** @typedef {import("../catalog/kinds.js").Argument} Argument */
/** @typedef {import("../catalog/kinds.js").WorksheetFunction} WorksheetFunction */
/** @typedef {import("./listed.js").AnswerCell} AnswerCell */

/**
 * Answers a worksheet function.
 *
 * @param {string} name the function's, in any case
 * @param {readonly unknown[]} handed a cell, or rows of cells, each; null where one was omitted
 * @returns {(number | string)[][]} rows of cells; one cell answers as [[x]]
 * @throws {FunnelError} the reason, as a sentence; its `code` is what the cell shows
 */
export function call(name, handed) {
  const called = require(name);
  const most = called.arguments.length;
  if (handed.length > most) {
    throw new InputError(`${called.usage} takes at most ${most} arguments; got ${handed.length}`);
  }
  /** @type {Record<string, Cells>} */
  const cells = {};
  called.arguments.forEach((argument, at) => {
    cells[argument.name] = Cells.of(argument.name, handed[at] ?? null);
  });
  const read = new Read(readAll(called, cells));
  const answer = answered(called, cells, read);
  for (const row of answer) for (const cell of row) checkHeld(called, cell);
  return answer.map((row) =>
    row.map((cell) => (cell === 0 ? 0 : typeof cell === "bigint" ? Number(cell) : cell)),
  );
}

/**
 * Gives a failure that nobody foresaw as an error like any other.
 *
 * @param {string} name
 * @param {unknown} error
 * @returns {FunnelError}
 */
export function unforeseen(name, error) {
  const told = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new FunnelError(
    `${name} failed in a way that nobody foresaw (${told}): please ` +
      "report it with the formula and the cells it refers to",
  );
}

/**
 * @param {WorksheetFunction} called
 * @param {Readonly<Record<string, Cells>>} cells
 * @param {Read} read
 * @returns {AnswerCell[][]}
 */
function answered(called, cells, read) {
  try {
    const answer = ANSWERS[called.name](read);
    if (answer.some((row) => row.some((cell) => Number.isNaN(cell)))) throw new ArithmeticFailure();
    return answer;
  } catch (error) {
    if (error instanceof FunnelError) throw located(error, called, cells);
    if (error instanceof ArithmeticFailure) {
      throw new OutOfRange(
        `${called.name} cannot be worked out with numbers of this size: check them`,
      );
    }
    throw error;
  }
}

/**
 * @param {WorksheetFunction} called
 * @param {AnswerCell} cell
 */
function checkHeld(called, cell) {
  if (typeof cell === "string") return;
  const holds =
    typeof cell === "bigint"
      ? -LARGEST_WHOLE <= cell && cell <= LARGEST_WHOLE
      : Number.isFinite(cell);
  if (!holds) {
    throw new OutOfRange(
      `the answer of ${called.name}, ${general(Number(cell), 6)}, is larger than a cell can hold: ` +
        "whole numbers end at 2^53, others at 1.8e+308; check the numbers",
    );
  }
}

/**
 * Reads each argument by its kind, those of a group together, as soon as the first is due.
 *
 * @param {WorksheetFunction} called
 * @param {Readonly<Record<string, Cells>>} cells
 * @returns {Map<string, unknown>}
 */
function readAll(called, cells) {
  /** @type {Map<string, unknown>} */
  const read = new Map();
  for (const argument of called.arguments) {
    if (read.has(argument.name)) continue;
    if (isOmitted(called, argument, cells[argument.name])) {
      read.set(argument.name, null);
    } else if (argument.group) {
      for (const each of called.arguments) {
        // one that is missing is told before it is read
        if (each.group === argument.group) isOmitted(called, each, cells[each.name]);
      }
      const group = readGroup(membersOf(called, argument.group, cells));
      for (const [name, values] of Object.entries(group)) read.set(name, values);
    } else {
      read.set(argument.name, readOne(argument, cells[argument.name]));
    }
  }
  return read;
}

/**
 * @param {WorksheetFunction} called
 * @param {Argument} argument
 * @param {Cells} cells
 * @returns {boolean}
 */
function isOmitted(called, argument, cells) {
  if (!cells.blank) return false;
  if (argument.optional) return true;
  if (cells.height * cells.width <= 1) {
    throw new InputError(`'${argument.name}' is missing in ${called.usage}: ${argument.help}`);
  }
  return false;
}

/**
 * @param {Argument} argument
 * @param {Cells} cells
 * @returns {unknown}
 */
function readOne(argument, cells) {
  if (argument.kind === "NUMBER") return readNumber(cells, argument.quantity);
  if (argument.kind === "FLAG") return readFlag(cells);
  if (argument.kind === "DATE") return readDate(cells);
  if (argument.kind === "LIST") return readList(cells, argument.quantity);
  return argument.kind === "COUNTS" ? readCounts(cells) : readSteps(cells);
}
