/**
 * How many of x records take one step: the binomial and the beta-binomial, pointwise.
 *
 * Both are written with deviances, in which nothing cancels however large the numbers are. Twin of
 * funnel_core/numerics/kernels.py.
 */

import { toNumber } from "../exact.js";
import { leftOut, twofold } from "./doubles.js";
import { divided, finite, log1p } from "./strict.js";

/** @typedef {import("../exact.js").Fraction} Fraction */
/** @typedef {KnownStep | LearntStep} Kernel one step's probabilities: how many of x records arrive */

const HALF_LOG_TWO_PI = Math.log(2 * Math.PI) / 2;
const SMALL = 0.1;
const UNDERFLOW = 740;
const FAR = 1e4;
const TABLED = 300;
const FACTORIALS = 16;
const RESTS = firstRests();

/** @returns {number[]} what Stirling's formula leaves out of log k!, for the first k */
function firstRests() {
  const rests = [-HALF_LOG_TWO_PI];
  let factorial = 1;
  for (let k = 1; k < TABLED; k += 1) {
    const y = 1 / k;
    const v = y * y;
    factorial *= k;
    rests.push(
      k < FACTORIALS
        ? Math.log(factorial) - (k + 0.5) * Math.log(k) + k - HALF_LOG_TWO_PI
        : y * (1 / 12 - v * (1 / 360 - v * (1 / 1260 - v * (1 / 1680 - v / 1188)))),
    );
  }
  return rests;
}

/**
 * Gives what Stirling's formula leaves out of log k!; for 0 without its ½·log(k).
 *
 * @param {number} k
 * @returns {number}
 */
function stirlingRest(k) {
  return k < TABLED ? RESTS[k] : (1 / 12 - 1 / 360 / k / k) / k;
}

/**
 * Gives k·log(k ÷ (k − off)) − off, which is never negative; for k = 0 it is −off.
 *
 * @param {number} k
 * @param {number} off
 * @returns {number}
 */
function deviance(k, off) {
  if (k === 0) return -off;
  const x = -off / k;
  if (!(-SMALL < x && x < SMALL)) return x > -1 ? -k * (Math.log1p(x) - x) : Infinity;
  const u = x / (2 + x);
  const w = u * u;
  const series = 1 / 3 + w * (1 / 5 + w * (1 / 7 + w * (1 / 9 + w * (1 / 11 + w / 13))));
  return -k * u * (2 * w * series - x);
}

/**
 * Gives k·log(1 + change ÷ k), and 0 for k = 0.
 *
 * @param {number} k
 * @param {number} change
 * @returns {number}
 */
function lifted(k, change) {
  return k === 0 ? 0 : k * Math.log1p(change / k);
}

/**
 * Gives k·log(moved ÷ k), `moved` being k + off: whichever of the two keeps the digits.
 *
 * @param {number} k
 * @param {number} off
 * @param {number} moved
 * @returns {number}
 */
function shifted(k, off, moved) {
  if (k === 0) return 0;
  return k * (off > -0.5 * k ? Math.log1p(off / k) : Math.log(moved / k));
}

/** A step of a known rate below 1: the binomial. */
export class KnownStep {
  /** @param {Fraction} rate */
  constructor(rate) {
    const [nearest, beyond] = twofold(rate);
    this.rate = nearest;
    this.beyond = beyond;
    this.slope = log1p(-toNumber(rate));
  }

  /**
   * Gives P(z arrive | x records) as a function of x, from z up.
   *
   * @param {number} z
   * @returns {(x: number) => number}
   */
  to(z) {
    const half = z ? 0.5 * Math.log(2 * Math.PI * z) : HALF_LOG_TWO_PI;
    const fixed = -stirlingRest(z) - half;
    const { rate, beyond } = this;
    return (x) => {
      const t = x - z;
      const due = x * rate;
      const off = z - due - leftOut(x, rate, due) - x * beyond;
      let log = fixed;
      if (-FAR < off && off < FAR) {
        // the parts ±off of the deviances cancel, and may be left out
        log += finite(lifted(z, -off) + lifted(t, off));
      } else {
        log -= deviance(z, off) + deviance(t, -off);
      }
      if (log < -UNDERFLOW) return 0;
      log += stirlingRest(x) - stirlingRest(t);
      return Math.exp(log) * Math.sqrt((x || 1) / (t || 1));
    };
  }

  /**
   * Gives the x from which z are likeliest to arrive.
   *
   * @param {number} z
   * @returns {number}
   */
  likeliest(z) {
    return finite(divided(z, this.rate)) - 0.5;
  }

  /**
   * Gives over what distance in x that probability keeps its shape around x.
   *
   * @param {number} z
   * @param {number} x
   * @returns {number}
   */
  scale(z, x) {
    const t = x - z;
    const bend = z / ((x + 1) * (t + 1));
    const slope = Math.log((x + 0.5) / (t + 0.5)) + this.slope;
    return 1 / Math.sqrt(bend + (slope / 8) ** 2 + 1e-300);
  }

  /** @returns {[number, number]} the mean and the variance of the rate itself */
  moments() {
    return [this.rate, 0];
  }
}

/** A step whose rate is Beta(1 + advanced, 1 + rest): the beta-binomial. */
export class LearntStep {
  /**
   * @param {number} advanced
   * @param {number} rest
   */
  constructor(advanced, rest) {
    const entered = advanced + rest;
    this.advanced = advanced;
    this.rest = rest;
    this.entered = entered;
    this.fixed =
      stirlingRest(entered) -
      stirlingRest(advanced) -
      stirlingRest(rest) +
      0.5 * Math.log((entered || 1) / (advanced || 1) / (rest || 1)) -
      HALF_LOG_TWO_PI;
  }

  /**
   * Gives P(z arrive | x records) as a function of x, from z up.
   *
   * @param {number} z
   * @returns {(x: number) => number}
   */
  to(z) {
    const { advanced, rest, entered } = this;
    const both = advanced + z;
    const fixed =
      this.fixed - stirlingRest(z) + stirlingRest(both) + 0.5 * Math.log((both || 1) / (z || 1));
    const cross = z * entered;
    const crossLess = leftOut(z, entered, cross);
    return (x) => {
      const t = x - z;
      const other = rest + t;
      const every = entered + x;
      const due = x * advanced;
      const off = every ? (cross - due + (crossLess - leftOut(x, advanced, due))) / every : 0;
      let log = fixed;
      if (-FAR < off && off < FAR) {
        // the parts ±off of the deviances cancel, and may be left out
        log += lifted(z, -off) + lifted(t, off);
        log += shifted(advanced, off, (entered * both) / every);
        log += shifted(rest, -off, (entered * other) / every);
      } else {
        log -= deviance(z, off) + deviance(t, -off);
        log -= deviance(advanced, -off) + deviance(rest, off);
      }
      if (log < -UNDERFLOW) return 0;
      log += stirlingRest(x) - stirlingRest(t) + stirlingRest(other) - stirlingRest(every);
      const square = ((x || 1) / (t || 1)) * ((other || 1) / (every || 1));
      return (Math.exp(log) * Math.sqrt(square) * (entered + 1)) / (every + 1);
    };
  }

  /**
   * Gives the x from which z are likeliest to arrive.
   *
   * @param {number} z
   * @returns {number}
   */
  likeliest(z) {
    return (z * (this.entered + 1)) / (this.advanced + 1) - 0.5;
  }

  /**
   * Gives over what distance in x that probability keeps its shape around x.
   *
   * @param {number} z
   * @param {number} x
   * @returns {number}
   */
  scale(z, x) {
    const t = x - z;
    const [every, other] = [x + this.entered + 1.5, t + this.rest + 0.5];
    const bend = (this.entered + 1) / ((x + 0.5) * every) - this.rest / ((t + 0.5) * other);
    const slope = Math.log(((x + 0.5) * other) / (every * (t + 0.5)));
    return 1 / Math.sqrt(Math.abs(bend) + (slope / 8) ** 2 + 1e-300);
  }

  /** @returns {[number, number]} the mean and the variance of the rate itself */
  moments() {
    const [a, b] = [this.advanced + 1, this.rest + 1];
    return [a / (a + b), (a * b) / ((a + b) * (a + b) * (a + b + 1))];
  }
}
