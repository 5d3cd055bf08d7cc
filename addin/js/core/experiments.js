/**
 * Experiments: what two arms showed, and how many records a trial needs.
 *
 * Twin of funnel_core/experiments.py, where the formulas and sources stand.
 */

import { NotEnoughData, OutOfRange } from "./errors.js";
import { NONE, ONE, ceilOf, fraction, numerator, toNumber } from "./exact.js";
import { Counts } from "./model.js";
import { exactly } from "./numerics/doubles.js";
import { normalQuantile, thinnedTails } from "./numerics/tails.js";
import { CONFIDENCE, COUNT, LARGEST_WHOLE, LIFT, RATE, asTyped, show } from "./quantities.js";

/** @typedef {import("./exact.js").Fraction} Fraction */

/**
 * @typedef {object} Comparison what an experiment showed
 * @property {number} rateA
 * @property {number} rateB
 * @property {number} lift relative: .1 is 10 % better
 * @property {number} bBetter P(B's rate > A's)
 * @property {number} aBetter its complement, with digits of its own
 */

/** A lift between these that leads to an impossible rate was probably meant in percent. */
const [PERCENT_FROM, PERCENT_TO] = [2, 100];
const WHOLE = fraction(1);
const TWICE = fraction(2);

/**
 * Compares the two arms of an experiment.
 *
 * @param {number} enteredA records that entered arm A, a whole number from 1 up
 * @param {number} advancedA how many of them advanced, from 1 up
 * @param {number} enteredB
 * @param {number} advancedB from 0 up
 * @returns {Comparison}
 */
export function comparison(enteredA, advancedA, enteredB, advancedB) {
  const [a, b] = [arm("a", enteredA, advancedA), arm("b", enteredB, advancedB)];
  const empty = Object.entries({ a, b }).filter(([, counts]) => counts.entered === 0);
  if (empty.length) {
    throw new NotEnoughData(
      "each arm needs records that entered it; " +
        `${empty.map(([name]) => `'entered_${name}'`).join(" and ")} ` +
        `${empty.length === 1 ? "is" : "are"} 0: wait until some have entered`,
    );
  }
  if (a.advanced === 0) {
    throw new NotEnoughData(
      "a lift needs a rate of A above 0; 'advanced_a' is 0: wait until some have advanced",
    );
  }
  const [rateA, rateB] = [a, b].map((each) => fraction(each.advanced, each.entered));
  const [aBetter, bBetter] = better(a, b);
  return {
    rateA: toNumber(rateA),
    rateB: toNumber(rateB),
    lift: toNumber(rateB.div(rateA).sub(WHOLE)),
    bBetter,
    aBetter,
  };
}

/**
 * Reads the counts of an arm; what is wrong is told in the words of the arguments.
 *
 * @param {string} name
 * @param {number} entered
 * @param {number} advanced
 * @returns {Counts}
 */
function arm(name, entered, advanced) {
  COUNT.check(`entered_${name}`, entered);
  COUNT.check(`advanced_${name}`, advanced);
  if (advanced > entered) {
    throw new OutOfRange(
      `'advanced_${name}' must be at most 'entered_${name}', no more can advance than ` +
        `entered; got ${show(advanced)} of ${show(entered)}`,
    );
  }
  return new Counts(entered, advanced);
}

/**
 * Gives P(A's rate ≥ B's) and P(B's rate > A's); near 1 those that did not advance are compared.
 *
 * @param {Counts} a
 * @param {Counts} b
 * @returns {readonly [number, number]}
 */
function better(a, b) {
  if (a.entered === b.entered && a.advanced === b.advanced) return [0.5, 0.5];
  const [lostA, lostB] = [lost(a), lost(b)];
  if (a.advanced + b.advanced > lostA.advanced + lostB.advanced) {
    const [bBetter, aBetter] = better(lostA, lostB);
    return [aBetter, bBetter];
  }
  // one more than 2^53 is no double
  const [needed, volume] = [a.advanced, a.entered].map((count) => BigInt(count) + ONE);
  return thinnedTails(needed, volume, WHOLE, [b.posterior]);
}

/** @param {Counts} counts @returns {Counts} of those that did not advance */
function lost({ entered, advanced }) {
  return new Counts(entered, entered - advanced);
}

/**
 * Counts the records that each arm of a trial needs to show a lift.
 *
 * @param {number} rate the rate so far, a share
 * @param {number} lift the relative change to be shown; negative for a fall
 * @param {number} [alpha] how often a trial without any difference may show one
 * @param {number} [power] how often a trial with this lift shows a difference
 * @returns {number} whole records per arm
 */
export function sampleSize(rate, lift, alpha = 0.05, power = 0.8) {
  RATE.check("rate", rate);
  LIFT.check("lift", lift);
  CONFIDENCE.check("alpha", alpha);
  CONFIDENCE.check("power", power);
  const before = asTyped(rate);
  const change = before.mul(asTyped(lift));
  checkLift(rate, lift, before.add(change));
  const reach = reachOf(before, change, alpha, power);
  if (reach <= 0) {
    throw new OutOfRange(
      "'power' must be more than chance alone has, about half of alpha; got a power of " +
        `${show(power)} at an alpha of ${show(alpha)}: write 80% or 0.8`,
    );
  }
  const far = exactly(reach).div(change);
  const size = ceilOf(far.mul(far));
  if (size > LARGEST_WHOLE) {
    throw new OutOfRange(
      `a cell holds whole numbers up to 2^53; to show a lift of ${show(lift)} on a rate of ` +
        `${show(rate)} each arm needs more: write a larger lift`,
    );
  }
  return Number(size);
}

/**
 * @param {number} rate
 * @param {number} lift
 * @param {Fraction} after the new rate
 */
function checkLift(rate, lift, after) {
  if (lift === 0) {
    throw new OutOfRange(
      "'lift' must not be 0: no number of records shows that nothing changes; write the " +
        "smallest lift that is worth knowing, such as 10% or 0.1",
    );
  }
  if (numerator(after) > NONE && after.compare(WHOLE) < 0) return;
  const inPercent = PERCENT_FROM <= lift && lift <= PERCENT_TO;
  const cure = inPercent
    ? `; if ${show(lift)}% was meant, write ${show(lift)}% or ${show(lift / 100)}`
    : ": write a smaller one";
  throw new OutOfRange(
    "'lift' must leave the new rate, rate × (1 + lift), between 0 and 1; got a rate of " +
      `${show(rate)} and a lift of ${show(lift)}, so ${show(after)}${cure}`,
  );
}

/**
 * Gives by how many deviations of one record's result the two rates must lie apart.
 *
 * @param {Fraction} before
 * @param {Fraction} change
 * @param {number} alpha
 * @param {number} power
 * @returns {number}
 */
function reachOf(before, change, alpha, power) {
  const after = before.add(change);
  const mean = before.add(change.div(TWICE));
  const pooled = Math.sqrt(toNumber(TWICE.mul(variance(mean))));
  const separate = Math.sqrt(toNumber(variance(before).add(variance(after))));
  const beside = Math.max(alpha / 2, Number.MIN_VALUE);
  return -normalQuantile(beside) * pooled + normalQuantile(power) * separate;
}

/** @param {Fraction} rate @returns {Fraction} of whether one record advances */
function variance(rate) {
  return rate.mul(WHOLE.sub(rate));
}
