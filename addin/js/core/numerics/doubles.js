/**
 * What doubles hold beyond rounding: products whole, and fractions as a double and what it lacks.
 *
 * In place of what Python's whole numbers do where differences of large products are taken.
 */

import { Fraction, NONE, fraction, numerator, toNumber } from "../exact.js";

const SPLITTER = 2 ** 27 + 1;

/**
 * Gives a double as the exact fraction that it is: 0.1 is 3602879701896397/2^55.
 *
 * @param {number} value finite
 * @returns {Fraction}
 */
export function exactly(value) {
  if (Number.isInteger(value)) return fraction(value);
  let [scaled, power] = [value, 0];
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    power += 1;
  }
  return fraction(BigInt(scaled), BigInt(1) << BigInt(power));
}

/**
 * Gives a fraction as the double nearest to it, and the double nearest to what that leaves out.
 *
 * @param {Fraction} value
 * @returns {[number, number]}
 */
export function twofold(value) {
  const nearest = toNumber(value);
  return [nearest, toNumber(value.sub(exactly(nearest)))];
}

/**
 * Gives what the product of two doubles, a × b, leaves out of the exact product (Dekker 1971).
 *
 * @param {number} a
 * @param {number} b
 * @param {number} product a × b as doubles have it
 * @returns {number}
 */
export function leftOut(a, b, product) {
  const aParts = SPLITTER * a;
  const aHigh = aParts - (aParts - a);
  const aLow = a - aHigh;
  const bParts = SPLITTER * b;
  const bHigh = bParts - (bParts - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/**
 * Gives the natural logarithm of a whole number above 0, however large.
 *
 * @param {bigint} value
 * @returns {number}
 */
export function logOfWhole(value) {
  const nearest = Number(value);
  if (Number.isFinite(nearest)) return Math.log(nearest);
  const bits = BigInt(4 * (value.toString(16).length - 256));
  return Math.log(Number(value >> bits)) + Math.LN2 * Number(bits);
}

/**
 * Gives the whole part of the square root of a whole number from 0 up.
 *
 * @param {bigint} value
 * @returns {bigint}
 */
export function wholeRoot(value) {
  let found = BigInt(Math.floor(Math.sqrt(Number(value))));
  const one = BigInt(1);
  while (found * found > value) found -= one;
  while ((found + one) * (found + one) <= value) found += one;
  return found;
}

/**
 * Rounds to a whole number, a tie to the even one, as Python's round does.
 *
 * @param {number} value
 * @returns {number}
 */
export function roundEven(value) {
  const below = Math.floor(value);
  const over = value - below;
  if (over !== 0.5) return over < 0.5 ? below : below + 1;
  return below % 2 === 0 ? below : below + 1;
}

/** @param {Fraction} value @returns {boolean} whether it is 1 */
export function isOne(value) {
  return value.n === value.d && numerator(value) > NONE;
}
