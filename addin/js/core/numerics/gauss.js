/** Gauss–Legendre's rule in fifty digits. Twin of `_gauss_rule` of funnel_core/bridge.py. */

import { Decimal } from "./decimals.js";

/** @typedef {readonly [node: Decimal, weight: Decimal]} Node */

/** Numbers from −1 to 1 as whole multiples of 2^−BITS. */
const BITS = 224;
const SHIFT = BigInt(BITS);
const UNIT = BigInt(1) << SHIFT;
const FIVES = BigInt(5) ** SHIFT;

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
    const isMiddle = 2 * index === size + 1;
    let root = isMiddle ? BigInt(0) : fixed(guessed(size, index));
    for (let round = 0; round < 2; round += 1) {
      const [value, slope] = legendre(size, root);
      root -= (value << SHIFT) / slope;
    }
    const [, slope] = legendre(size, root);
    const bend = UNIT - ((root * root) >> SHIFT);
    const weight = decimal((UNIT << (SHIFT + SHIFT + SHIFT)) / (bend * slope * slope));
    rule.push([decimal((UNIT - root) / BigInt(2)), weight]);
    if (!isMiddle) rule.push([decimal((UNIT + root) / BigInt(2)), weight]);
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
 * @param {bigint} x in units of 2^−BITS, as the answers are
 * @returns {[bigint, bigint]}
 */
function legendre(size, x) {
  let [before, value] = [UNIT, x];
  for (let degree = 2; degree <= size; degree += 1) {
    const grown = BigInt(2 * degree - 1) * ((x * value) >> SHIFT);
    const next = (grown - BigInt(degree - 1) * before) / BigInt(degree);
    [before, value] = [value, next];
  }
  const above = BigInt(size) * (((x * value) >> SHIFT) - before);
  return [value, (above << SHIFT) / (((x * x) >> SHIFT) - UNIT)];
}

/** @param {number} value a double between −1 and 1 @returns {bigint} */
function fixed(value) {
  return BigInt(Math.round(value * 2 ** 52)) << BigInt(BITS - 52);
}

/** @param {bigint} value @returns {Decimal} */
function decimal(value) {
  return new Decimal(value * FIVES, -BITS);
}
