/**
 * Upper hulls of a budget's Hill curves: the bound of a branch of the search, at one price.
 *
 * An S may be replaced by the straight line that touches it and the curve beyond; no total can then
 * exceed the hull's, and the hull's best is where one price, the return of the last unit of money,
 * makes all channels together spend the budget. At most one channel, the part, ends up on its line.
 * Twin of funnel_core/numerics/hulls.py.
 */

import { finite } from "./strict.js";

/** @typedef {import("./hill.js").Curve} Curve */
/** @typedef {[kind: number, spend: number]} Part one channel of a kind, and its spend */

const SETTLED = 4e-16;
const NARROW = 1e-15;
const MOST_TRIALS = 300;

/** One channel held below its turn, between two spends; its hull there is the chord. */
export class Rising {
  /**
   * @param {number} kind
   * @param {Curve} curve
   * @param {number} low
   * @param {number} high
   */
  constructor(kind, curve, low, high) {
    this.kind = kind;
    this.curve = curve;
    this.low = low;
    this.high = high;
    /** the slope of the chord */
    this.slope = high > low ? (curve.result(high) - curve.result(low)) / (high - low) : 0;
    /** its logarithm: the price at which the chord only just pays */
    this.logSlope = this.slope > 0 ? Math.log(this.slope) : -Infinity;
  }
}

/**
 * How many channels of each kind must, and may, get money beyond their turn.
 *
 * @typedef {object} Branch
 * @property {readonly number[]} least
 * @property {readonly number[]} most
 * @property {Rising | null} rising
 */

/**
 * The best of a branch's hull: at one price, all of the budget is spent.
 *
 * @typedef {object} Balance
 * @property {number} logPrice
 * @property {readonly number[]} counts
 * @property {Part | null} part
 * @property {number} rising
 * @property {number} bound
 * @property {number} value
 * @property {number} gapOfPart
 * @property {number} gapOfRising
 */

/** The hulls of all branches over one list of curves; `work` counts what they took. */
export class Hulls {
  /**
   * @param {readonly Curve[]} curves
   * @param {number} budget
   */
  constructor(curves, budget) {
    this.curves = curves;
    this.budget = budget;
    this.logBudget = Math.log(budget);
    const jumps = new Set(curves.filter((curve) => curve.isS).map((curve) => curve.logSteepest));
    this.jumps = [...jumps].sort((a, b) => a - b);
    this.near = curves.map(() => NaN);
    this.work = 0;
  }

  /**
   * Finds the price at which a branch's hull spends the budget; null: it cannot.
   *
   * @param {Branch} branch
   * @param {number} guess
   * @returns {Balance | null}
   */
  balance(branch, guess) {
    const { rising } = branch;
    const least = this.curves.reduce((sum, { turn }, at) => sum + branch.least[at] * turn, 0);
    if (least + (rising ? rising.low : 0) > this.budget) return null;
    if (!branch.most.some(Boolean) && (!rising || rising.high < this.budget)) return null;
    let [low, high, lowSpend, highSpend] = [-Infinity, Infinity, 0, 0];
    let [logPrice, stride] = [guess, 1];
    for (let trial = 0; trial < MOST_TRIALS; trial += 1) {
      const [off, on, slope] = this.spent(branch, logPrice);
      if (off <= this.budget && this.budget <= on) break;
      if (Math.abs(off - this.budget) <= SETTLED * this.budget) break;
      if (off > this.budget) [low, lowSpend] = [logPrice, off];
      else [high, highSpend] = [logPrice, on];
      if (-Infinity < low && high - low <= NARROW * Math.max(1, Math.abs(low))) break;
      let newton = NaN;
      if (slope < 0 && 0 < on && on < Infinity) {
        newton = logPrice - (Math.log(on) - this.logBudget) * (on / slope);
      }
      if (low === -Infinity || high === Infinity) {
        const up = high === Infinity ? 1 : -1;
        const near = Math.abs(newton - logPrice) < 8 * stride;
        logPrice = near ? newton + up * 1e-3 * stride : logPrice + up * stride;
        stride *= 2;
      } else if (rising && low < rising.logSlope && rising.logSlope < high) {
        logPrice = rising.logSlope;
      } else {
        logPrice = this.between([low, lowSpend], [high, highSpend], newton, trial);
      }
    }
    return this.laid(branch, logPrice);
  }

  /**
   * Chooses the next price within a bracket: one where an S drops out, while there are any.
   *
   * @param {[logPrice: number, spend: number]} below
   * @param {[logPrice: number, spend: number]} above
   * @param {number} newton
   * @param {number} trial
   * @returns {number}
   */
  between([low, lowSpend], [high, highSpend], newton, trial) {
    const start = firstFrom(this.jumps, (jump) => jump > low);
    const end = firstFrom(this.jumps, (jump) => !(jump < high));
    if (start >= end) return low < newton && newton < high ? newton : (low + high) / 2;
    let at = Math.floor((start + end) / 2);
    if (trial % 3 && highSpend > 0 && lowSpend < Infinity) {
      const [logLow, logHigh] = [Math.log(lowSpend), Math.log(highSpend)];
      const part = (logLow - this.logBudget) / (logLow === logHigh ? 1 : logLow - logHigh);
      const wanted = low + part * (high - low);
      const found = firstFrom(this.jumps, (jump) => !(jump < wanted), start, end);
      at = Math.min(Math.max(found, start), end - 1);
    }
    return this.jumps[at];
  }

  /**
   * Gives what a hull spends at a price: the least, the most, and the derivative.
   *
   * @param {Branch} branch
   * @param {number} logPrice
   * @returns {[least: number, most: number, change: number]}
   */
  spent(branch, logPrice) {
    const { curves, near } = this;
    this.work += Math.floor(curves.length / 8) + 1;
    let [spent, ties, slope] = [0, 0, 0];
    for (let kind = 0; kind < curves.length; kind += 1) {
      const curve = curves[kind];
      let count = branch.most[kind];
      if (logPrice >= curve.logSteepest) {
        const most = count;
        count = branch.least[kind];
        if (logPrice === curve.logSteepest && most > count && curve.isS) {
          ties += (most - count) * curve.touch;
        }
      }
      if (count) {
        const [spend, change, found] = curve.spendAt(logPrice, near[kind]);
        near[kind] = found;
        this.work += 1;
        spent += count * spend;
        slope += count * change;
      }
    }
    const { rising } = branch;
    if (rising) {
      if (logPrice === rising.logSlope) ties += rising.high - rising.low;
      spent += logPrice < rising.logSlope ? rising.high : rising.low;
    }
    return [spent, spent + ties, slope];
  }

  /**
   * Lays out a hull's best at its price; channels that only just pay share what is left.
   *
   * @param {Branch} branch
   * @param {number} logPrice
   * @returns {Balance}
   */
  laid(branch, logPrice) {
    let [left, value] = [this.budget, 0];
    const counts = this.curves.map((curve, kind) => {
      const count = (logPrice < curve.logSteepest ? branch.most : branch.least)[kind];
      if (count) {
        const [spend] = curve.spendAt(logPrice, this.near[kind]);
        left -= count * spend;
        value += count * curve.result(spend);
      }
      return count;
    });
    const held = branch.rising;
    let rising = 0;
    if (held) {
      rising = logPrice < held.logSlope ? held.high : held.low;
      left -= rising;
    }
    const [part, shared, still] = this.shared(branch, logPrice, counts, left);
    left = still;
    value += shared;
    const price = Math.exp(Math.min(logPrice, 700));
    let [gapOfPart, gapOfRising] = [0, 0];
    if (part) gapOfPart = Math.max(part[1] * price - this.curves[part[0]].result(part[1]), 0);
    if (held) {
      if (logPrice === held.logSlope) {
        const more = Math.min(Math.max(left, 0), held.high - held.low);
        rising = held.low + more;
        left -= more;
      }
      const brought = held.curve.result(rising);
      value += brought;
      const chord = held.curve.result(held.low) + (rising - held.low) * held.slope;
      gapOfRising = Math.max(chord - brought, 0);
    }
    const bound = value + gapOfPart + gapOfRising + left * price;
    return { logPrice, counts, part, rising, bound, value, gapOfPart, gapOfRising };
  }

  /**
   * Shares what is left among curves that the price just touches, adding to `counts`.
   *
   * @param {Branch} branch
   * @param {number} logPrice
   * @param {number[]} counts
   * @param {number} left
   * @returns {[part: Part | null, shared: number, left: number]} the part that is not enough for
   *   one channel, what all of it brings, and what is left
   */
  shared(branch, logPrice, counts, left) {
    let shared = 0;
    for (let kind = 0; kind < this.curves.length; kind += 1) {
      const curve = this.curves[kind];
      const room = branch.most[kind] - counts[kind];
      if (room <= 0 || left <= NARROW * this.budget || logPrice !== curve.logSteepest) continue;
      const whole = Math.min(room, Math.floor(finite(left / curve.touch)));
      counts[kind] += whole;
      shared += whole * curve.result(curve.touch);
      left -= whole * curve.touch;
      if (whole < room && left > NARROW * this.budget) {
        return [[kind, left], shared + curve.result(left), 0];
      }
    }
    return [null, shared, left];
  }
}

/**
 * Finds the first of sorted numbers that is far enough, by halving.
 *
 * @param {readonly number[]} sorted
 * @param {(value: number) => boolean} reaches
 * @param {number} [start]
 * @param {number} [end]
 * @returns {number} `end` where none is
 */
function firstFrom(sorted, reaches, start = 0, end = sorted.length) {
  let [low, high] = [start, end];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (reaches(sorted[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}
