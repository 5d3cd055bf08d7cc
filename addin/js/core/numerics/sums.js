/** Sums of doubles without rounding on the way, as Python's math.fsum has them. */

import { ArithmeticFailure } from "../errors.js";

/**
 * Gives the double nearest to the exact sum of numbers (Shewchuk 1996), a tie to the even one.
 *
 * @param {ArrayLike<number>} values
 * @returns {number} of none 0
 * @throws {ArithmeticFailure} where finite numbers add up to more than a double holds
 */
export function fsum(values) {
  /** @type {number[]} doubles that do not overlap, the smallest first */
  const partials = [];
  let count = 0;
  let beyond = 0;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at];
    if (Number.isFinite(value)) count = add(partials, count, value);
    else beyond += value;
  }
  return beyond === 0 ? rounded(partials, count) : beyond;
}

/**
 * @param {number[]} partials what lies beyond `count` is of no weight
 * @param {number} count how many there are
 * @param {number} value
 * @returns {number} how many there are now
 */
function add(partials, count, value) {
  let kept = 0;
  let x = value;
  for (let at = 0; at < count; at += 1) {
    const y = partials[at];
    const high = x + y;
    const low = Math.abs(x) < Math.abs(y) ? x - (high - y) : y - (high - x);
    if (low !== 0) {
      partials[kept] = low;
      kept += 1;
    }
    x = high;
  }
  if (!Number.isFinite(x)) throw new ArithmeticFailure();
  partials[kept] = x;
  return kept + 1;
}

/**
 * @param {number[]} partials
 * @param {number} count
 * @returns {number}
 */
function rounded(partials, count) {
  let at = count - 1;
  if (at < 0) return 0;
  let high = partials[at];
  let low = 0;
  while (at > 0) {
    at -= 1;
    const x = high;
    const y = partials[at];
    high = x + y;
    low = y - (high - x);
    if (low !== 0) break;
  }
  // half way between two doubles, what is left below decides
  if (at > 0 && low !== 0 && low < 0 === partials[at - 1] < 0) {
    const y = low * 2;
    const x = high + y;
    if (y === x - high) high = x;
  }
  return high;
}

/**
 * Adds up the products of two lists, up to the end of the first.
 *
 * @param {readonly number[]} some
 * @param {readonly number[]} others as many, or more
 * @returns {number} the sum of their products
 */
export function product(some, others) {
  let total = 0;
  for (let at = 0; at < some.length; at += 1) total += some[at] * others[at];
  return total;
}
