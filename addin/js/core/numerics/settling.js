/**
 * The best split of a budget that was found, brought to equal returns as exactly as doubles hold.
 *
 * Twin of the second half of funnel_core/numerics/allocation.py.
 */

import { Rising } from "./hulls.js";
import { fsum } from "./sums.js";

/** @typedef {import("./hill.js").Curve} Curve */
/** @typedef {import("./hulls.js").Balance} Balance */
/** @typedef {import("./hulls.js").Branch} Branch */
/** @typedef {import("./hulls.js").Hulls} Hulls */
/** @typedef {import("./hulls.js").Part} Part */

const NARROW = 1e-15;
const CRUMB = 1e-14;
const ROUNDING = 1e-6;
const MOST_TRIALS = 60;
const WIDTHS = [1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1];

/** By so much of the total one split may be better than another and still count as alike. */
export const GAP = 1e-11;

/** So many kinds are compared with each other at most. */
export const MOST_COMPARED = 1_000;

/**
 * What each channel of a kind that gets money gets, how many do, and one that stands out.
 *
 * @typedef {object} Spends
 * @property {readonly number[]} each
 * @property {readonly number[]} counts
 * @property {Part | null} odd the one channel below its turn, where there is one
 */

/** What a search found over one set of curves, on its way to equal returns. */
export class Settling {
  /**
   * @param {readonly Curve[]} curves
   * @param {number} budget
   * @param {Hulls} hulls
   */
  constructor(curves, budget, hulls) {
    this.curves = curves;
    this.budget = budget;
    this.hulls = hulls;
  }

  /**
   * Brings the best that was found to equal returns, as exactly as doubles hold them.
   *
   * @param {Branch} branch
   * @param {Balance} balance
   * @returns {Spends}
   */
  settled(branch, balance) {
    const counts = [...balance.counts];
    /** @type {Part | null} */
    let odd = null;
    if (branch.rising && balance.rising > 0) odd = [branch.rising.kind, balance.rising];
    if (balance.part) {
      const [kind, spend] = balance.part;
      if (spend >= this.curves[kind].turn) counts[kind] += 1;
      else if (!odd) odd = balance.part;
    }
    let { logPrice } = balance;
    if (odd && !counts.some(Boolean)) {
      return { each: counts.map(() => 0), counts, odd: [odd[0], this.budget] };
    }
    if (odd) {
      [logPrice, odd] = this.equalReturns(counts, odd, logPrice);
    } else if (balance.part || branch.rising) {
      logPrice = this.hulls.balance(fixed(counts), logPrice)?.logPrice ?? logPrice;
    }
    return this.spends(counts, odd, logPrice);
  }

  /**
   * Works out the spends at a price, and shares what its last digit cannot tell.
   *
   * @param {readonly number[]} counts
   * @param {Part | null} odd
   * @param {number} logPrice
   * @returns {Spends}
   */
  spends(counts, odd, logPrice) {
    const found = this.curves.map((curve, kind) =>
      counts[kind] ? curve.spendAt(logPrice, this.hulls.near[kind]) : [0, 0],
    );
    let each = found.map(([spend]) => spend);
    const left =
      this.budget - fsum(each.map((spend, kind) => counts[kind] * spend)) - (odd ? odd[1] : 0);
    const slope = found.reduce((sum, [, change], kind) => sum + counts[kind] * change, 0);
    if (!odd && slope < 0 && Math.abs(left) < ROUNDING * this.budget) {
      each = found.map(([spend, change]) => Math.max(spend + (left / slope) * change, 0));
    } else if (!odd && (!each.some(Boolean) || left <= -ROUNDING * this.budget)) {
      if (left > -Infinity) each = this.toTheSteepest(counts, each);
    }
    return { each, counts, odd };
  }

  /**
   * Gives a budget that no price tells from nothing to the curve that returns most.
   *
   * @param {readonly number[]} counts
   * @param {number[]} each
   * @returns {number[]}
   */
  toTheSteepest(counts, each) {
    const used = counts.map((_, kind) => kind).filter((kind) => counts[kind]);
    const isAboveTurn = used.some((kind) => this.curves[kind].isS && each[kind] > 0);
    if (!used.length || isAboveTurn) return each;
    const returns = used.map((kind) => this.curves[kind].logReturn(this.budget));
    const most = returns.reduce((one, other) => Math.max(one, other));
    const best = used[returns.findIndex((each) => each >= most - GAP)];
    return each.map((_, kind) => (kind === best ? this.budget / counts[best] : 0));
  }

  /**
   * Newton on the price, one channel being below its turn; without success, as it was.
   *
   * @param {readonly number[]} counts
   * @param {Part} odd
   * @param {number} logPrice
   * @returns {[logPrice: number, odd: Part]}
   */
  equalReturns(counts, [kind, start], logPrice) {
    const curve = this.curves[kind];
    const branch = fixed(counts);
    let at = curve.logReturn(start);
    for (let trial = 0; trial < MOST_TRIALS; trial += 1) {
      const [spent, , slope] = this.hulls.spent(branch, at);
      const [spend, change] = curve.risingSpendAt(at);
      if (slope + change === 0) break;
      const step = (spent + spend - this.budget) / (slope + change);
      at -= step;
      if (Math.abs(step) <= NARROW * Math.max(1, Math.abs(at))) {
        const [reached] = curve.risingSpendAt(at);
        if (0.5 * start < reached && reached < 2 * start) return [at, [kind, reached]];
        break;
      }
    }
    const spend = this.betweenReturns(counts, kind, start, logPrice);
    at = curve.logReturn(spend);
    const [spent] = this.hulls.spent(branch, at);
    if (Math.abs(spent + spend - this.budget) <= CRUMB * this.budget) {
      // the others at its own price: what is left of the budget knows small ones less well
      return [at, [kind, spend]];
    }
    const again = this.hulls.balance(this.held(counts, kind, spend), logPrice);
    return [again ? again.logPrice : logPrice, [kind, spend]];
  }

  /**
   * Halves the way between a spend of the odd channel that gains by more, and one by less.
   *
   * @param {readonly number[]} counts
   * @param {number} kind
   * @param {number} start
   * @param {number} logPrice
   * @returns {number}
   */
  betweenReturns(counts, kind, start, logPrice) {
    const curve = this.curves[kind];
    /** @param {number} spend */
    const gain = (spend) => {
      const rest = this.hulls.balance(this.held(counts, kind, spend), logPrice);
      return rest ? curve.logReturn(spend) - rest.logPrice : -Infinity;
    };
    for (const width of this.curves.length <= MOST_COMPARED ? WIDTHS : []) {
      let [low, high] = [start * (1 - width), Math.min(start * (1 + width), curve.turn)];
      if (!(gain(low) > 0 && 0 > gain(high))) continue;
      for (let trial = 0; trial < MOST_TRIALS; trial += 1) {
        const middle = (low + high) / 2;
        if (gain(middle) > 0) low = middle;
        else high = middle;
      }
      return low;
    }
    return start;
  }

  /**
   * @param {readonly number[]} counts
   * @param {number} kind
   * @param {number} spend
   * @returns {Branch}
   */
  held(counts, kind, spend) {
    return { ...fixed(counts), rising: new Rising(kind, this.curves[kind], spend, spend) };
  }
}

/** @param {readonly number[]} counts @returns {Branch} in which just so many get money */
function fixed(counts) {
  return { least: counts, most: counts, rising: null };
}
