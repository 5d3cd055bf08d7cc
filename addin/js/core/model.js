/** The words of a plan as values: counts, transitions, intervals. Twin of funnel_core/model.py. */

import { InputError, OutOfRange } from "./errors.js";
import { Fraction, fraction } from "./exact.js";
import { COUNT, RATE, asTyped, isComputed, show } from "./quantities.js";

/** What was counted at one step: records that entered, and how many of them advanced. */
export class Counts {
  /**
   * @param {number} entered
   * @param {number} advanced
   */
  constructor(entered, advanced) {
    COUNT.check("entered", entered);
    COUNT.check("advanced", advanced);
    if (advanced > entered) {
      throw new OutOfRange(
        `'advanced' must be at most 'entered'; got ${show(advanced)} of ` +
          `${show(entered)}: count both of the same records`,
      );
    }
    this.entered = entered;
    this.advanced = advanced;
  }

  /** @returns {[number, number]} the two parameters of the posterior Beta distribution */
  get posterior() {
    return [1 + this.advanced, 1 + (this.entered - this.advanced)];
  }
}

/** One step of the funnel: the share of a stage's records that eventually advance. */
export class Transition {
  /**
   * @param {Fraction} rate exact: the decimals as typed, or advanced ÷ entered
   * @param {boolean} [computed] the rate has more than four decimals (=1/3 in a cell)
   * @param {Counts | null} [counts] what the rate was learnt from; without them it is known
   */
  constructor(rate, computed = false, counts = null) {
    this.rate = rate;
    this.computed = computed;
    this.counts = counts;
  }

  /**
   * Makes a step of a known rate.
   *
   * @param {number} rate
   * @returns {Transition}
   */
  static of(rate) {
    RATE.check("rate", rate);
    return new Transition(asTyped(rate), isComputed(rate));
  }

  /**
   * Makes a step whose rate is learnt from counts.
   *
   * @param {number} entered
   * @param {number} advanced
   * @returns {Transition}
   */
  static learnt(entered, advanced) {
    const counts = new Counts(entered, advanced);
    const rate = entered ? fraction(advanced, entered) : fraction(0);
    return new Transition(rate, false, counts);
  }
}

/**
 * @typedef {number | Counts | Transition} Step
 */

/**
 * Reads rates, counts and transitions, top of the funnel first, as transitions.
 *
 * @param {readonly Step[]} steps
 * @returns {Transition[]}
 */
export function transitions(steps) {
  RATE.checkEach(
    "rates",
    steps.map((step) => (typeof step === "number" ? step : 1)),
  );
  if (!steps.length) throw new InputError("'rates' must hold at least one rate; got none");
  return steps.map((step) => {
    if (step instanceof Transition) return step;
    if (step instanceof Counts) return Transition.learnt(step.entered, step.advanced);
    return Transition.of(step);
  });
}

/**
 * @typedef {object} Interval
 * @property {number} low
 * @property {number} high
 * @property {number} confidence with which the truth lies between them
 */
