/**
 * A series as points in a plane, which a slope tilts: their levels, and their order by these.
 *
 * What funnel_core/numerics/slopes.py does with Python's whole numbers of any size.
 */

import { Fraction, NONE, fraction, gcd, lcm, numerator } from "../exact.js";

const LARGEST_INT64 = BigInt(2) ** BigInt(63) - BigInt(1);

/**
 * @typedef {object} Slope an exact one
 * @property {bigint} rise
 * @property {number} run a whole number of periods, above 0
 */

/** @type {Slope} */
export const LEVEL = { rise: NONE, run: 1 };

/** A series as whole multiples of a common unit, exactly. */
export class Points {
  /** @param {readonly Fraction[]} numbers two or more */
  constructor(numbers) {
    const scale = lcm(new Set(numbers.map((number) => number.d)));
    const whole = numbers.map((number) => numerator(number) * (scale / number.d));
    const unit = whole.reduce((common, number) => gcd(number, common), NONE) || BigInt(1);
    this.whole = whole.map((number) => number / unit);
    this.unit = fraction(unit, scale);
    this.count = numbers.length;
    const largest = this.whole.reduce(
      (most, each) => (each > most ? each : -each > most ? -each : most),
      NONE,
    );
    /** no tilted point is farther from 0 */
    this.reach = BigInt(3) * largest * BigInt(this.count);
    this.doubles = this.reach <= Number.MAX_SAFE_INTEGER ? this.whole.map(Number) : null;
  }

  /**
   * Gives the slope of a pair of points.
   *
   * @param {number} from
   * @param {number} to a later one
   * @returns {Slope}
   */
  slope(from, to) {
    return { rise: this.whole[to] - this.whole[from], run: to - from };
  }

  /**
   * Gives the slope of a pair of points as a double, good to two roundings; infinite if too large.
   *
   * @param {number} from
   * @param {number} to a later one
   * @returns {number}
   */
  steepness(from, to) {
    const run = to - from;
    if (this.doubles) return (this.doubles[to] - this.doubles[from]) / run;
    const rise = this.whole[to] - this.whole[from];
    const nearest = Number(rise);
    return Number.isFinite(nearest) ? nearest / run : Number(rise / BigInt(run));
  }

  /**
   * Gives the level of each point, tilted by a slope: 0 for the lowest, the same for equal ones.
   *
   * @param {Slope} trial
   * @returns {Int32Array}
   */
  levels(trial) {
    if (this.doubles) {
      const [rise, run] = [Number(trial.rise), trial.run];
      return leveled(
        Float64Array.from(this.doubles, (number, index) => number * run - rise * index),
      );
    }
    const run = BigInt(trial.run);
    let fallen = NONE;
    const tilted = this.whole.map((number) => {
      const point = number * run - fallen;
      fallen += trial.rise;
      return point;
    });
    return leveled(this.reach <= LARGEST_INT64 ? BigInt64Array.from(tilted) : tilted);
  }
}

/**
 * Gives how many points are alike, for each height of a series.
 *
 * @param {Points} points
 * @returns {number[]}
 */
export function alike(points) {
  return [...sizes(points.levels(LEVEL))];
}

/**
 * Gives the level of each number: how many different ones are below it.
 *
 * @param {Float64Array | BigInt64Array | readonly bigint[]} numbers
 * @returns {Int32Array}
 */
function leveled(numbers) {
  const sorted = Array.isArray(numbers)
    ? [...numbers].sort((a, b) => (a < b ? -1 : Number(a > b)))
    : numbers.slice().sort();
  let distinct = 0;
  for (let at = 0; at < sorted.length; at += 1) {
    if (at === 0 || sorted[at] !== sorted[at - 1]) sorted[distinct++] = sorted[at];
  }
  const levels = new Int32Array(numbers.length);
  for (let at = 0; at < levels.length; at += 1) {
    levels[at] = firstFrom(sorted, numbers[at], distinct);
  }
  return levels;
}

/**
 * Finds the first of sorted numbers that is not below a number.
 *
 * @param {ArrayLike<number | bigint>} sorted
 * @param {number | bigint} number
 * @param {number} [end] how many there are
 * @returns {number}
 */
export function firstFrom(sorted, number, end = sorted.length) {
  let [low, high] = [0, end];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @param {Int32Array} levels @returns {Int32Array} how many points each level has */
export function sizes(levels) {
  const most = levels.reduce((highest, level) => Math.max(highest, level), 0);
  const counts = new Int32Array(most + 1);
  for (const level of levels) counts[level] += 1;
  return counts;
}

/**
 * Gives the indices of points by their level, those of one level as they come or the other way.
 *
 * @param {Int32Array} levels
 * @param {boolean} backward
 * @returns {Int32Array}
 */
export function inOrder(levels, backward) {
  const next = sizes(levels);
  let total = 0;
  next.forEach((size, level) => {
    next[level] = total;
    total += size;
  });
  const order = new Int32Array(levels.length);
  for (let step = 0; step < levels.length; step += 1) {
    const index = backward ? levels.length - 1 - step : step;
    order[next[levels[index]]++] = index;
  }
  return order;
}
