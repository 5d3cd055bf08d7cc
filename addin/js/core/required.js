/**
 * Backward calculation: from what must be won to what must enter every stage above it.
 *
 * Twin of funnel_core/required.py, where the formulas and sources stand.
 */

import { Fault, NotEnoughData, OutOfRange } from "./errors.js";
import { NONE, fraction, numerator, ofFewDigits, quotient } from "./exact.js";
import { transitions } from "./model.js";
import {
  DUE,
  GOAL,
  LARGEST_WHOLE,
  MONEY,
  asMeant,
  asTyped,
  isComputed,
  roundUp,
  show,
} from "./quantities.js";

/** @typedef {import("./exact.js").Fraction} Fraction */
/** @typedef {import("./model.js").Step} Step */
/** @typedef {import("./model.js").Transition} Transition */

/**
 * Counts the wins that reach a target: target ÷ value, rounded up.
 *
 * @param {number} target records of the last stage or, with `value`, money
 * @param {number | null} [value] money that one record of the last stage brings
 * @returns {number} a whole number of records
 */
export function neededWins(target, value = null) {
  return Number(held(roundUp(winsFor(target, value), value !== null && isComputed(value))));
}

/**
 * Lists the whole records that each stage needs, top first, the last one being the target.
 *
 * @param {number} target records of the last stage or, with `value`, money
 * @param {readonly Step[]} rates n shares, counts or transitions, top of the funnel first
 * @param {number | null} [value] money that one record of the last stage brings
 * @returns {number[]} n + 1 whole numbers, chained from the bottom
 */
export function requiredVolumes(target, rates, value = null) {
  GOAL.check("target", target);
  const steps = advancing(rates);
  let volume = BigInt(neededWins(target, value));
  const volumes = [Number(volume)];
  for (const step of [...steps].reverse()) {
    volume = held(roundUp(fraction(volume).div(step.rate), step.computed));
    volumes.push(Number(volume));
  }
  return volumes.reverse();
}

/**
 * Lists the volumes that each stage needs, unrounded, target ÷ value too.
 *
 * @param {number} target as for `requiredVolumes`
 * @param {readonly Step[]} rates
 * @param {number | null} [value]
 * @returns {number[]} n + 1 numbers
 */
export function exactVolumes(target, rates, value = null) {
  GOAL.check("target", target);
  const steps = advancing(rates);
  const wins = winsFor(target, value);
  let [above, below] = [numerator(wins), wins.d];
  const numbers = [quotient(above, below)];
  for (const { rate } of [...steps].reverse()) {
    [above, below] = ofFewDigits(above * rate.d, below * rate.n);
    numbers.push(quotient(above, below));
  }
  if (!numbers.every(Number.isFinite)) {
    throw new OutOfRange(
      "the volumes must stay below 1.8e+308, the largest number a cell can hold; " +
        "check the target and the rates",
    );
  }
  return numbers.reverse();
}

/**
 * @param {number} target
 * @param {number | null} value
 * @returns {Fraction}
 */
function winsFor(target, value) {
  DUE.check("target", target);
  if (value === null) return asMeant(target);
  MONEY.check("value", value);
  return asMeant(target).div(asTyped(value));
}

/**
 * Reads rates through which a target can be reached, all others named in one message.
 *
 * @param {readonly Step[]} rates
 * @returns {Transition[]}
 */
function advancing(rates) {
  const steps = transitions(rates);
  /** @type {Fault[]} */
  const faults = [];
  /** @type {(typeof NotEnoughData | typeof OutOfRange)[]} */
  const kinds = [];
  steps.forEach((step, entry) => {
    if (step.counts && step.counts.entered === 0) {
      faults.push(new Fault("rates", entry, "is 0 of 0, so nobody entered"));
      kinds.push(NotEnoughData);
    } else if (numerator(step.rate) <= NONE) {
      const told = step.counts ? `0 of ${step.counts.entered}` : "0";
      faults.push(new Fault("rates", entry, `is ${told}, so nothing advances`));
      kinds.push(OutOfRange);
    }
  });
  if (faults.length) {
    throw new kinds[0](
      "'rates' must be known, and above 0, for a target to be reached",
      faults,
      "write a rate above 0, or count over a longer time",
    );
  }
  return steps;
}

/**
 * @param {bigint} volume
 * @returns {bigint}
 */
function held(volume) {
  if (volume > LARGEST_WHOLE) {
    throw new OutOfRange(
      `a cell holds whole numbers up to 2^53; this plan needs ${show(volume)} records: ` +
        "check the target and the rates",
    );
  }
  return volume;
}
