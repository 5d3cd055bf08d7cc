/**
 * Mehrotra's predictor and corrector, which settles least squares where pivots cycle.
 *
 * The numbers and the slopes of the misfit both stay above 0 until their products have vanished.
 * Twin of `_from_inside` and `_Inner` of leastsquares.py, where the source stands.
 */

import { OutOfRange } from "../errors.js";
import { NONE } from "../exact.js";
import { largestOf } from "./whole.js";

/** @typedef {import("./band.js").Factors} Factors */
/** @typedef {import("./band.js").System} System */
/** @typedef {import("./fixed.js").FixedPoint} FixedPoint */

const ROUNDS = 150;
const CLOSED = 20;

/**
 * Finds the numbers, and which of them are above 0.
 *
 * @param {System} system
 * @returns {{ numbers: bigint[], free: boolean[] }}
 */
export function fromInside(system) {
  const { point: fixed, aim } = system;
  const all = aim.map((_, i) => i);
  const steepest = largestOf(aim.map(size));
  let inner = new Inner(
    aim.map(() => fixed.one),
    aim.map(() => steepest),
    fixed,
  );
  for (let round = 0; round < ROUNDS; round += 1) {
    const { numbers, slopes, gap } = inner;
    const off = all.map((i) => system.slope(i, numbers) - slopes[i]);
    const closed = fixed.tenth(largestOf([fixed.one, ...numbers]), CLOSED);
    if (gap < fixed.tenth(fixed.one, CLOSED) && largestOf(off.map(size)) < closed) {
      return { numbers, free: all.map((i) => numbers[i] > slopes[i]) };
    }
    const ratios = all.map((i) => fixed.over(slopes[i], numbers[i]));
    const factors = system.factored(all, ratios);
    const ahead = inner.step(
      factors,
      off,
      all.map(() => NONE),
    );
    const left = inner.moved(ahead, atMostOne(inner.room(ahead), fixed)).gap;
    const part = fixed.over(left, gap);
    const centre = fixed.times(fixed.times(fixed.times(part, part), part), gap);
    const aims = all.map((i) => centre - fixed.times(ahead.numbers[i], ahead.slopes[i]));
    const change = inner.step(factors, off, aims);
    const length = (inner.room(change) * BigInt(995)) / BigInt(1000);
    inner = inner.moved(change, atMostOne(length, fixed));
  }
  throw new OutOfRange(
    "entries that balance these wins could not be settled: plan fewer periods at once",
  );
}

/** A point inside: numbers and slopes above 0; or a step from one to another. */
class Inner {
  /**
   * @param {bigint[]} numbers
   * @param {bigint[]} slopes
   * @param {FixedPoint} fixed
   */
  constructor(numbers, slopes, fixed) {
    this.numbers = numbers;
    this.slopes = slopes;
    this.fixed = fixed;
  }

  /** @returns {bigint} the mean product of a number and its slope */
  get gap() {
    return this.fixed.dot(this.numbers, this.slopes) / BigInt(this.numbers.length);
  }

  /**
   * Gives Newton's step towards these products; `off` is how far the slopes are from true.
   *
   * @param {Factors} factors
   * @param {readonly bigint[]} off
   * @param {readonly bigint[]} aims
   * @returns {Inner}
   */
  step(factors, off, aims) {
    const { numbers, slopes, fixed } = this;
    const right = aims.map((aim, i) => fixed.over(aim, numbers[i]) - slopes[i] - off[i]);
    const change = factors.solved(right);
    const steeper = change.map((each, i) => {
      return fixed.over(aims[i] - fixed.times(slopes[i], each), numbers[i]) - slopes[i];
    });
    return new Inner(change, steeper, fixed);
  }

  /**
   * Gives how many times a step may be taken until something falls to 0.
   *
   * @param {Inner} step
   * @returns {bigint}
   */
  room(step) {
    const held = [...this.numbers, ...this.slopes];
    const moved = [...step.numbers, ...step.slopes];
    let least = this.fixed.one * BigInt(2);
    moved.forEach((each, at) => {
      if (each >= NONE) return;
      const end = this.fixed.over(-held[at], each);
      if (end < least) least = end;
    });
    return least;
  }

  /**
   * Gives the point so far along a step.
   *
   * @param {Inner} step
   * @param {bigint} length
   * @returns {Inner}
   */
  moved(step, length) {
    const { fixed } = this;
    return new Inner(
      this.numbers.map((each, i) => each + fixed.times(length, step.numbers[i])),
      this.slopes.map((each, i) => each + fixed.times(length, step.slopes[i])),
      fixed,
    );
  }
}

/**
 * @param {bigint} length
 * @param {FixedPoint} fixed
 * @returns {bigint}
 */
function atMostOne(length, fixed) {
  return length < fixed.one ? length : fixed.one;
}

/**
 * @param {bigint} value
 * @returns {bigint}
 */
function size(value) {
  return value < NONE ? -value : value;
}
