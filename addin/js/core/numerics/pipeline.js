/**
 * What comes out of a funnel with records in several stages, when rates are learnt.
 *
 * Twin of funnel_core/numerics/pipeline.py, where it is explained.
 */

import { NotEnoughData } from "../errors.js";
import { Fraction, fraction, timesShare } from "../exact.js";
import { NEGLIGIBLE, POINTS, lay } from "./blocks.js";
import { isOne } from "./doubles.js";
import { KnownStep, LearntStep } from "./kernels.js";
import { added } from "./rules.js";
import { fsum } from "./sums.js";
import { thinned } from "./thinning.js";

/** @typedef {import("./blocks.js").Block} Block */
/** @typedef {import("./contour.js").Tails} Tails */
/** @typedef {import("./kernels.js").Kernel} Kernel */
/** @typedef {readonly [advanced: number, rest: number]} Learnt */

/** How many products are summed at most. */
const PATIENCE = 5_000_000;

/** How many numbers times `rest` + 1 are passed on one by one at most in a step. */
const ONE_BY_ONE = 400_000;
const ONE_BY_ONE_OF_FEW = 2_000_000;
const FEW = 3;
const SKIPPED = 1e-15;

/** The distribution of how many of the open records reach the last stage. */
export class Pipeline {
  /**
   * @param {readonly number[]} records in each stage but the last
   * @param {readonly (Fraction | Learnt)[]} steps rates, or the counts that they were learnt from
   */
  constructor(records, steps) {
    this.spread = Spread.point(0);
    this.work = new Work();
    let known = fraction(1);
    steps.forEach((step, stage) => {
      if (records[stage]) {
        this.pass(known);
        known = fraction(1);
        this.spread.shift += records[stage];
      }
      if (step instanceof Fraction) {
        known = timesShare(known, step);
        return;
      }
      this.pass(known);
      known = fraction(1);
      this.take(new LearntStep(...step));
    });
    this.pass(known);
  }

  /**
   * Gives P(arriving < needed) and P(arriving ≥ needed).
   *
   * @param {number} needed
   * @returns {Tails}
   */
  tails(needed) {
    const [below, above] = this.spread.split(needed);
    return [Math.min(below, 1), Math.min(above, 1)];
  }

  /** @param {Fraction} rate */
  pass(rate) {
    if (!isOne(rate)) this.take(new KnownStep(rate));
  }

  /** @param {Kernel} kernel */
  take(kernel) {
    if (this.spread.most) this.spread = this.spread.through(kernel, this.work);
  }
}

/** What has been summed so far, so that a hopeless case ends with a sentence and not never. */
class Work {
  constructor() {
    this.left = PATIENCE;
  }

  /**
   * Counts products; refuses to go on where there are too many.
   *
   * @param {number} products
   */
  add(products) {
    this.left -= products;
    if (this.left < 0) {
      throw new NotEnoughData(
        "so many records, at rates learnt from so few, cannot be worked out exactly in " +
          "reasonable time: count more records for the rates, or ask for fewer stages",
      );
    }
  }
}

/** A distribution over the whole numbers from `shift` to `shift` + `width`. */
class Spread {
  /**
   * @param {number} width
   * @param {number} mean
   * @param {number} variance
   */
  constructor(width, mean, variance) {
    this.shift = 0;
    this.width = width;
    this.mean = mean;
    this.variance = variance;
    /** @type {number[]} where it begins or changes abruptly */
    this.abrupt = [];
    /** @type {Block[] | null} */
    this.laid = null;
    /** @type {Float64Array | null} */
    this.counted = null;
  }

  /**
   * Makes the distribution that is all in one place.
   *
   * @param {number} at
   * @returns {Spread}
   */
  static point(at) {
    const spread = new Spread(0, 0, 0);
    spread.shift = at;
    spread.counted = Float64Array.of(1);
    return spread;
  }

  /** @returns {number} the largest number there can be */
  get most() {
    return this.shift + this.width;
  }

  /**
   * Gives the distribution of how many take a step.
   *
   * @param {Kernel} kernel
   * @param {Work} work
   * @returns {Spread}
   */
  through(kernel, work) {
    const [rate, uncertain] = kernel.moments();
    const before = this.mean + this.shift;
    const square = before * before + this.variance;
    const mean = before * rate;
    const variance =
      before * (rate * (1 - rate) - uncertain) + this.variance * rate * rate + square * uncertain;
    const { most } = this;
    const spread = new Spread(most, mean, variance);
    // Where all of x may advance, the sum over x begins at z itself from the lowest x on, and
    // whatever happens abruptly at some x shows at the same z.
    const abrupt = new Set([0, ...this.abrupt].map((at) => at + this.shift));
    spread.abrupt = [...abrupt]
      .filter((z) => z <= most && kernel.to(z)(z) > NEGLIGIBLE / most)
      .sort((one, other) => one - other);
    if (kernel instanceof LearntStep && isOneByOne(1 + most, 1 + kernel.rest)) {
      const values = new Float64Array(most + 1);
      values.set(this.numbers, this.shift);
      spread.counted = thinned(values, kernel.advanced, kernel.rest);
    } else {
      const arriving = this.arriving(kernel, spread.deviation, work);
      spread.laid = lay(arriving, most, mean, spread.deviation, spread.abrupt);
    }
    return spread;
  }

  /** @returns {number} the standard deviation */
  get deviation() {
    return Math.sqrt(Math.max(this.variance, 0));
  }

  /** @returns {Float64Array} the probability of each number from `shift` up */
  get numbers() {
    if (this.counted === null) {
      const numbers = new Float64Array(this.width + 1);
      const waiting = [...this.blocks];
      for (let block = waiting.pop(); block !== undefined; block = waiting.pop()) {
        if (block.size > POINTS) waiting.push(block.lower, block.upper);
        else numbers.set(block.values.slice(0, this.width + 1 - block.left), block.left);
      }
      this.counted = numbers;
    }
    return this.counted;
  }

  /** @returns {Block[]} the same in blocks, counted from `shift` up; a single number has none */
  get blocks() {
    if (this.laid === null) {
      const { numbers } = this;
      this.laid = this.width
        ? lay((x) => numbers[x], this.width, this.mean, this.deviation, this.abrupt)
        : [];
    }
    return this.laid;
  }

  /**
   * Gives P(z take the step) as a function of z that matters over `scale`.
   *
   * @param {Kernel} kernel
   * @param {number} scale
   * @param {Work} work
   * @returns {(z: number) => number}
   */
  arriving(kernel, scale, work) {
    const { shift, blocks } = this;
    if (!blocks.length) return (z) => kernel.to(z)(shift);
    const least = SKIPPED / (scale + 1);
    return (z) => {
      const probability = kernel.to(z);
      const likeliest = Math.ceil(kernel.likeliest(z));
      let total = 0;
      const waiting = [...blocks];
      for (let block = waiting.pop(); block !== undefined; block = waiting.pop()) {
        const { size } = block;
        const first = shift + block.left;
        const last = first + size - 1;
        if (last < z) continue;
        const nearest = Math.max(first, z, Math.min(last, likeliest));
        if (block.bound * probability(nearest) < least) continue;
        if (size === POINTS || (first >= z && size <= block.reach * kernel.scale(z, nearest))) {
          total += summed(block, first, z, probability);
          work.add(POINTS);
        } else {
          waiting.push(block.upper);
          if (z < first + size / 2) waiting.push(block.lower);
        }
      }
      return total;
    };
  }

  /**
   * Gives the probability below `needed` and from it up.
   *
   * @param {number} needed
   * @returns {Tails}
   */
  split(needed) {
    const open = needed - this.shift;
    if (this.counted !== null) {
      const at = Math.max(open, 0);
      return [fsum(this.counted.subarray(0, at)), fsum(this.counted.subarray(at))];
    }
    let [below, above] = [0, 0];
    const waiting = [...this.blocks];
    for (let block = waiting.pop(); block !== undefined; block = waiting.pop()) {
      if (block.left >= open) above += block.mass();
      else if (block.left + block.size <= open) below += block.mass();
      else if (block.size > POINTS) waiting.push(block.lower, block.upper);
      else {
        below += added(block.values.slice(0, open - block.left));
        above += added(block.values.slice(open - block.left));
      }
    }
    return [below, above];
  }
}

/**
 * Sums over a block's points from z up.
 *
 * @param {Block} block
 * @param {number} first the number at which the block begins
 * @param {number} z
 * @param {(x: number) => number} probability
 * @returns {number}
 */
function summed(block, first, z, probability) {
  const { nodes, shares } = block;
  let total = 0;
  for (let at = 0; at < POINTS; at += 1) {
    const x = first + nodes[at];
    if (x >= z) total += shares[at] * probability(x);
  }
  return total;
}

/**
 * Tells whether a step is taken number by number.
 *
 * @param {number} numbers
 * @param {number} times
 * @returns {boolean}
 */
function isOneByOne(numbers, times) {
  return numbers * times <= (times <= FEW ? ONE_BY_ONE_OF_FEW : ONE_BY_ONE);
}
