/**
 * What a plan needs, as FUNNEL_REQUIRED answers it that reads the names of its workbook.
 *
 * Twin of funnel_addin/plans/required.py and of what funnel_addin/plans/inputs.py does for it.
 */

import { exactVolumes, requiredVolumes } from "../core/required.js";
import { placeOfStep, readFunnelSteps } from "./funnels.js";
import { readAim } from "./goals.js";
import { BookProblems, Reader } from "./reading.js";
import { FunnelError } from "../core/errors.js";

/** @typedef {import("../core/model.js").Transition} Transition */
/** @typedef {import("./goals.js").Target} Target */
/** @typedef {import("./reading.js").Find} Find */

/**
 * Answers what the plan behind a book's names needs, lying as its rates lie.
 *
 * Throws `BookProblems`: what is wrong with its names or the cells behind them.
 *
 * @param {string} title what the book is called in a sentence
 * @param {Find} find gives a name's cells; it is asked for the names of `NAMES_READ` alone
 * @returns {number[][]} volumes, top of the funnel first
 */
export function requiredByNames(title, find) {
  const reader = new Reader(find);
  const volumes = planned(reader);
  if (!volumes) throw new BookProblems(title, reader.problems);
  const rates = reader.place("Plan_Rates");
  const across = rates !== null && rates.rows === 1 && rates.columns > 1;
  return across ? [volumes] : volumes.map((volume) => [volume]);
}

/**
 * Works out the volumes; null where anything is wrong, which the reader keeps.
 *
 * @param {Reader} reader
 * @returns {number[] | null}
 */
function planned(reader) {
  const { target, missing } = readAim(reader);
  const steps = readFunnelSteps(reader);
  for (const name of missing) reader.fault(name, reader.missing(name));
  if (reader.problems.length || !target) return null;
  try {
    return volumesFor(target, steps);
  } catch (error) {
    if (!(error instanceof FunnelError)) throw error;
    reader.fault(
      "Plan_Rates",
      error.located((fault) => placeOfStep(reader, fault.entry)),
    );
    return null;
  }
}

/**
 * Gives the whole volumes; of a target of 0 the rates are checked all the same.
 *
 * @param {Target} target
 * @param {Transition[]} steps
 * @returns {number[]}
 */
function volumesFor(target, steps) {
  const stated = target.amount || 1;
  const volumes = requiredVolumes(stated, steps, target.value);
  exactVolumes(stated, steps, target.value);
  return volumes.map((volume) => (target.amount === 0 ? 0 : Number(volume)));
}
