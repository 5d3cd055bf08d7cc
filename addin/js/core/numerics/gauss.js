/** Gauss–Legendre's rule in fifty digits. Twin of `_gauss_rule` of funnel_core/bridge.py. */

import { Arithmetic, Decimal, ONE, ZERO } from "./decimals.js";

/** @typedef {readonly [node: Decimal, weight: Decimal]} Node */

const WORKING = new Arithmetic(50);
const TWO = new Decimal(BigInt(2), 0);

/**
 * Gives the nodes and weights on 0 … 1, exact for polynomials of a degree below twice the size.
 *
 * @param {number} size from 1 up
 * @returns {Node[]}
 */
export function gaussRule(size) {
  /** @type {Node[]} */
  const rule = [];
  for (let index = 1; 2 * index <= size + 1; index += 1) {
    let root = 2 * index === size + 1 ? ZERO : Decimal.exactly(guessed(size, index));
    for (let round = 0; round < 2; round += 1) {
      const [value, slope] = legendre(size, root);
      root = WORKING.sub(root, WORKING.div(value, slope));
    }
    const [, slope] = legendre(size, root);
    const bend = WORKING.sub(ONE, WORKING.mul(root, root));
    const weight = WORKING.div(ONE, WORKING.mul(WORKING.mul(bend, slope), slope));
    rule.push([WORKING.div(WORKING.sub(ONE, root), TWO), weight]);
    if (!root.isZero) rule.push([WORKING.div(WORKING.add(ONE, root), TWO), weight]);
  }
  return rule;
}

/**
 * Gives a root of Legendre's polynomial as near as doubles come to it.
 *
 * @param {number} size
 * @param {number} index
 * @returns {number}
 */
function guessed(size, index) {
  let guess = Math.cos((Math.PI * (index - 0.25)) / (size + 0.5));
  for (let round = 0; round < 3; round += 1) {
    let [before, value] = [1, guess];
    for (let degree = 2; degree <= size; degree += 1) {
      const next = ((2 * degree - 1) * guess * value - (degree - 1) * before) / degree;
      [before, value] = [value, next];
    }
    const slope = (size * (guess * value - before)) / (guess * guess - 1);
    guess -= value / slope;
  }
  return guess;
}

/**
 * Gives Legendre's polynomial of a degree from 1 up, and its slope, within −1 … 1.
 *
 * @param {number} size the degree
 * @param {Decimal} x
 * @returns {[Decimal, Decimal]}
 */
function legendre(size, x) {
  let [before, value] = [ONE, x];
  for (let degree = 2; degree <= size; degree += 1) {
    const grown = WORKING.mul(WORKING.mul(whole(2 * degree - 1), x), value);
    const next = WORKING.sub(grown, WORKING.mul(whole(degree - 1), before));
    [before, value] = [value, WORKING.div(next, whole(degree))];
  }
  const above = WORKING.mul(whole(size), WORKING.sub(WORKING.mul(x, value), before));
  return [value, WORKING.div(above, WORKING.sub(WORKING.mul(x, x), ONE))];
}

/** @param {number} value @returns {Decimal} */
function whole(value) {
  return new Decimal(BigInt(value), 0);
}
