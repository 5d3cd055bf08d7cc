/** Where a count will end, and the probability of the target. Twin of funnel_core/finish.py. */

import { NotEnoughData, OutOfRange } from "./errors.js";
import { NONE, ceilOf, fraction, numerator, toNumber } from "./exact.js";
import { poissonAtLeast } from "./numerics/tails.js";
import { COUNT, DUE, asFloat, asMeant, show } from "./quantities.js";

/**
 * @typedef {object} Finish
 * @property {number} projected records at the end, if it goes on like this
 * @property {number} probability that the target is reached if the rest comes as planned
 */

/**
 * Projects where a count ends at its run rate, and how probable its target is as planned.
 *
 * @param {number} actual whole records counted to date
 * @param {number} expected records due to date, above 0 and up to `target`
 * @param {number} target records due by the end of the term
 * @returns {Finish}
 */
export function projectedFinish(actual, expected, target) {
  COUNT.check("actual", actual);
  DUE.check("expected", expected);
  DUE.check("target", target);
  const [due, goal] = [asMeant(expected), asMeant(target)];
  if (due.compare(goal) > 0) {
    throw new OutOfRange(
      `'expected' must be at most the target, ${show(target)}; got ${show(expected)}: write ` +
        "what was due to date",
    );
  }
  if (numerator(due) === NONE) {
    throw new NotEnoughData(
      "'expected' must be above 0 for a finish to be projected; nothing was due to date: " +
        "ask again later in the term",
    );
  }
  const counted = fraction(actual);
  const projected = asFloat(goal.mul(counted).div(due));
  const missing = ceilOf(goal.sub(counted));
  const probability = missing <= NONE ? 1 : poissonAtLeast(missing, toNumber(goal.sub(due)));
  return { projected, probability };
}
