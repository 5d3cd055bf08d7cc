/**
 * What the contour integrals of gamma functions are made of: logarithms of their ratios.
 *
 * Twin of the first half of funnel_core/numerics/gammas.py, where the formulas stand; the integral
 * itself is in contour.js.
 */

import { numerator, toNumber } from "../exact.js";
import { Complex, UNIT, log } from "./complex.js";
import { logOfWhole } from "./doubles.js";
import { log1p } from "./strict.js";

/** @typedef {import("../exact.js").Fraction} Fraction */
/** @typedef {(s: Complex) => Complex} Ratio */

const TWO = BigInt(2);

/** The coefficients of the series of log(1 + x), and of Stirling's, the last first. */
const ARTANH = [19, 17, 15, 13, 11, 9, 7, 5, 3].map((odd) => 1 / odd);
const STIRLING = [
  3617 / 122400,
  1 / 156,
  691 / 360360,
  1 / 1188,
  1 / 1680,
  1 / 1260,
  1 / 360,
  1 / 12,
];

/**
 * Gives log(1 + x) − x without cancellation.
 *
 * @param {Complex} x
 * @returns {Complex}
 */
export function log1pRest(x) {
  if (Math.abs(x.re) + Math.abs(x.im) > 0.2) return log(x.add(1)).minus(x);
  const u = x.over(x.add(2));
  const w = u.times(u);
  let [re, im] = [ARTANH[0], 0];
  for (let k = 1; k < ARTANH.length; k += 1) {
    const real = re * w.re - im * w.im + ARTANH[k];
    im = re * w.im + im * w.re;
    re = real;
  }
  return u.times(w.times(new Complex(2 * re, 2 * im)).minus(x));
}

/**
 * Gives what Stirling's formula leaves out of log Γ(x), for |x| ≥ 10 off the negative axis.
 *
 * @param {Complex} x
 * @returns {Complex}
 */
function stirlingRest(x) {
  const y = UNIT.over(x);
  const v = y.times(y);
  if (x.re > 1000) return y.times(new Complex(1 / 12 - v.re / 360, -v.im / 360));
  let [re, im] = [STIRLING[0], 0];
  for (let k = 1; k < STIRLING.length; k += 1) {
    const real = STIRLING[k] - (re * v.re - im * v.im);
    im = -(re * v.im + im * v.re);
    re = real;
  }
  return y.times(new Complex(re, im));
}

/**
 * Gives log Γ(a + s) − log Γ(a) − s·log(a) of s, for a and Re(a + s) from about 10 up.
 *
 * @param {number} a
 * @returns {Ratio}
 */
export function logGammaRatio(a) {
  const restOfA = stirlingRest(new Complex(a));
  return (s) => {
    const z = s.per(a);
    let main;
    if (z.size > 0.2) {
      main = s
        .add(a - 0.5)
        .times(log(z.add(1)))
        .minus(s);
    } else {
      const rest = log1pRest(z);
      main = rest.times(z.add(1)).plus(z.times(z)).scaled(a).minus(rest.plus(z).scaled(0.5));
    }
    return main.plus(stirlingRest(s.add(a))).minus(restOfA);
  };
}

/**
 * Gives log[B(a + s, b) ÷ B(a, b)] − s·log(a ÷ (a + b)) of s, as `logGammaRatio` does.
 *
 * @param {number} a
 * @param {number} b
 * @returns {Ratio}
 */
export function logBetaRatio(a, b) {
  if (b > 4 * a ** (2 / 3) || b > 0.15 * a) {
    const [first, second] = [logGammaRatio(a), logGammaRatio(a + b)];
    return (s) => first(s).minus(second(s));
  }
  const y0 = b / a;
  const beside = log1pRest(new Complex(y0)).re;
  const [restOfA, restOfBoth] = [stirlingRest(new Complex(a)), stirlingRest(new Complex(a + b))];
  return (s) => {
    const z = s.per(a);
    const x = s.add(a);
    const difference = log1pRest(z)
      .scaled(b)
      .minus(s.scaled(beside))
      .minus(z.scaled((b - 0.5) * y0).over(z.add(1)))
      .plus(x.add(b - 0.5).times(log1pRest(new Complex(b).over(x))))
      .add(-(a + b - 0.5) * beside);
    const rest = stirlingRest(x.add(b)).minus(stirlingRest(x));
    return difference.plus(rest).negated().plus(restOfBoth).minus(restOfA);
  };
}

/**
 * Gives ψ(x), ψ′(x) and ψ″(x) for x > 0 to about four digits: enough to place a contour.
 *
 * @param {number} x
 * @returns {[number, number, number]}
 */
export function polygammas(x) {
  let [psi, first, second] = [0, 0, 0];
  let at = x;
  while (at < 4) {
    const y = 1 / at;
    psi -= y;
    first += y * y;
    second -= 2 * y * y * y;
    at += 1;
  }
  const y = 1 / at;
  const v = y * y;
  return [
    psi + Math.log(at) - y / 2 - v / 12,
    first + y + v / 2 + (v * y) / 6,
    second - v - v * y - (v * v) / 2,
  ];
}

/**
 * Gives the logarithm of an exact positive fraction, near 1 without cancellation.
 *
 * @param {Fraction} value
 * @returns {number}
 */
export function logOfFraction(value) {
  const above = numerator(value);
  if (TWO * above > value.d && above < TWO * value.d) return log1p(toNumber(value.sub(1)));
  return logOfWhole(above) - logOfWhole(value.d);
}
