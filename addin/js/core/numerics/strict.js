/**
 * Arithmetic that fails where Python's does, in place of going on with infinities.
 *
 * What Python raises there (OverflowError, ZeroDivisionError, ValueError) is `ArithmeticFailure`.
 */

import { ArithmeticFailure } from "../errors.js";

/**
 * Gives a number back; fails where a calculation left what a double holds.
 *
 * @param {number} value
 * @returns {number}
 */
export function finite(value) {
  if (!Number.isFinite(value)) throw new ArithmeticFailure();
  return value;
}

/**
 * Gives a quotient; fails at a divisor of 0.
 *
 * @param {number} above
 * @param {number} below
 * @returns {number}
 */
export function divided(above, below) {
  if (below === 0) throw new ArithmeticFailure();
  return above / below;
}

/**
 * Gives a natural logarithm; fails at 0 and below.
 *
 * @param {number} value
 * @returns {number}
 */
export function log(value) {
  if (value <= 0) throw new ArithmeticFailure();
  return Math.log(value);
}

/**
 * Gives log(1 + value); fails at −1 and below.
 *
 * @param {number} value
 * @returns {number}
 */
export function log1p(value) {
  if (value <= -1) throw new ArithmeticFailure();
  return Math.log1p(value);
}

/**
 * Gives a square root; fails below 0.
 *
 * @param {number} value
 * @returns {number}
 */
export function root(value) {
  if (value < 0) throw new ArithmeticFailure();
  return Math.sqrt(value);
}
