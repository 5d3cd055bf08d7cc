/**
 * Diminishing returns: Hill curves ceiling·x^h ÷ (half^h + x^h), where they bend, what they pay.
 *
 * Everything is worked out from logarithms, so that no power overflows however steep a curve or
 * however large a spend is. Twin of funnel_core/numerics/hill.py.
 */

import { logistic } from "./powers.js";

const LARGEST_EXPONENT = 709;
const MOST_STEPS = 100;
const SETTLED = 1e-8;

/** @typedef {[spend: number, change: number, near: number]} Spent by the logarithm of a price */

/**
 * What a channel brings for a spend x: ceiling·x^shape ÷ (half^shape + x^shape).
 *
 * A shape up to 1 pays less for each next unit of spend. A shape above 1 is an S: it pays more
 * and more up to a spend of `turn`, then less and less. The straight line from nothing that
 * touches the S does so at a spend of `touch`; `logSteepest` is the logarithm of its slope, the
 * best average return that the channel can give, `logTurn` that of the return at `turn`.
 */
export class Curve {
  /**
   * @param {number} ceiling above 0
   * @param {number} half above 0, money
   * @param {number} shape above 0
   */
  constructor(ceiling, half, shape) {
    this.ceiling = ceiling;
    this.half = half;
    this.shape = shape;
    const [logHalf, h] = [Math.log(half), shape];
    const slope = Math.log(ceiling) - logHalf;
    this.logHalf = logHalf;
    this.logScale = slope + Math.log(h);
    this.turn = this.touch = 0;
    this.logSteepest = this.logTurn = h === 1 ? slope : Infinity;
    if (h > 1) {
      const t = Math.log((h - 1) / (h + 1));
      this.turn = exp(logHalf + t / h);
      this.touch = exp(logHalf + Math.log(h - 1) / h);
      this.logSteepest = slope + (Math.log(h - 1) * (h - 1)) / h - Math.log(h);
      this.logTurn = this.logScale + ((h - 1) * t) / h - 2 * softplus(t);
    }
  }

  /** @returns {boolean} whether the returns of the first spend grow */
  get isS() {
    return this.shape > 1;
  }

  /**
   * Gives what a spend brings.
   *
   * @param {number} spend
   * @returns {number}
   */
  result(spend) {
    if (spend <= 0) return 0;
    const t = this.shape * (Math.log(spend) - this.logHalf);
    return this.ceiling * (t > -LARGEST_EXPONENT ? 1 / (1 + Math.exp(-t)) : 0);
  }

  /**
   * Gives the logarithm of what the next unit of spend brings.
   *
   * @param {number} spend above 0
   * @returns {number}
   */
  logReturn(spend) {
    const w = Math.log(Math.max(spend, Number.MIN_VALUE)) - this.logHalf;
    return this.logScale + (this.shape - 1) * w - 2 * softplus(this.shape * w);
  }

  /**
   * Gives the spend at which the next unit brings a price, where the returns diminish.
   *
   * Where even the steepest return is below the price, the spend is `turn`, which is 0 without
   * an S. The second number is the derivative by the logarithm of the price; the third, handed
   * in as `near` for a price near this one, saves time.
   *
   * @param {number} logPrice
   * @param {number} [near]
   * @returns {Spent}
   */
  spendAt(logPrice, near = NaN) {
    const logM = logPrice - this.logScale;
    const h = this.shape;
    if (h === 1) {
      const root = Math.expm1(Math.min(-logM / 2, LARGEST_EXPONENT));
      return root > 0 ? [this.half * root, (-this.half * (root + 1)) / 2, near] : [0, 0, NaN];
    }
    if (logPrice >= this.logTurn) return [this.turn, 0, NaN];
    let w = near;
    if (Number.isNaN(w) || (h > 1 && h * w <= Math.log((h - 1) / (h + 1)))) {
      w = -logM / (h + 1);
      if (h < 1) w = Math.min(w, -logM / (1 - h));
    }
    let slope = -1;
    // Newton on a concave function falling through 0: it oversteps once at most
    for (let trial = 0; trial < MOST_STEPS; trial += 1) {
      const t = h * w;
      const e = Math.exp(-Math.abs(t));
      slope = h - 1 - 2 * h * ((t >= 0 ? 1 : e) / (1 + e));
      if (slope >= 0) return [this.turn, 0, NaN];
      const step = ((h - 1) * w - 2 * (Math.max(t, 0) + Math.log1p(e)) - logM) / slope;
      w -= step;
      // what is left of an error is its square
      if (Math.abs(step) * Math.max(h, 1) <= SETTLED * Math.max(1, Math.abs(w) * SETTLED)) break;
    }
    const spend = exp(this.logHalf + w);
    return [Math.max(spend, this.turn), spend / slope, w];
  }

  /**
   * Gives the same where the returns of an S still grow: a spend below `turn`.
   *
   * @param {number} logPrice
   * @returns {[spend: number, change: number]}
   */
  risingSpendAt(logPrice) {
    const logM = logPrice - this.logScale;
    const h = this.shape;
    let w = logM / (h - 1);
    let slope = 1;
    for (let trial = 0; trial < MOST_STEPS; trial += 1) {
      const t = h * w;
      slope = h - 1 - 2 * h * logistic(t);
      if (slope <= 0) return [this.turn, 0];
      const step = ((h - 1) * w - 2 * softplus(t) - logM) / slope;
      w -= step;
      if (Math.abs(step) * h <= SETTLED) break;
    }
    const spend = exp(this.logHalf + w);
    return [Math.min(spend, this.turn), spend / slope];
  }
}

/** @param {number} x @returns {number} */
function exp(x) {
  return x < LARGEST_EXPONENT ? Math.exp(x) : Infinity;
}

/** @param {number} t @returns {number} log(1 + e^t) */
function softplus(t) {
  return t > 0 ? t + Math.log1p(Math.exp(-t)) : Math.log1p(Math.exp(t));
}
