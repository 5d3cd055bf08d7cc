/** Where a plan stands on a day: what was due; behind, on pace or ahead. Twin of funnel_core/pace.py. */

import { OutOfRange } from "./errors.js";
import { floorOf, fraction, toNumber } from "./exact.js";
import { poissonAtLeast, poissonAtMost } from "./numerics/tails.js";
import { total } from "./numerics/whole.js";
import { ALPHA, COUNT, DUE, asTyped, wholeWeights } from "./quantities.js";

/** The moment of serial number 0, and how long a day is, in milliseconds. */
export const DAY_ZERO = Date.UTC(1899, 11, 30);
export const DAY_LENGTH = 86_400_000;

/**
 * Says what is due by the end of `today`, in the target's unit.
 *
 * @param {number} target records or money due by the end of the term, from 0 up
 * @param {number} start the first day of the term; days are whole, since 1899-12-30
 * @param {number} end the last day of the term; both count
 * @param {number} today
 * @param {readonly number[] | null} [weights] seasonal ones of equal parts of the term
 * @returns {number} between 0 and `target`
 */
export function expectedToDate(target, start, end, today, weights = null) {
  DUE.check("target", target);
  const days = end - start + 1;
  if (days < 1) {
    throw new OutOfRange(
      `'end' must not be before 'start'; got ${dayTold(end)} and ${dayTold(start)}: ` +
        "write the later day as 'end'",
    );
  }
  const elapsed = fraction(Math.min(Math.max(today - start + 1, 0), days), days);
  if (weights === null) return toNumber(asTyped(target).mul(elapsed));
  const whole = wholeWeights(weights);
  const parts = elapsed.mul(fraction(whole.length));
  const over = Number(floorOf(parts));
  let due = fraction(total(whole.slice(0, over)));
  if (over < whole.length) {
    due = due.add(parts.sub(fraction(over)).mul(fraction(whole[over])));
  }
  return toNumber(
    asTyped(target)
      .mul(due)
      .div(fraction(total(whole))),
  );
}

/**
 * Writes a day by its serial number, as in 2027-01-31.
 *
 * @param {number} serial whole days since 1899-12-30
 * @returns {string}
 */
function dayTold(serial) {
  return new Date(DAY_ZERO + serial * DAY_LENGTH).toISOString().slice(0, 10);
}

/**
 * Tells whether a count of records is behind, on pace or ahead, or whether it is noise.
 *
 * @param {number} actual whole records counted to date
 * @param {number} expected records due to date, from 0 up
 * @param {number} [alpha] how often, at most, chance alone may call it behind (or ahead)
 * @returns {"behind" | "on pace" | "ahead"}
 */
export function paceToDate(actual, expected, alpha = 0.05) {
  COUNT.check("actual", actual);
  DUE.check("expected", expected);
  ALPHA.check("alpha", alpha);
  if (expected === 0) return actual === 0 ? "on pace" : "ahead";
  if (poissonAtMost(actual, expected) < alpha) return "behind";
  return poissonAtLeast(actual, expected) < alpha ? "ahead" : "on pace";
}
