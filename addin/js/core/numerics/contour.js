/**
 * Tail probabilities of ratios of beta and gamma variables, by one contour integral.
 *
 * Twin of `Contour` of funnel_core/numerics/gammas.py, where it is explained.
 */

import { ONE, fraction, timesShare } from "../exact.js";
import { Complex, UNIT, ZERO, cosh, exp, log, sinh } from "./complex.js";
import { logBetaRatio, logGammaRatio, logOfFraction, polygammas } from "./gammas.js";
import { divided, root } from "./strict.js";

/** @typedef {import("../exact.js").Fraction} Fraction */
/** @typedef {readonly [number, number]} Beta the parameters of a learnt rate, from 1 up */
/** @typedef {number | bigint} Whole a whole number; a bigint where it may be above 2^53 */
/** @typedef {readonly [number, number]} Tails what is below, and what is not */

/**
 * @typedef {object} Point of an integral
 * @property {Complex} s
 * @property {Complex} fixed the part of log M(s) that no volume changes
 * @property {Complex} weight but for the step
 */

export const SETTLED = 1e-10;

const STIRLING_FROM = 10;
const FIRST_STEP = 0.2;
const LAST_STEP = FIRST_STEP / 8;
const FURTHEST = 40;
const NEGLIGIBLE = 1e-17;
const STEEPEST = 0.5;
const BEND = 0.25;
const NEAR = 4;
const UNDERFLOW = -745;

/** The points of one integral, laid for one volume, and good for volumes near it. */
export class Contour {
  /**
   * @param {Whole} needed wins, from 1 up
   * @param {Fraction} rate the exact product of the known rates
   * @param {readonly Beta[]} learnt
   * @param {Whole | null} volume null: the limit of many rare records
   */
  constructor(needed, rate, learnt, volume) {
    this.wins = BigInt(needed);
    this.needed = Number(needed);
    this.rate = rate;
    this.learnt = learnt;
    this.logRate = logOfFraction(rate);
    /** @type {Point[]} */
    this.points = [];
    this.step = FIRST_STEP;
    this.tilt = 0;
    this.low = false;
    this.saddle = 0;
    this.width = 1;
    this.lean = 0;
    this.findSaddle(volume);
    this.lift = Math.max(0, Math.ceil(STIRLING_FROM - Math.min(0, this.saddle)) - this.needed);
    this.lifts = learnt.map(([a]) =>
      Math.max(0, Math.ceil(STIRLING_FROM + Math.max(0, this.saddle)) - a),
    );
    this.ratios = learnt.map(([a, b], at) => logBetaRatio(a + this.lifts[at], b));
    this.scale = this.gathered();
    this.chooseBend(volume);
    this.refine(volume);
  }

  /**
   * Gives the first three derivatives of log M at s, roughly; at 0 the cumulants of S.
   *
   * @param {Whole | null} volume
   * @param {number} s
   * @returns {[number, number, number]}
   */
  cumulants(volume, s) {
    let [first, second, third] = polygammas(this.needed + s);
    first -= this.logRate;
    if (volume !== null) {
      const [psi, one, two] = polygammas(Number(volume) + 1 + s);
      [first, second, third] = [first - psi, second - one, third - two];
    }
    for (const [a, b] of this.learnt) {
      const [low, one, two] = polygammas(a - s);
      const [high, less, lesser] = polygammas(a + b - s);
      [first, second, third] = [first - low + high, second + one - less, third - two + lesser];
    }
    return [first, second, third];
  }

  /**
   * Finds the saddle point of M(s)/s on the side of the smaller tail, and its curvatures.
   *
   * @param {Whole | null} volume
   */
  findSaddle(volume) {
    const [mean, variance] = this.cumulants(volume, 0);
    this.low = mean > 0;
    const spread = root(mean * mean + 4 * variance);
    const least = this.learnt.reduce((lowest, [a]) => Math.min(lowest, a), Infinity);
    const [lowest, highest] = this.low ? [-this.needed, 0] : [0, least];
    let c = divided(-mean + (this.low ? -spread : spread), 2 * variance);
    if (!(lowest < c && c < highest)) c = 0.9 * (lowest + highest);
    let [bend, third] = [1, 0];
    for (let round = 0; round < 60; round += 1) {
      const cumulants = this.cumulants(volume, c);
      const slope = cumulants[0] - divided(1, c);
      bend = cumulants[1] + divided(1, c * c);
      third = cumulants[2] - divided(2, c * c * c);
      let moved = c - divided(slope, bend);
      if (Math.abs(moved - c) * root(bend) < 0.01) break;
      if (moved <= lowest) moved = (c + lowest) / 2;
      else if (moved >= highest) moved = (c + highest) / 2;
      if (!(lowest < moved && moved < highest)) break; // no double lies between: a tail of nothing
      c = moved;
    }
    this.saddle = c;
    this.width = divided(1, root(bend));
    const lean = (-third * this.width) / (3 * bend);
    this.lean = Math.sign(lean) * Math.min(Math.abs(lean), STEEPEST);
  }

  /**
   * Collects what is linear in s, each shape lifted to where Stirling's series holds.
   *
   * @returns {Fraction}
   */
  gathered() {
    return this.learnt.reduce(
      (scale, [a, b], at) => {
        const lifted = BigInt(a) + BigInt(this.lifts[at]);
        return timesShare(scale, fraction(lifted + BigInt(b), lifted));
      },
      fraction(this.wins + BigInt(this.lift)).div(this.rate),
    );
  }

  /**
   * Gives the learnt rates' part of log M(s), but for what is linear in s.
   *
   * @param {Complex} s
   * @returns {Complex}
   */
  fixed(s) {
    const back = s.negated();
    const total = this.ratios.reduce((sum, ratio) => sum.plus(ratio(back)), ZERO);
    let lifted = UNIT;
    this.learnt.forEach(([a, b], at) => {
      for (let k = 0; k < this.lifts[at]; k += 1) {
        const above = back.per(a + k + b).add(1);
        lifted = lifted.times(above.over(back.per(a + k).add(1)));
      }
    });
    return total.plus(log(lifted));
  }

  /**
   * Lays one point of the hyperbola.
   *
   * @param {number} u
   * @returns {Point}
   */
  point(u) {
    const w = new Complex(u, this.tilt);
    const { re, im } = sinh(w);
    const s = new Complex(this.saddle + this.width * (Math.sin(this.tilt) - im), this.width * re);
    const weight = cosh(w).scaled(this.width / Math.PI);
    return { s, fixed: this.fixed(s), weight: u === 0 ? weight.scaled(0.5) : weight };
  }

  /**
   * Takes the bend along which the integrand falls off first.
   *
   * @param {Whole | null} volume
   */
  chooseBend(volume) {
    let [best, tilt] = [Infinity, this.lean];
    for (const trial of [this.lean, BEND, -BEND, 2 * BEND, -2 * BEND]) {
      this.tilt = trial;
      const [points, excess] = this.reach(volume);
      const cost = excess * points.length ** 2;
      if (!this.points.length || cost < best) [best, tilt, this.points] = [cost, trial, points];
      if (points.length * FIRST_STEP < NEAR) break;
    }
    this.tilt = tilt;
  }

  /**
   * Lays points until the integrand is negligible; says by how much it still is not.
   *
   * @param {Whole | null} volume
   * @returns {[Point[], number]}
   */
  reach(volume) {
    const integrand = this.integrand(volume);
    /** @type {Point[]} */
    const points = [];
    let [peak, lowest] = [0, Infinity];
    while (points.length * FIRST_STEP <= FURTHEST) {
      const point = this.point(points.length * FIRST_STEP);
      points.push(point);
      const { size } = integrand(point);
      [peak, lowest] = [Math.max(peak, size), Math.min(lowest, size)];
      if (lowest <= NEGLIGIBLE * peak) return [points, 1];
      if (size > 1e3 * lowest) break;
    }
    return [points, lowest / peak / NEGLIGIBLE];
  }

  /**
   * Halves the step until that no longer changes the sum.
   *
   * @param {Whole | null} volume
   */
  refine(volume) {
    let last = this.sum(volume);
    while (this.step > LAST_STEP) {
      const count = this.points.length;
      this.step /= 2;
      for (let k = 0; k < count; k += 1) this.points.push(this.point((2 * k + 1) * this.step));
      const total = this.sum(volume);
      if (Math.abs(total - last) <= SETTLED * Math.abs(total)) return;
      last = total;
    }
  }

  /** @returns {number} by how much the logarithm of the volume may change on these points */
  get play() {
    return 1 / this.points.reduce((furthest, { s }) => Math.max(furthest, s.size), 0);
  }

  /**
   * Gives the integral over the points there are, at the present step.
   *
   * @param {Whole | null} volume
   * @returns {number}
   */
  sum(volume) {
    const integrand = this.integrand(volume);
    return this.points.reduce((total, point) => total + integrand(point).re, 0) * this.step;
  }

  /**
   * Gives what M(s)/s is at a point, times its weight.
   *
   * @param {Whole | null} volume
   * @returns {(point: Point) => Complex}
   */
  integrand(volume) {
    const { needed, wins, lift } = this;
    const shape = needed + lift;
    const lost = volume === null ? -ONE : BigInt(volume) - wins;
    const spare = Number(lost + ONE);
    const every = wins + lost + ONE + BigInt(lift);
    const rise = logOfFraction(spare ? timesShare(this.scale, fraction(ONE, every)) : this.scale);
    const ratio = spare ? logBetaRatio(shape, spare) : logGammaRatio(shape);
    return ({ s, fixed, weight }) => {
      const grown = fixed.plus(s.scaled(rise)).plus(ratio(s));
      if (grown.re < UNDERFLOW) return ZERO;
      let value = weight.times(exp(grown)).over(s);
      for (let k = 0; k < lift; k += 1) {
        value = value.over(s.per(needed + k).add(1));
        if (spare) value = value.times(s.per(needed + k + spare).add(1));
      }
      return value;
    };
  }

  /**
   * Gives P(S > 0) and P(S ≤ 0), for the volume laid for or one near it.
   *
   * @param {Whole | null} volume
   * @returns {Tails}
   */
  tails(volume) {
    const smaller = Math.min(Math.abs(this.sum(volume)), 1);
    return this.low ? [1 - smaller, smaller] : [smaller, 1 - smaller];
  }
}
