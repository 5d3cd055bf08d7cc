/** The normal equations of least squares as a band, and their factors: `_System` and `_Factors` of leastsquares.py. */

import { NONE } from "../exact.js";

/** @typedef {import("../exact.js").Fraction} Fraction */
/** @typedef {import("./fixed.js").FixedPoint} FixedPoint */

/** Of squared misfits against squared changes: steadiness decides only among equals. */
const WEIGHT = BigInt(10) ** BigInt(28);

/** The normal equations: matrix[i][k] belongs to numbers i and i − k; what they must equal. */
export class System {
  /**
   * @param {readonly (readonly bigint[])[]} matrix
   * @param {number} width of the band
   * @param {readonly bigint[]} aim
   * @param {FixedPoint} point
   */
  constructor(matrix, width, aim, point) {
    this.matrix = matrix;
    this.width = width;
    this.aim = aim;
    this.point = point;
  }

  /**
   * @param {readonly Fraction[]} shares
   * @param {readonly Fraction[]} due
   * @param {FixedPoint} point
   * @returns {System}
   */
  static of(shares, due, point) {
    const periods = due.length;
    const width = Math.max(Math.min(shares.length, periods) - 1, 1);
    const taps = shares.slice(0, width + 1).map((share) => point.of(share));
    while (taps.length <= width) taps.push(NONE);
    const sums = overlaps(taps, point);
    /** @type {(i: number, neighbours: number) => bigint[]} */
    const row = (i, neighbours) => {
      const [own, next, ...rest] = sums[Math.min(periods - 1 - i, width)];
      return [own + BigInt(neighbours) * point.one, next - point.one, ...rest];
    };
    const inner = row(0, 2);
    const matrix = due.map((_, i) => {
      if (0 < i && i < periods - 1 - width) return inner;
      return row(i, Number(i > 0) + Number(i < periods - 1));
    });
    const wanted = due.map((each) => point.of(each));
    const aim = wanted.map((_, i) => {
      let sum = NONE;
      for (let k = 0; k <= width && i + k < periods; k += 1) sum += taps[k] * wanted[i + k];
      return (WEIGHT * sum) >> point.shift;
    });
    return new System(matrix, width, aim, point);
  }

  /**
   * Gives L·D·Lᵀ of the band that the free numbers leave, `more` added on its diagonal.
   *
   * @param {readonly number[]} free
   * @param {readonly bigint[]} [more]
   * @returns {Factors}
   */
  factored(free, more = []) {
    const { point } = this;
    const factors = new Factors(point);
    let low = 0;
    free.forEach((i, at) => {
      while (i - free[low] > this.width) low += 1;
      const line = this.matrix[i];
      /** @type {bigint[]} */
      const row = [];
      for (let other = low; other < at; other += 1) {
        const [start, factor] = [factors.starts[other], factors.rows[other]];
        let sum = NONE;
        for (let k = Math.max(low, start); k < other; k += 1) {
          sum += row[k - low] * factor[k - start];
        }
        row.push(line[i - free[other]] - (sum >> point.shift));
      }
      const factor = row.map((value, k) => point.over(value, factors.pivots[low + k]));
      factors.starts.push(low);
      factors.rows.push(factor);
      factors.pivots.push(line[0] - point.dot(row, factor) + (more[i] ?? NONE));
    });
    return factors;
  }

  /**
   * Gives how fast the misfit grows with number i, at these numbers.
   *
   * @param {number} i
   * @param {readonly bigint[]} numbers
   * @returns {bigint}
   */
  slope(i, numbers) {
    const [low, high] = [Math.max(0, i - this.width), Math.min(numbers.length, i + this.width + 1)];
    let sum = NONE;
    for (let j = low; j < high; j += 1) {
      if (numbers[j]) sum += this.matrix[Math.max(i, j)][Math.abs(j - i)] * numbers[j];
    }
    return (sum >> this.point.shift) - this.aim[i];
  }
}

/**
 * Gives what two numbers so many periods apart bring together, cut off so many periods later.
 *
 * @param {readonly bigint[]} taps
 * @param {FixedPoint} point
 * @returns {bigint[][]} by the periods left, then by the periods apart
 */
function overlaps(taps, point) {
  /** @type {bigint[][]} */
  const sums = taps.map(() => []);
  for (let apart = 0; apart < taps.length; apart += 1) {
    let sum = NONE;
    for (let late = 0; late < taps.length; late += 1) {
      if (late + apart < taps.length) sum += taps[late] * taps[late + apart];
      sums[late].push((WEIGHT * sum) >> point.shift);
    }
  }
  return sums;
}

/** L·D·Lᵀ: each row of L, the number at which it begins, and D. */
export class Factors {
  /** @param {FixedPoint} point */
  constructor(point) {
    this.point = point;
    /** @type {number[]} */
    this.starts = [];
    /** @type {bigint[][]} */
    this.rows = [];
    /** @type {bigint[]} */
    this.pivots = [];
  }

  /**
   * Gives x for which L·D·Lᵀ·x is the right side.
   *
   * @param {readonly bigint[]} right
   * @returns {bigint[]}
   */
  solved(right) {
    const { point } = this;
    /** @type {bigint[]} */
    const below = [];
    right.forEach((aim, at) => below.push(aim - point.dot(this.rows[at], below, this.starts[at])));
    const answer = below.map((value, at) => point.over(value, this.pivots[at]));
    for (let at = answer.length - 1; at >= 0; at -= 1) {
      const [own, start] = [answer[at], this.starts[at]];
      this.rows[at].forEach((value, k) => {
        answer[start + k] -= point.times(value, own);
      });
    }
    return answer;
  }
}
