/** Sums of doubles without rounding on the way, as Python's math.fsum has them. */

import { ArithmeticFailure } from "../errors.js";

/**
 * Gives the double nearest to the exact sum of numbers (Shewchuk 1996), a tie to the even one.
 *
 * @param {Iterable<number>} values
 * @returns {number} of none 0
 * @throws {ArithmeticFailure} where finite numbers add up to more than a double holds
 */
export function fsum(values) {
  /** @type {number[]} doubles that do not overlap, the smallest first */
  const partials = [];
  let beyond = 0;
  for (const value of values) {
    if (Number.isFinite(value)) add(partials, value);
    else beyond += value;
  }
  return beyond === 0 ? rounded(partials) : beyond;
}

/**
 * @param {number[]} partials
 * @param {number} value
 */
function add(partials, value) {
  let kept = 0;
  let x = value;
  for (let at = 0; at < partials.length; at += 1) {
    let y = partials[at];
    if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
    const high = x + y;
    const low = y - (high - x);
    if (low !== 0) {
      partials[kept] = low;
      kept += 1;
    }
    x = high;
  }
  if (!Number.isFinite(x)) throw new ArithmeticFailure();
  partials.length = kept;
  partials.push(x);
}

/**
 * @param {readonly number[]} partials
 * @returns {number}
 */
function rounded(partials) {
  let at = partials.length - 1;
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
  if (at > 0 && low < 0 === partials[at - 1] < 0 && low !== 0) {
    const y = low * 2;
    const x = high + y;
    if (y === x - high) high = x;
  }
  return high;
}
