/**
 * Decimal numbers of so many digits, rounded half to even, with powers of ten without bounds.
 *
 * What Python's decimal module does for funnel_core/bridge.py, to the same digits.
 */

import { NONE, bitLength } from "../exact.js";
import { exponentOf, scaled } from "./powers.js";

const FIVE = BigInt(5);
const TEN = BigInt(10);
const TWO = BigInt(2);
const UNIT = BigInt(1);
const DOUBLE_BITS = 53;
const DIGITS_PER_BIT = Math.log10(2);

/** @type {bigint[]} powers of ten that were needed */
const TENS = [UNIT];

/** @param {number} power from 0 up @returns {bigint} */
function ten(power) {
  if (power > 4 * 1024) return TEN ** BigInt(power);
  for (let known = TENS.length; known <= power; known += 1) TENS.push(TENS[known - 1] * TEN);
  return TENS[power];
}

/** An exact decimal number: digits × 10^power. */
export class Decimal {
  /**
   * @param {bigint} digits a whole number of either sign
   * @param {number} power
   * @param {number} [counted] how many digits there are, where that is known
   */
  constructor(digits, power, counted = -1) {
    this.digits = digits;
    this.power = power;
    /** how many digits there are; −1 until that is asked for */
    this.counted = counted;
  }

  /**
   * Reads the decimal that was typed.
   *
   * @param {number} value finite
   * @returns {Decimal} 0.1 for 0.1
   */
  static typed(value) {
    const [mantissa, power = "0"] = String(value).split("e");
    const [whole, decimals = ""] = mantissa.split(".");
    return new Decimal(BigInt(whole + decimals), Number(power) - decimals.length);
  }

  /**
   * Gives exactly what a double holds.
   *
   * @param {number} value finite
   * @returns {Decimal} 0.1000000000000000055511151231257827… for 0.1
   */
  static exactly(value) {
    if (Number.isInteger(value)) return new Decimal(BigInt(value), 0);
    const bits = DOUBLE_BITS - exponentOf(Math.abs(value));
    return new Decimal(BigInt(scaled(value, bits)) * FIVE ** BigInt(bits), -bits);
  }

  /** @returns {number} how many digits there are; 0 of 0 */
  get size() {
    if (this.counted < 0) this.counted = sizeOf(this.digits);
    return this.counted;
  }

  /** @returns {boolean} */
  get isZero() {
    return this.digits === NONE;
  }

  /** @returns {Decimal} the same without its sign */
  abs() {
    return this.digits < NONE ? new Decimal(-this.digits, this.power) : this;
  }

  /** @returns {number} the double nearest to it; infinite where it is too large */
  toNumber() {
    return Number(`${this.digits}e${this.power}`);
  }

  /** @returns {number} the natural logarithm of a number above 0 */
  ln() {
    const whole = this.size - 1;
    const leading = new Decimal(this.digits, -whole).toNumber();
    return Math.log(leading) + (this.power + whole) * Math.LN10;
  }
}

/** @type {Decimal} */
export const ZERO = new Decimal(NONE, 0);
/** @type {Decimal} */
export const ONE = new Decimal(UNIT, 0);

/** Arithmetic that keeps so many digits of each result. */
export class Arithmetic {
  /** @param {number} precision digits */
  constructor(precision) {
    this.precision = precision;
  }

  /** @param {Decimal} a @param {Decimal} b @returns {Decimal} a + b */
  add(a, b) {
    if (a.isZero) return this.rounded(b.digits, b.power);
    if (b.isZero) return this.rounded(a.digits, a.power);
    const [upper, lower] = a.power >= b.power ? [a, b] : [b, a];
    // what is far below the last digit that is kept only says to which side that rounds
    const last = upper.power + Math.min(-1, upper.size - this.precision - 2);
    const beyond = lower.size + lower.power - 1 < last;
    const power = beyond ? last : lower.power;
    const rest = beyond ? signOf(lower.digits) : lower.digits;
    return this.rounded(upper.digits * ten(upper.power - power) + rest, power);
  }

  /** @param {Decimal} a @param {Decimal} b @returns {Decimal} a − b */
  sub(a, b) {
    return this.add(a, new Decimal(-b.digits, b.power));
  }

  /** @param {Decimal} a @param {Decimal} b @returns {Decimal} a × b */
  mul(a, b) {
    return this.rounded(a.digits * b.digits, a.power + b.power, a.size + b.size - 1);
  }

  /** @param {Decimal} a @param {Decimal} b not 0 @returns {Decimal} a ÷ b */
  div(a, b) {
    if (a.isZero) return ZERO;
    const shift = b.size - a.size + this.precision + 1;
    const above = shift > 0 ? a.digits * ten(shift) : a.digits;
    const below = shift < 0 ? b.digits * ten(-shift) : b.digits;
    let digits = above / below;
    // a digit more, that is never half way, where something is left
    if (digits * below !== above) {
      digits = digits * TEN + signOf(a.digits) * signOf(b.digits);
      return this.rounded(digits, a.power - b.power - shift - 1);
    }
    return this.rounded(digits, a.power - b.power - shift);
  }

  /** @param {readonly Decimal[]} values @returns {Decimal} rounded on the way, as they come */
  sum(values) {
    return values.reduce((total, value) => this.add(total, value), ZERO);
  }

  /** @param {readonly Decimal[]} values @returns {Decimal} rounded on the way, as they come */
  product(values) {
    return values.reduce((total, value) => this.mul(total, value), ONE);
  }

  /**
   * Keeps the first digits, a tie to the even one.
   *
   * @param {bigint} digits
   * @param {number} power
   * @param {number} [least] how many digits there are, or one less; −1: not known
   * @returns {Decimal}
   */
  rounded(digits, power, least = -1) {
    const away = digits < NONE ? -digits : digits;
    if (away < ten(this.precision)) return new Decimal(digits, power);
    const size = least < 0 ? sizeOf(away) : away < ten(least) ? least : least + 1;
    const excess = size - this.precision;
    if (excess === 0) return new Decimal(digits, power, size);
    const unit = ten(excess);
    let kept = away / unit;
    const twice = (away - kept * unit) * TWO;
    if (twice > unit || (twice === unit && kept % TWO !== NONE)) kept += UNIT;
    // 9.99…9 becomes 10: one digit more
    const counted = kept === ten(this.precision) ? this.precision + 1 : this.precision;
    return new Decimal(digits < NONE ? -kept : kept, power + excess, counted);
  }
}

/**
 * Puts two numbers in the order of their size, their signs left out.
 *
 * @param {Decimal} a
 * @param {Decimal} b
 * @returns {number} below 0, 0 or above 0
 */
export function comparedSizes(a, b) {
  if (a.isZero || b.isZero) return Number(b.isZero) - Number(a.isZero);
  const apart = a.power + a.size - b.power - b.size;
  if (apart !== 0) return apart;
  const least = Math.min(a.power, b.power);
  const [left, right] = [a, b].map((each) => each.abs().digits * ten(each.power - least));
  return left < right ? -1 : Number(left > right);
}

/** @param {bigint} value not 0 @returns {bigint} 1 or −1 */
function signOf(value) {
  return BigInt(value < NONE ? -1 : 1);
}

/** @param {bigint} value @returns {number} how many decimal digits it has; 0 of 0 */
function sizeOf(value) {
  const size = value < NONE ? -value : value;
  if (size === NONE) return 0;
  const least = Math.floor((bitLength(size) - 1) * DIGITS_PER_BIT);
  return size >= ten(least + 1) ? least + 2 : size >= ten(least) ? least + 1 : least;
}
