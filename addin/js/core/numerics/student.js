/**
 * Tails of Student's t, also at a fractional number of degrees of freedom.
 *
 * Twin of funnel_core/numerics/student.py, where the formula and its sources stand.
 */

import erfc from "@stdlib/math-base-special-erfc";
import { general } from "../bounds.js";
import { OutOfRange } from "../errors.js";

const SERIES_FROM = 80;
const NORMAL_FROM = 1e17;
const CERTAIN_UP_TO = 1e-290;
const MOST_TERMS = 100_000;
const SETTLED = 1e-16;
const TINY = 1e-305;

/**
 * Gives P(|T| ≥ |t|) for Student's t: the two-sided p-value of `t`.
 *
 * @param {number} t any number
 * @param {number} freedom degrees of freedom, above 0, not necessarily whole
 * @returns {number} a share from 0 up to 1
 */
export function studentBeyond(t, freedom) {
  if (!Number.isFinite(t)) {
    throw new OutOfRange(`'t' must be a finite number; got ${general(t, 15)}`);
  }
  if (!(Number.isFinite(freedom) && freedom > 0)) {
    throw new OutOfRange(`'freedom' must be a number above 0; got ${general(freedom, 15)}`);
  }
  if (freedom >= NORMAL_FROM) return erfc(Math.abs(t) / Math.SQRT2);
  const u = Math.abs(t) / Math.sqrt(freedom);
  if (u === 0 || freedom <= CERTAIN_UP_TO) return 1;
  const a = freedom / 2;
  const [grown, logY] = logarithms(u, Math.log(Math.abs(t)) - Math.log(freedom) / 2);
  const [x, y] = [Math.exp(-grown), -Math.expm1(-grown)];
  const front = (Math.exp(-a * grown + logY / 2) * gammaRatio(a)) / Math.sqrt(Math.PI);
  if (x * (a + 2.5) < a + 1) return Math.min(1, front * continued(a, 0.5, x, y));
  return Math.max(0, 1 - front * continued(0.5, a, y, x));
}

/**
 * Gives −log x and log y of x = 1 ÷ (1 + u²) and y = 1 − x, each without cancellation.
 *
 * @param {number} u
 * @param {number} logU its logarithm, where it is too large for a double too
 * @returns {[number, number]}
 */
function logarithms(u, logU) {
  if (u < 1) {
    const grown = Math.log1p(u * u);
    return [grown, 2 * Math.log(u) - grown];
  }
  return [2 * (u < Infinity ? Math.log(Math.hypot(1, u)) : logU), -Math.log1p(1 / u / u)];
}

/**
 * Gives Γ(a + ½) ÷ Γ(a): its asymptotic series where a is large, and down from there.
 *
 * @param {number} a above 0
 * @returns {number}
 */
function gammaRatio(a) {
  let smaller = 1;
  let from = a;
  for (; from < SERIES_FROM; from += 1) smaller *= from / (from + 0.5);
  const v = 1 / from;
  const later = v * (5 / 1024 + v * (-21 / 32768 + v * (-399 / 262144 + (v * 869) / 4194304)));
  return smaller * Math.sqrt(from) * (1 + v * (-1 / 8 + v * (1 / 128 + later)));
}

/**
 * Gives the continued fraction of I_x(a, b) ÷ (x^a·y^b ÷ B(a, b)), where y = 1 − x.
 *
 * @param {number} a
 * @param {number} b
 * @param {number} x
 * @param {number} y
 * @returns {number}
 */
function continued(a, b, x, y) {
  const ahead = a * y - b * x;
  let d = 1 / apart((a * (ahead + 1)) / (a + 1));
  let c = 1 / TINY;
  let value = d;
  for (let n = 1; n < MOST_TERMS; n += 1) {
    const odd = a + 2 * n - 1;
    const alpha = ((a + n - 1) / odd) * ((a + b + n - 1) / odd) * n * (b - n) * x * x;
    const beta = n + (n * (b - n) * x) / odd + ((a + n) * (ahead + 1 + n * (1 + y))) / (odd + 2);
    d = 1 / apart(beta + alpha * d);
    c = apart(beta + alpha / c);
    value *= c * d;
    if (Math.abs(c * d - 1) <= SETTLED) break;
  }
  return value;
}

/** @param {number} value @returns {number} the same, away from 0 */
function apart(value) {
  return Math.abs(value) > TINY ? value : TINY;
}
