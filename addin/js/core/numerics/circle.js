/**
 * Tail probabilities of sums of independent binomials, by an integral around a circle.
 *
 * Twin of `sum_tails` of funnel_core/numerics/tails.py, where the formula stands.
 */

import { NONE, fraction, numerator, quotient, toNumber } from "../exact.js";
import { Complex, UNIT, ZERO, exp, log } from "./complex.js";
import { SETTLED } from "./contour.js";
import { isOne } from "./doubles.js";
import { log1pRest } from "./gammas.js";
import { divided, finite, log as logOf, log1p, root } from "./strict.js";

/** @typedef {import("../exact.js").Fraction} Fraction */
/** @typedef {import("./contour.js").Tails} Tails */
/** @typedef {readonly [records: number, rate: Fraction]} Binomial */

/**
 * @typedef {object} Rare a binomial by the rarer of its two outcomes
 * @property {number} records
 * @property {number} p at most a half
 * @property {1 | -1} sign 1 where that outcome is counted
 */

const TWO = BigInt(2);
const NEGLIGIBLE = 1e-17;
const FIRST_STEP = 0.35;
const MOST_HALVINGS = 5;
const STEEPEST = 300;

/** Enough to go as far as `STEEPEST`, by 2 at most each. */
const SADDLE_ROUNDS = 200;
const UNDERFLOW = -745;
const MEAN_BITS = BigInt(256);

/**
 * Gives P(Y < needed) and P(Y ≥ needed), Y the sum of independent binomials.
 *
 * @param {number} needed a whole number; 0 or less is certain
 * @param {readonly Binomial[]} binomials rates above 0 and up to 1
 * @returns {Tails}
 */
export function sumTails(needed, binomials) {
  const sure = binomials.filter(([, rate]) => isOne(rate));
  const parts = binomials.filter(([records, rate]) => !isOne(rate) && records);
  const open = needed - sure.reduce((all, [records]) => all + records, 0);
  const total = parts.reduce((all, [records]) => all + records, 0);
  if (open <= 0) return [0, 1];
  if (open > total) return [1, 0];
  if (open === total) {
    const every = parts.reduce((all, [records, rate]) => all + records * logShare(rate), 0);
    return [-Math.expm1(every), Math.exp(every)];
  }
  if (open === 1) {
    const none = parts.reduce((all, [records, rate]) => all + records * logShare(rest(rate)), 0);
    return [Math.exp(none), -Math.expm1(none)];
  }
  const ahead = aheadOf(parts, open);
  const smaller = around(parts.map(rarer), ahead);
  return ahead > -0.5 ? [smaller, 1 - smaller] : [1 - smaller, smaller];
}

/**
 * Gives the mean of the sum less a number, to 256 bits behind the point before it is rounded.
 *
 * @param {readonly Binomial[]} parts
 * @param {number} open
 * @returns {number}
 */
function aheadOf(parts, open) {
  const mean = parts.reduce(
    (all, [records, rate]) => all + ((rate.n * BigInt(records)) << MEAN_BITS) / rate.d,
    NONE,
  );
  return quotient(mean - (BigInt(open) << MEAN_BITS), BigInt(1) << MEAN_BITS);
}

/**
 * @param {Fraction} rate
 * @returns {Fraction} what is left of 1
 */
function rest(rate) {
  return fraction(rate.d - numerator(rate), rate.d);
}

/**
 * @param {Binomial} binomial
 * @returns {Rare}
 */
function rarer([records, rate]) {
  if (TWO * rate.n <= rate.d) return { records, p: toNumber(rate), sign: 1 };
  return { records, p: toNumber(rest(rate)), sign: -1 };
}

/**
 * @param {Fraction} share above 0 and up to 1
 * @returns {number}
 */
function logShare(share) {
  return TWO * share.n > share.d ? log1p(-toNumber(rest(share))) : logOf(toNumber(share));
}

/**
 * Integrates around the circle: the smaller of the two tails.
 *
 * @param {readonly Rare[]} parts
 * @param {number} ahead
 * @returns {number}
 */
function around(parts, ahead) {
  const [c, width] = saddleOf(parts, ahead);
  const half = Math.max(4, Math.ceil(finite(Math.PI / (FIRST_STEP * width))));
  let step = Math.PI / half;
  const terms = [valueAt(parts, ahead, new Complex(c, 0)).scaled(0.5)];
  const least = NEGLIGIBLE * terms[0].size;
  while (terms.length <= half && terms[terms.length - 1].size > least) {
    terms.push(valueAt(parts, ahead, new Complex(c, terms.length * step)));
  }
  let total = terms.reduce((all, { re }) => all + re, 0);
  if (terms.length > half) total -= terms[terms.length - 1].re / 2;
  let count = Math.min(terms.length, half);
  let last = total * step;
  for (let round = 0; round < MOST_HALVINGS; round += 1) {
    let between = 0;
    for (let k = 0; k < count; k += 1) {
      between += valueAt(parts, ahead, new Complex(c, (k + 0.5) * step)).re;
    }
    total += between;
    count *= 2;
    step /= 2;
    const settled = Math.abs(total * step - last) <= SETTLED * Math.abs(last);
    last = total * step;
    if (settled) break;
  }
  return Math.min(Math.abs(last) / Math.PI, 1);
}

/**
 * Gives the integrand at a point of the circle.
 *
 * @param {readonly Rare[]} parts
 * @param {number} ahead
 * @param {Complex} w
 * @returns {Complex}
 */
function valueAt(parts, ahead, w) {
  let grown = w.scaled(ahead);
  for (const { records, p, sign } of parts) {
    const signed = sign > 0 ? w : w.negated();
    const [e, beyond] = expm1(signed);
    const lifted = e.scaled(p);
    const share =
      lifted.size < 1
        ? log1pRest(lifted).plus(beyond.scaled(p))
        : log(lifted.add(1)).minus(signed.scaled(p));
    grown = grown.plus(share.scaled(records));
  }
  if (!(grown.re > UNDERFLOW)) return ZERO;
  return exp(grown).over(expm1(w.negated())[0].negated());
}

/**
 * Finds where the integrand is least along the real line, and its width across.
 *
 * @param {readonly Rare[]} parts
 * @param {number} ahead
 * @returns {[number, number]}
 */
function saddleOf(parts, ahead) {
  const variance = parts.reduce((all, { records, p }) => all + records * p * (1 - p), 0);
  const below = ahead > -0.5;
  const spread = root(ahead * ahead + 4 * variance);
  let c = divided(-ahead + (below ? -spread : spread), 2 * variance);
  let [lowest, highest] = below ? [-STEEPEST, 0] : [0, STEEPEST];
  c = Math.max(-3, Math.min(3, c));
  let bend = 0;
  for (let round = 0; round < SADDLE_ROUNDS; round += 1) {
    let slope = ahead;
    bend = 0;
    for (const { records, p, sign } of parts) {
      const lift = Math.expm1(sign * c);
      const share = (p * (lift + 1)) / (1 + p * lift);
      slope += (sign * records * p * (1 - p) * lift) / (1 + p * lift);
      bend += records * share * (1 - share);
    }
    const pole = Math.expm1(c);
    slope -= divided(1, pole);
    bend += divided(pole + 1, pole * pole);
    if (slope > 0) highest = c;
    else lowest = c;
    if (Math.abs(slope) < 0.01 * root(bend)) break;
    let moved = c - Math.max(-2, Math.min(2, divided(slope, bend)));
    if (!(lowest < moved && moved < highest)) moved = (lowest + highest) / 2;
    c = moved;
  }
  return [c, divided(1, root(bend))];
}

/**
 * Gives exp(w) − 1 and exp(w) − 1 − w without cancellation.
 *
 * @param {Complex} w
 * @returns {[Complex, Complex]}
 */
function expm1(w) {
  const half = Math.sin(w.im / 2);
  const grown = Math.exp(w.re);
  const e = new Complex(
    Math.expm1(w.re) * Math.cos(w.im) - 2 * half * half,
    grown * Math.sin(w.im),
  );
  if (w.size > 0.3) return [e, e.minus(w)];
  let series = UNIT;
  for (let k = 13; k > 2; k -= 1) series = series.times(w).per(k).add(1);
  return [e, w.times(w).scaled(0.5).times(series)];
}
