/** Complex numbers, as Python's complex and cmath have them: pairs of doubles, never altered. */

import { ArithmeticFailure } from "../errors.js";

/** Below it a square has lost digits. */
const SMALLEST_SQUARE = 1e-290;

/** A complex number. */
export class Complex {
  /**
   * @param {number} re
   * @param {number} [im]
   */
  constructor(re, im = 0) {
    this.re = re;
    this.im = im;
  }

  /** @param {Complex} other @returns {Complex} */
  plus(other) {
    return new Complex(this.re + other.re, this.im + other.im);
  }

  /** @param {Complex} other @returns {Complex} */
  minus(other) {
    return new Complex(this.re - other.re, this.im - other.im);
  }

  /** @param {Complex} other @returns {Complex} */
  times(other) {
    return new Complex(
      this.re * other.re - this.im * other.im,
      this.re * other.im + this.im * other.re,
    );
  }

  /** @param {Complex} other @returns {Complex} the quotient, by Smith's method */
  over(other) {
    const { re, im } = other;
    if (Math.abs(re) >= Math.abs(im)) {
      if (re === 0) throw new ArithmeticFailure();
      const ratio = im / re;
      const below = re + im * ratio;
      return new Complex((this.re + this.im * ratio) / below, (this.im - this.re * ratio) / below);
    }
    const ratio = re / im;
    const below = re * ratio + im;
    return new Complex((this.re * ratio + this.im) / below, (this.im * ratio - this.re) / below);
  }

  /** @param {number} real @returns {Complex} the sum with a real number */
  add(real) {
    return new Complex(this.re + real, this.im);
  }

  /** @param {number} factor a real one @returns {Complex} */
  scaled(factor) {
    return new Complex(this.re * factor, this.im * factor);
  }

  /** @param {number} divisor a real one @returns {Complex} */
  per(divisor) {
    return new Complex(this.re / divisor, this.im / divisor);
  }

  /** @returns {Complex} */
  negated() {
    return new Complex(-this.re, -this.im);
  }

  /** @returns {number} the absolute value */
  get size() {
    const square = this.re * this.re + this.im * this.im;
    const holds = square > SMALLEST_SQUARE && square < Infinity;
    return holds ? Math.sqrt(square) : Math.hypot(this.re, this.im);
  }
}

export const UNIT = new Complex(1);
export const ZERO = new Complex(0);

/**
 * Gives the exponential; fails where it is beyond a double.
 *
 * @param {Complex} z
 * @returns {Complex}
 */
export function exp(z) {
  const size = Math.exp(z.re);
  if (!(size < Infinity)) throw new ArithmeticFailure();
  return new Complex(size * Math.cos(z.im), size * Math.sin(z.im));
}

/**
 * Gives the principal logarithm, near |z| = 1 without cancellation; fails at 0.
 *
 * @param {Complex} z
 * @returns {Complex}
 */
export function log(z) {
  const [x, y] = [Math.abs(z.re), Math.abs(z.im)];
  const size = z.size;
  if (size === 0) throw new ArithmeticFailure();
  const [larger, smaller] = x > y ? [x, y] : [y, x];
  const near = size >= 0.71 && size <= 1.73;
  const real = near
    ? Math.log1p((larger - 1) * (larger + 1) + smaller * smaller) / 2
    : Math.log(size);
  return new Complex(real, Math.atan2(z.im, z.re));
}

/** @param {Complex} z @returns {Complex} the hyperbolic sine */
export function sinh(z) {
  return new Complex(Math.sinh(z.re) * Math.cos(z.im), Math.cosh(z.re) * Math.sin(z.im));
}

/** @param {Complex} z @returns {Complex} the hyperbolic cosine */
export function cosh(z) {
  return new Complex(Math.cosh(z.re) * Math.cos(z.im), Math.sinh(z.re) * Math.sin(z.im));
}
