/**
 * A book's funnel: its steps from rates or counts. Twin of funnel_addin/plans/funnels.py.
 */

import { FunnelError, OutOfRange } from "../core/errors.js";
import { Transition } from "../core/model.js";
import { RATE } from "../core/quantities.js";
import { isBlank, upTo } from "../functions/cells.js";
import { readCounts, readList } from "../functions/grid.js";
import { NamedCells } from "./reading.js";

/** @typedef {import("./reading.js").Reader} Reader */

/** The most steps of a funnel in a workbook: 12 stages above the wins. */
const LONGEST = 12;

/**
 * Keeps it as a problem where the first cell is blank: outputs beside it would be shifted.
 *
 * @param {Reader} reader
 * @param {NamedCells} cells
 * @param {string} what belongs there
 */
function begins(reader, cells, what) {
  const upright = cells.height > 1;
  const first = upright ? cells.rows[0] : cells.rows.map((line) => line[0]);
  if (!first.every(isBlank)) return;
  reader.fault(
    cells.name,
    `'${cells.name}' must begin in its first cell, blank cells may only follow; ` +
      `${cells.place(0, 0)} is blank: write ${what} there, or let the name begin further ` +
      (upright ? "down" : "right"),
  );
}

/**
 * Reads the steps; a filled row of counts wins over the rate of the same step.
 *
 * @param {Reader} reader
 * @returns {Transition[]} none where anything is wrong, which the reader keeps
 */
export function readFunnelSteps(reader) {
  const before = reader.problems.length;
  const [rates, counts] = [reader.cells("Plan_Rates"), reader.cells("Plan_Counts")];
  if (reader.problems.length > before) return [];
  if (!rates && !counts) {
    withoutRates(reader);
    return [];
  }
  const steps = reader.kept("Plan_Rates", () => merged(reader, rates, upright(counts)));
  if (!steps || reader.problems.length > before) return [];
  return reader.kept("Plan_Rates", () => ofAllowedLength(steps)) ?? [];
}

/** @param {Reader} reader keeps that there are neither rates nor counts */
function withoutRates(reader) {
  for (const name of ["Plan_Rates", "Plan_Counts"]) {
    if (reader.place(name)) {
      reader.fault(name, `'${name}' is blank: write the funnel's rates, top first`);
      return;
    }
  }
  reader.fault(
    "Plan_Rates",
    "neither 'Plan_Rates' nor 'Plan_Counts' is defined: define one of them, " +
      "as a cell per step, or as two columns entered and advanced",
  );
}

/**
 * Refuses a funnel that is longer than a workbook takes.
 *
 * @param {Transition[]} steps
 * @returns {Transition[]}
 */
function ofAllowedLength(steps) {
  if (steps.length <= LONGEST) return steps;
  throw new OutOfRange(
    `a funnel has at most ${LONGEST} steps, so ${LONGEST} stages above the wins; got ` +
      `${steps.length} rates: leave out the stages that nobody steers by`,
  );
}

/**
 * Turns counts that run across, entered above advanced, into two columns.
 *
 * @param {NamedCells | null} counts
 * @returns {NamedCells | null}
 */
function upright(counts) {
  if (!counts || counts.width === 2 || counts.height !== 2) return counts;
  const rows = upTo(counts.width).map((column) => [counts.at(0, column), counts.at(1, column)]);
  return new NamedCells(counts.name, rows, (row, column) => counts.where(column, row));
}

/**
 * Names the cell that a step was read from: its row of counts where that is filled.
 *
 * @param {Reader} reader
 * @param {number} entry
 * @returns {string | null}
 */
export function placeOfStep(reader, entry) {
  const counts = upright(reader.cells("Plan_Counts"));
  if (counts && entry < counts.height && !counts.rows[entry].every(isBlank)) {
    return counts.place(entry, 0);
  }
  const rates = reader.cells("Plan_Rates");
  if (!rates) return null;
  return rates.height > 1 ? rates.place(entry, 0) : rates.place(0, entry);
}

/**
 * Reads each step from its row of counts where that is filled, else from its rate.
 *
 * @param {Reader} reader
 * @param {NamedCells | null} rates
 * @param {NamedCells | null} counts
 * @returns {Transition[]}
 */
function merged(reader, rates, counts) {
  const what = "the rate out of the top stage";
  if (!counts) {
    if (!rates) return [];
    begins(reader, rates, what);
    return readList(rates, RATE).values.map((rate) => Transition.of(rate));
  }
  if (counts.width !== 2) {
    throw new FunnelError(
      `'${counts.name}' must be two columns, entered and advanced, with a row per step; ` +
        `it is ${counts.height} × ${counts.width} cells`,
    );
  }
  if (!rates) {
    begins(reader, counts, "the counts out of the top stage");
    return readCounts(counts);
  }
  const learnt = readFilled(reader, counts);
  /** @type {unknown[]} */
  const flat = [];
  for (const row of rates.rows) flat.push(...row);
  while (flat.length < counts.height) flat.push(null);
  const across = rates.height === 1;
  const typed = new NamedCells(
    rates.name,
    flat.map((cell, row) => [learnt.has(row) ? 1 : cell]),
    (row) => (across ? rates.where(0, row) : rates.where(row, 0)),
  );
  begins(reader, typed, what);
  const shares = readList(typed, RATE).values;
  return shares.map((share, row) => learnt.get(row) ?? Transition.of(share));
}

/**
 * Reads the filled rows of counts; where they are wrong that is kept, and they stand empty.
 *
 * @param {Reader} reader
 * @param {NamedCells} counts
 * @returns {Map<number, Transition | null>}
 */
function readFilled(reader, counts) {
  const filled = upTo(counts.height).filter((row) => !counts.rows[row].every(isBlank));
  const pairs = filled.map((row) => counts.rows[row]);
  const only = new NamedCells(counts.name, pairs, (row, column) =>
    counts.where(filled[row], column),
  );
  const steps = reader.kept(counts.name, () => readCounts(only));
  return new Map(filled.map((row, at) => [row, steps ? steps[at] : null]));
}
