/** Powers of two beside a double, as Python's math.frexp and math.ldexp have them; of e, as shares. */

/**
 * Gives the power of two that is the first above a number from 0 up; 0 for 0.
 *
 * @param {number} value finite
 * @returns {number} a whole number p, value ÷ 2^p being from ½ up and below 1
 */
export function exponentOf(value) {
  if (value === 0) return 0;
  let power = Math.floor(Math.log2(value)) + 1;
  while (scaled(value, -power) >= 1) power += 1;
  while (scaled(value, -power) < 0.5) power -= 1;
  return power;
}

/**
 * Multiplies by a power of two, rounding once.
 *
 * @param {number} value
 * @param {number} power a whole number from −2000 to 2000
 * @returns {number}
 */
export function scaled(value, power) {
  const half = Math.trunc(power / 2);
  return value * 2 ** half * 2 ** (power - half);
}

/** @param {number} t @returns {number} 1 ÷ (1 + e^−t) */
export function logistic(t) {
  if (t >= 0) return 1 / (1 + Math.exp(-t));
  const e = Math.exp(t);
  return e / (1 + e);
}
