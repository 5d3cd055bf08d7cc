/**
 * Tail probabilities: binomial, beta-binomial, Poisson, and products of learnt rates.
 *
 * Twin of funnel_core/numerics/tails.py; sums of binomials are in circle.js.
 */

import { general } from "../bounds.js";
import { OutOfRange } from "../errors.js";
import { NONE, ONE } from "../exact.js";
import { sumTails } from "./circle.js";
import { Contour } from "./contour.js";
import { exactly } from "./doubles.js";

export { sumTails } from "./circle.js";
export { normalQuantile } from "./normal.js";

/** @typedef {import("../exact.js").Fraction} Fraction */
/** @typedef {import("./contour.js").Beta} Beta */
/** @typedef {import("./contour.js").Tails} Tails */
/** @typedef {import("./contour.js").Whole} Whole */

/** Below this logarithm a probability is 0 as a double. */
const SMALLEST = -750;

/**
 * Gives P(X ≤ k) of a Poisson variable: 0 for k below 0, 1 for a mean of 0.
 *
 * @param {Whole} k
 * @param {number} mean from 0 up
 * @returns {number}
 */
export function poissonAtMost(k, mean) {
  return poissonTails(BigInt(k) + ONE, mean)[0];
}

/**
 * Gives P(X ≥ k) of a Poisson variable: 1 for k of 0 and below, 0 for more at a mean of 0.
 *
 * @param {Whole} k
 * @param {number} mean from 0 up
 * @returns {number}
 */
export function poissonAtLeast(k, mean) {
  return poissonTails(BigInt(k), mean)[1];
}

/**
 * @param {bigint} k
 * @param {number} mean
 * @returns {Tails} P(X < k) and P(X ≥ k)
 */
function poissonTails(k, mean) {
  if (!(Number.isFinite(mean) && mean >= 0)) {
    throw new OutOfRange(`'mean' must be a number from 0 up; got ${general(mean, 15)}`);
  }
  if (k <= NONE) return [0, 1];
  if (mean === 0) return [1, 0];
  if (k === ONE) return [Math.exp(-mean), -Math.expm1(-mean)];
  if (k > mean && logBeyond(Number(k), mean) < SMALLEST) return [1, 0];
  if (k - ONE < mean && logBeyond(Number(k - ONE), mean) < SMALLEST) return [0, 1];
  return new Contour(k, exactly(mean), [], null).tails(null);
}

/**
 * Bounds the logarithm of the Poisson tail beyond k, away from the mean (Chernoff's bound).
 *
 * @param {number} k
 * @param {number} mean
 * @returns {number}
 */
function logBeyond(k, mean) {
  if (mean > k * 1e6) return k - mean + k * (Math.log(mean) - Math.log(k));
  const z = (mean - k) / k;
  return z > -1 ? -k * (z - Math.log1p(z)) : -Infinity;
}

/**
 * Gives P(wins < needed) and P(wins ≥ needed) of one volume with one common rate to won.
 *
 * @param {Whole} needed
 * @param {Whole} volume records
 * @param {Fraction} rate the product of the known rates
 * @param {readonly Beta[]} learnt the learnt ones, that all records share
 * @returns {Tails}
 */
export function thinnedTails(needed, volume, rate, learnt) {
  if (needed <= 0) return [0, 1];
  if (needed > volume) return [1, 0];
  if (!learnt.length) return sumTails(Number(needed), [[Number(volume), rate]]);
  return new Contour(needed, rate, learnt, volume).tails(volume);
}
