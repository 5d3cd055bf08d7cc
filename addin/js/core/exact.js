/**
 * Exact numbers: fractions of whole numbers without end, and the doubles nearest to them.
 *
 * What Python's fractions.Fraction and int do for funnel_core; on fraction.js.
 */

import Fraction from "fraction.js";

export { Fraction };

export const NONE = BigInt(0);
export const ONE = BigInt(1);
const TEN = BigInt(10);
const ROUNDING_BITS = 66;
const SMALLEST_BITS = -1021;
const EXACT_BITS = 1024;

/**
 * Gives a fraction of two whole numbers.
 *
 * @param {bigint | number} numerator a whole number
 * @param {bigint | number} [denominator] a whole number, not 0
 * @returns {Fraction}
 */
export function fraction(numerator, denominator = ONE) {
  return new Fraction(BigInt(numerator), BigInt(denominator));
}

/**
 * Reads a number as JavaScript or Python writes it ("0.47", "1e-7") exactly.
 *
 * @param {string} text
 * @returns {Fraction}
 */
export function decimalFraction(text) {
  const [mantissa, power = "0"] = text.toLowerCase().split("e");
  const [whole, decimals = ""] = mantissa.split(".");
  const digits = BigInt(whole + decimals);
  const exponent = Number(power) - decimals.length;
  return exponent >= 0
    ? fraction(digits * TEN ** BigInt(exponent))
    : fraction(digits, TEN ** BigInt(-exponent));
}

/** @param {Fraction} value @returns {bigint} the whole number above the line, with its sign */
export function numerator(value) {
  return value.s * value.n;
}

/** @param {Fraction} value @returns {boolean} */
export function isWhole(value) {
  return value.d === ONE;
}

/**
 * Divides whole numbers and rounds down, as Python does.
 *
 * @param {bigint} above
 * @param {bigint} below above 0
 * @returns {bigint} the largest whole number up to their quotient
 */
export function floored(above, below) {
  const whole = above / below;
  return above < NONE && whole * below !== above ? whole - ONE : whole;
}

/** @param {Fraction} value @returns {bigint} the largest whole number up to it */
export function floorOf(value) {
  return floored(numerator(value), value.d);
}

/** @param {Fraction} value @returns {bigint} the smallest whole number from it up */
export function ceilOf(value) {
  return -floorOf(value.neg());
}

/** @param {Fraction} value @returns {bigint} the nearest whole number; of two the even one */
export function roundOf(value) {
  const below = floorOf(value);
  const side = value.sub(fraction(below)).compare(fraction(1, 2));
  return side > 0 || (side === 0 && below % BigInt(2)) ? below + ONE : below;
}

/** @param {bigint} value @returns {number} how many bits it has, its sign left out */
export function bitLength(value) {
  if (value === NONE) return 0;
  const digits = (value < NONE ? -value : value).toString(16);
  return 4 * digits.length - Math.clz32(parseInt(digits[0], 16)) + 28;
}

/**
 * Gives the double nearest to a quotient of whole numbers; infinite where it is too large.
 *
 * @param {bigint} above
 * @param {bigint} below above 0
 * @returns {number}
 */
export function quotient(above, below) {
  if (above < NONE) return -quotient(-above, below);
  if (below === ONE) return Number(above);
  const [n, d] = [Number(above), Number(below)];
  if (n <= Number.MAX_SAFE_INTEGER && d <= Number.MAX_SAFE_INTEGER) return n / d;
  const size = bitLength(above) - bitLength(below);
  if (size < SMALLEST_BITS) return subnormal(above, below);
  const shift = size - ROUNDING_BITS;
  const scaled = shift > 0 ? above : above << BigInt(-shift);
  const divisor = shift > 0 ? below << BigInt(shift) : below;
  let bits = scaled / divisor;
  if (bits * divisor !== scaled) bits = bits * BigInt(2) + ONE;
  else bits = bits * BigInt(2);
  const half = Math.trunc((shift - 1) / 2);
  return Number(bits) * 2 ** half * 2 ** (shift - 1 - half);
}

/**
 * Gives the double nearest to a quotient so small that doubles lie evenly there.
 *
 * @param {bigint} above
 * @param {bigint} below
 * @returns {number}
 */
function subnormal(above, below) {
  const scaled = above << BigInt(1074);
  const down = scaled / below;
  const twice = BigInt(2) * (scaled - down * below);
  const up = twice > below || (twice === below && down % BigInt(2) === ONE);
  return Number(up ? down + ONE : down) * Number.MIN_VALUE;
}

/** @param {Fraction} value @returns {number} the double nearest to it; infinite if too large */
export function toNumber(value) {
  return quotient(numerator(value), value.d);
}

/** @param {readonly Fraction[]} values @returns {Fraction} */
export function sum(values) {
  return values.reduce((total, each) => total.add(each), fraction(0));
}

/**
 * Multiplies two fractions, as Python does: by two divisors of one short number each, where the
 * divisor of the whole products takes time that grows with the square of their digits.
 *
 * @param {Fraction} a
 * @param {Fraction} b
 * @returns {Fraction} in lowest terms where both are
 */
function times(a, b) {
  const [across, back] = [gcd(a.n, b.d), gcd(b.n, a.d)];
  const parts = {
    s: a.s * b.s,
    n: (a.n / across) * (b.n / back),
    d: (a.d / back) * (b.d / across),
  };
  return Object.assign(Object.create(Fraction.prototype), parts);
}

/**
 * Cuts a quotient of very many digits to some 300 above and below: of no weight in a double.
 *
 * Else the digits would grow with each of many thousand steps.
 *
 * @param {bigint} above from 0 up
 * @param {bigint} below above 0
 * @returns {[bigint, bigint]}
 */
export function ofFewDigits(above, below) {
  const excess = Math.min(bitLength(above), bitLength(below)) - EXACT_BITS;
  return excess <= 0 ? [above, below] : [above >> BigInt(excess), below >> BigInt(excess)];
}

/**
 * Multiplies shares up, cut to so many digits as weigh anything in a double.
 *
 * @param {Fraction} product of shares above 0, so far
 * @param {Fraction} share the next one
 * @returns {Fraction}
 */
export function timesShare(product, share) {
  const next = times(product, share);
  const [n, d] = ofFewDigits(next.n, next.d);
  return d === next.d
    ? next
    : Object.assign(Object.create(Fraction.prototype), { s: next.s, n, d });
}

/** @param {bigint} a @param {bigint} b @returns {bigint} the greatest common divisor */
export function gcd(a, b) {
  while (b) [a, b] = [b, a % b];
  return a < NONE ? -a : a;
}

/** @param {Iterable<bigint>} values @returns {bigint} the least common multiple; of none 1 */
export function lcm(values) {
  let least = ONE;
  for (const each of values) least = (least / gcd(least, each)) * each;
  return least;
}
