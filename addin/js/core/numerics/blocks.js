/**
 * A distribution over whole numbers, held in as few blocks as it takes, 24 points each.
 *
 * Twin of funnel_core/numerics/blocks.py; the points themselves are in rules.js.
 */

import { POINTS, added, halving, rule } from "./rules.js";
import { product } from "./sums.js";

export { POINTS } from "./rules.js";

export const NEGLIGIBLE = 1e-16;

const WIDEST = 5;
const REACH = 2.5;
const REACH_WHOLE = 0.6;
const MAIN = 12;
const TOLERANCE = 1e-13;
const COARSE = 1e-21;

/** A stretch of whole numbers, and a distribution's values at some of them. */
export class Block {
  /**
   * @param {number} left the first of them
   * @param {number} size how many they are
   * @param {number[]} values at the points of `rule(size)`
   * @param {number} reach
   */
  constructor(left, size, values, reach) {
    this.left = left;
    this.size = size;
    this.values = values;
    this.reach = reach;
    this.bound = Math.max(...values) * size;
    /** @type {number[] | null} */
    this.masses = null;
    /** @type {Block | null} */
    this.lowerHalf = null;
    /** @type {Block | null} */
    this.upperHalf = null;
  }

  /** @returns {number[]} the points, as offsets */
  get nodes() {
    return rule(this.size).nodes;
  }

  /** @returns {number[]} the mass that each point stands for */
  get shares() {
    if (this.masses === null) {
      const { weights } = rule(this.size);
      this.masses = this.values.map((value, at) => weights[at] * value);
    }
    return this.masses;
  }

  /** @returns {Block} the lower half */
  get lower() {
    if (this.lowerHalf === null) {
      const values = halving(this.size).map((row) => product(row, this.values));
      this.lowerHalf = new Block(this.left, this.size / 2, values, REACH);
    }
    return this.lowerHalf;
  }

  /** @returns {Block} the upper half, the mirror image of the lower half of the mirror image */
  get upper() {
    if (this.upperHalf === null) {
      const back = [...this.values].reverse();
      const values = halving(this.size)
        .map((row) => product(row, back))
        .reverse();
      this.upperHalf = new Block(this.left + this.size / 2, this.size / 2, values, REACH);
    }
    return this.upperHalf;
  }

  /**
   * Interpolates the value at a whole number of the block.
   *
   * @param {number} x
   * @returns {number}
   */
  at(x) {
    return product(rule(this.size).sharesAt(x - this.left), this.values);
  }

  /** @returns {number} the sum of the distribution over the block */
  mass() {
    return added(this.shares);
  }
}

/**
 * Holds a distribution over 0 … most in as few blocks as it takes.
 *
 * @param {(x: number) => number} probability
 * @param {number} most
 * @param {number} mean around it blocks are a few deviations wide, so that no peak is missed
 * @param {number} deviation
 * @param {readonly number[]} abrupt where the distribution begins or changes abruptly
 * @returns {Block[]}
 */
export function lay(probability, most, mean, deviation, abrupt) {
  /** @type {Block[]} */
  const laid = [];
  const tolerance = Math.max(TOLERANCE, COARSE * most);
  let widest = POINTS;
  while (widest <= most) widest *= 2;
  /** @type {[number, number][]} */
  const waiting = [[0, widest]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [left, size] = next;
    if (left > most) continue;
    if (size === POINTS) {
      laid.push(ofSingles(probability, left, most));
      continue;
    }
    const half = size / 2;
    const right = left + size - 1;
    const main = left <= mean + MAIN * deviation && right >= mean - MAIN * deviation;
    const wide = size > (main ? WIDEST * deviation : Infinity);
    const split =
      right > most || size === 2 * POINTS || wide || abrupt.some((at) => left < at && at <= right);
    if (!split) {
      const probes = [left, left + half, right];
      if (probes.every((x) => probability(x) * size < NEGLIGIBLE)) continue;
      const block = ofPoints(probability, left, size, tolerance);
      if (block !== null) {
        laid.push(block);
        continue;
      }
    }
    waiting.push([left, half], [left + half, half]);
  }
  return laid;
}

/**
 * @param {(x: number) => number} probability
 * @param {number} left
 * @param {number} most
 * @returns {Block} a block that holds each number
 */
function ofSingles(probability, left, most) {
  /** @type {number[]} */
  const values = [];
  for (let at = 0; at < POINTS; at += 1)
    values.push(left + at <= most ? probability(left + at) : 0);
  return new Block(left, POINTS, values, REACH_WHOLE);
}

/**
 * @param {(x: number) => number} probability
 * @param {number} left
 * @param {number} size
 * @param {number} tolerance
 * @returns {Block | null} a block, or null where the distribution is no polynomial there
 */
function ofPoints(probability, left, size, tolerance) {
  const { nodes } = rule(size);
  const values = nodes.map((node) => probability(left + node));
  const block = new Block(left, size, values, REACH_WHOLE);
  const holds = [1, POINTS / 2, POINTS - 3].every((k) => {
    const x = left + Math.floor((nodes[k] + nodes[k + 1]) / 2);
    return Math.abs(block.at(x) - probability(x)) * size <= tolerance;
  });
  return holds ? block : null;
}
