/**
 * The smallest whole number that reaches a probability.
 *
 * Twin of `_Reaching` and `_smallest` of funnel_core/confidence.py.
 */

import { ArithmeticFailure } from "../errors.js";
import { numerator } from "../exact.js";
import { LARGEST_WHOLE } from "../quantities.js";
import { Contour } from "./contour.js";
import { logOfWhole, wholeRoot } from "./doubles.js";
import { polygammas } from "./gammas.js";
import { normalQuantile, sumTails } from "./tails.js";

/** @typedef {import("../exact.js").Fraction} Fraction */
/** @typedef {import("./contour.js").Beta} Beta */

/** A probability so close below the confidence reaches it. */
const TIE = 1e-12;

const PATIENCE = 4;
const FAR_OFF = 1e-14;
const LARGEST_LOG = 40;

/** P(wins ≥ needed) as a function of the volume that enters, for one rate to won. */
export class Reaching {
  /**
   * @param {number} needed
   * @param {Fraction} rate the product of the known rates
   * @param {readonly Beta[]} learnt
   */
  constructor(needed, rate, learnt) {
    this.needed = needed;
    this.rate = rate;
    this.learnt = learnt;
    /** @type {Contour | null} */
    this.contour = null;
    this.laid = 0;
    this.near = 0;
    this.spread = 1;
  }

  /**
   * Guesses the volume for a confidence from the first three moments of log X − log θ.
   *
   * @param {number} confidence
   * @returns {number}
   */
  guess(confidence) {
    const z = normalQuantile(confidence);
    let [middle, variance, third] = polygammas(this.needed);
    middle -= logOfWhole(numerator(this.rate)) - logOfWhole(this.rate.d);
    for (const [a, b] of this.learnt) {
      const [psi, first, second] = polygammas(a);
      const [psiAll, firstAll, secondAll] = polygammas(a + b);
      middle += psiAll - psi;
      variance += first - firstAll;
      third += secondAll - second;
    }
    let [volume, less, lesser] = [Infinity, 0, 0];
    for (let round = 0; round < 3; round += 1) {
      const spread = Math.sqrt(Math.max(variance - less, 1e-30));
      const skew = Math.max(-2, Math.min(2, (third - lesser) / spread ** 3));
      const far = middle + spread * (z + ((z * z - 1) * skew) / 6);
      volume = Math.exp(Math.min(far, LARGEST_LOG)) - 0.5;
      this.spread = spread;
      [, less, lesser] = polygammas(Math.max(volume, this.needed) + 1);
    }
    return volume;
  }

  /**
   * Gives P(wins ≥ needed) of a volume.
   *
   * @param {number} volume
   * @returns {number}
   */
  at(volume) {
    if (!this.learnt.length) return sumTails(this.needed, [[volume, this.rate]])[1];
    if (this.contour === null || Math.abs(volume - this.laid) > this.near) {
      this.contour = new Contour(this.needed, this.rate, this.learnt, volume);
      this.laid = volume;
      this.near = Math.min(volume * this.contour.play, 0.25 * (volume - this.needed));
    }
    return this.contour.tails(volume)[1];
  }
}

/**
 * Finds the smallest whole number whose probability, which grows with it, reaches the goal.
 *
 * Secant steps on the normal scale of the probability and the log scale of the number, kept within
 * a bracket, and now and then a bisection, so that it ends.
 *
 * @param {(trial: number) => number} probability
 * @param {{least: number, most: number}} bounds
 * @param {number} confidence
 * @param {number} guess
 * @param {number} spread the standard deviation on that log scale, as a first slope
 * @returns {number | null} null where even the largest does not reach the goal
 */
export function smallest(probability, { least, most }, confidence, guess, spread) {
  const goal = confidence - TIE;
  if (goal <= 0) return least;
  const aim = normalQuantile(goal);
  let slope = 1 / Math.max(spread, 1e-12);
  let [below, above] = [least - 1, most < LARGEST_WHOLE ? most + 1 : most + 2];
  let bracketed = false;
  let trial = Math.min(Math.max(Math.ceil(guess), least), most);
  /** @type {[number, number] | null} */
  let last = null;
  for (let attempt = 1; ; attempt += 1) {
    const reached = probability(trial);
    if (Number.isNaN(reached)) throw new ArithmeticFailure();
    if (reached >= goal) [above, bracketed] = [trial, true];
    else below = trial;
    if (above - below <= 1) return bracketed ? above : null;
    const x = Math.log1p(trial);
    const z = normalQuantile(Math.min(Math.max(reached, FAR_OFF), 1 - FAR_OFF));
    if (FAR_OFF < reached && reached < 1 - FAR_OFF) {
      if (last !== null && (x - last[0]) * (z - last[1]) > 0) {
        slope = (z - last[1]) / (x - last[0]);
      }
      last = [x, z];
    }
    if (attempt % PATIENCE) {
      trial = Math.ceil(Math.expm1(Math.min(x + (aim - z) / slope, LARGEST_LOG)));
    } else if (bracketed) {
      trial = Number(wholeRoot(BigInt(below + 1) * BigInt(above)));
    } else {
      trial = 4 * below + 4;
    }
    trial = Math.min(Math.max(trial, below + 1), above - 1);
    if (!(below < trial && trial < above)) {
      return bracketed ? above : null; // beyond 2^53 no double lies between
    }
  }
}
