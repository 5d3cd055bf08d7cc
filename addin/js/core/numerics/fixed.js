/** Numbers with a fixed place of the point, as whole numbers: what Python's Decimal is there for. */

import { NONE, ONE, numerator } from "../exact.js";

const TEN = BigInt(10);

/** @typedef {import("../exact.js").Fraction} Fraction */

/** Arithmetic on whole numbers of 2^-bits; sums and differences need none. */
export class FixedPoint {
  /** @param {number} bits behind the point */
  constructor(bits) {
    this.shift = BigInt(bits);
    this.one = ONE << this.shift;
  }

  /**
   * @param {Fraction} value
   * @returns {bigint}
   */
  of(value) {
    return (numerator(value) << this.shift) / value.d;
  }

  /**
   * @param {bigint} a
   * @param {bigint} b
   * @returns {bigint} a · b
   */
  times(a, b) {
    return (a * b) >> this.shift;
  }

  /**
   * @param {bigint} a
   * @param {bigint} b not 0
   * @returns {bigint} a ÷ b
   */
  over(a, b) {
    return (a << this.shift) / b;
  }

  /**
   * @param {bigint} value
   * @param {number} places
   * @returns {bigint} value · 10^-places
   */
  tenth(value, places) {
    return value / TEN ** BigInt(places);
  }

  /**
   * Adds up products, rounding once.
   *
   * @param {readonly bigint[]} a
   * @param {readonly bigint[]} b at least as long as `a` behind `from`
   * @param {number} [from] which number of `b` the first of `a` belongs to
   * @returns {bigint} Σ a[k] · b[from + k]
   */
  dot(a, b, from = 0) {
    let sum = NONE;
    for (let k = 0; k < a.length; k += 1) sum += a[k] * b[from + k];
    return sum >> this.shift;
  }
}
