/**
 * A budget over many Hill curves: the global maximum, by branch and bound on the price of money.
 *
 * At a maximum every channel that gets money gains the same from its last unit: the price. Where
 * all curves pay less and less, one price decides. An S-shaped curve gets nothing or, mostly, a
 * spend beyond its turn; at most one may sit below its turn. So what is searched is how many
 * channels of each kind get money, and which one, if any, sits below its turn. The bound of a
 * branch is that of its hulls. Twin of funnel_core/numerics/allocation.py.
 */

import { Hulls, Rising } from "./hulls.js";
import { Queue } from "./queue.js";
import { fsum } from "./sums.js";

/** @typedef {import("./hill.js").Curve} Curve */
/** @typedef {import("./hulls.js").Balance} Balance */
/** @typedef {import("./hulls.js").Branch} Branch */
/** @typedef {import("./hulls.js").Part} Part */

const GAP = 1e-11;
const SETTLED = 4e-16;
const NARROW = 1e-15;
const CRUMB = 1e-14;
const ROUNDING = 1e-6;
const MOST_TRIALS = 60;
const MOST_WORK = 1_000_000;
const MOST_COMPARED = 1_000;
const WIDTHS = [1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1];

/**
 * Channels of one and the same curve, and how many there are.
 *
 * @typedef {object} Kind
 * @property {Curve} curve
 * @property {number} count
 */

/**
 * What each channel of a kind that gets money gets, how many do, and one that stands out.
 *
 * @typedef {object} Spends
 * @property {readonly number[]} each
 * @property {readonly number[]} counts
 * @property {Part | null} odd the one channel below its turn, where there is one
 */

/**
 * Gives the spends with the largest total result, the whole budget spent.
 *
 * @param {readonly Kind[]} kinds curves with a ceiling above 0; equal ones as one kind
 * @param {number} budget money, above 0
 * @returns {Spends} to 1e-11 of the total for certain, unless a search of many steep curves is cut
 *   off; then no further from it than one channel's result
 */
export function bestSpends(kinds, budget) {
  const search = new Search(kinds, budget);
  const [branch, balance] = search.run();
  return search.settled(branch, balance);
}

/** Branch and bound over one set of kinds. */
class Search {
  /**
   * @param {readonly Kind[]} kinds
   * @param {number} budget
   */
  constructor(kinds, budget) {
    this.kinds = kinds;
    this.budget = budget;
    this.curves = kinds.map((kind) => kind.curve);
    this.hulls = new Hulls(this.curves, budget);
    this.below = dominated(this.curves);
  }

  /** @returns {[Branch, Balance]} the best of the branches, the one with the highest bound first */
  run() {
    /** @type {Branch} */
    const root = {
      least: this.kinds.map(({ curve, count }) => (curve.isS ? 0 : count)),
      most: this.kinds.map(({ count }) => count),
      rising: null,
    };
    const first = /** @type {Balance} */ (this.hulls.balance(root, this.firstGuess()));
    /** @type {[Branch, Balance]} */
    let best = [root, first];
    /** @type {Queue<[Branch, Balance]>} */
    const queue = new Queue();
    queue.push(-first.bound, best);
    while (queue.size && this.hulls.work < MOST_WORK) {
      const [branch, balance] = queue.pop();
      if (balance.bound <= best[1].value * (1 + GAP)) break;
      for (const child of this.children(branch, balance)) {
        const found = this.hulls.balance(child, balance.logPrice);
        if (!found) continue;
        if (found.value > best[1].value * (1 + SETTLED)) best = [child, found];
        if (found.bound > best[1].value * (1 + GAP)) queue.push(-found.bound, [child, found]);
      }
    }
    return best;
  }

  /**
   * Splits a branch where its hull promises most above what the curves give.
   *
   * @param {Branch} branch
   * @param {Balance} balance
   * @returns {Branch[]}
   */
  children(branch, balance) {
    const { rising } = branch;
    if (rising && balance.gapOfRising >= balance.gapOfPart) {
      const { kind, curve, low, high } = rising;
      const width = high - low;
      const middle = Math.min(Math.max(balance.rising, low + width / 10), high - width / 10);
      if (!(low < middle && middle < high)) return [];
      return [
        { ...branch, rising: new Rising(kind, curve, low, middle) },
        { ...branch, rising: new Rising(kind, curve, middle, high) },
      ];
    }
    if (!balance.part) return [];
    const [kind] = balance.part;
    const full = balance.counts[kind];
    const more = { ...branch, least: changed(branch.least, kind, full + 1) };
    const fewer = { ...branch, most: changed(branch.most, kind, full) };
    /** @type {Branch[]} */
    const split = [more];
    const without = full ? fewer : this.without(fewer, kind);
    if (without) split.push(without);
    if (!rising && branch.most[kind] === this.kinds[kind].count) {
      const curve = this.curves[kind];
      const held = new Rising(kind, curve, 0, Math.min(curve.turn, this.budget));
      split.push({ ...fewer, rising: held });
    }
    return split;
  }

  /**
   * Leaves out, with a kind, those that bring less at every spend; null: one must be in.
   *
   * @param {Branch} branch
   * @param {number} kind
   * @returns {Branch | null}
   */
  without(branch, kind) {
    const below = this.below.get(kind) ?? [];
    const held = branch.rising;
    if (below.some((each) => branch.least[each] || (held && held.kind === each))) return null;
    const most = [...branch.most];
    for (const each of below) most[each] = 0;
    return { ...branch, most };
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

  /** @returns {number} */
  firstGuess() {
    const channels = this.kinds.reduce((sum, { count }) => sum + count, 0);
    return this.curves[0].logReturn(this.budget / channels);
  }
}

/**
 * Lists, for each S, those of the same shape that bring less than it at every spend.
 *
 * @param {readonly Curve[]} curves
 * @returns {Map<number, number[]>}
 */
function dominated(curves) {
  /** @type {Map<number, number[]>} */
  const shapes = new Map();
  curves.forEach((curve, kind) => {
    if (!curve.isS) return;
    const kinds = shapes.get(curve.shape);
    if (kinds) kinds.push(kind);
    else shapes.set(curve.shape, [kind]);
  });
  /** @type {Map<number, number[]>} */
  const below = new Map();
  for (const kinds of shapes.values()) {
    if (kinds.length > MOST_COMPARED) continue;
    for (const one of kinds) {
      const { ceiling, half } = curves[one];
      const less = kinds.filter((other) => {
        return other !== one && curves[other].ceiling <= ceiling && curves[other].half >= half;
      });
      below.set(one, less);
    }
  }
  return below;
}

/** @param {readonly number[]} counts @returns {Branch} in which just so many get money */
function fixed(counts) {
  return { least: counts, most: counts, rising: null };
}

/**
 * @param {readonly number[]} counts
 * @param {number} kind
 * @param {number} count
 * @returns {number[]}
 */
function changed(counts, kind, count) {
  return [...counts.slice(0, kind), count, ...counts.slice(kind + 1)];
}
