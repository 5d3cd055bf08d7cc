/**
 * A budget over many Hill curves: the global maximum, by branch and bound on the price of money.
 *
 * At a maximum every channel that gets money gains the same from its last unit: the price. Where
 * all curves pay less and less, one price decides. An S-shaped curve gets nothing or, mostly, a
 * spend beyond its turn; at most one may sit below its turn. So what is searched is how many
 * channels of each kind get money, and which one, if any, sits below its turn. The bound of a
 * branch is that of its hulls. What is found is brought to equal returns in settling.js. Twin of
 * the first half of funnel_core/numerics/allocation.py.
 */

import { Hulls, Rising } from "./hulls.js";
import { Queue } from "./queue.js";
import { GAP, MOST_COMPARED, Settling } from "./settling.js";

/** @typedef {import("./hill.js").Curve} Curve */
/** @typedef {import("./hulls.js").Balance} Balance */
/** @typedef {import("./hulls.js").Branch} Branch */
/** @typedef {import("./settling.js").Spends} Spends */

const SETTLED = 4e-16;
const MOST_WORK = 1_000_000;

/**
 * Channels of one and the same curve, and how many there are.
 *
 * @typedef {object} Kind
 * @property {Curve} curve
 * @property {number} count
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
  return new Settling(search.curves, budget, search.hulls).settled(branch, balance);
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

/**
 * @param {readonly number[]} counts
 * @param {number} kind
 * @param {number} count
 * @returns {number[]}
 */
function changed(counts, kind, count) {
  return [...counts.slice(0, kind), count, ...counts.slice(kind + 1)];
}
