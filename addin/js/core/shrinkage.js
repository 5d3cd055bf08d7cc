/**
 * Small channels: each one's rate drawn towards that of the family, as far as its counts allow.
 *
 * Twin of funnel_core/shrinkage.py, where the formulas and sources stand.
 */

import { Fault, InputError, NotEnoughData, OutOfRange } from "./errors.js";
import { NONE, quotient } from "./exact.js";
import { Likelihood, total } from "./numerics/betabinomial.js";
import { COUNT, show } from "./quantities.js";

/** @typedef {import("./numerics/betabinomial.js").Channel} Channel */

/**
 * How the rates of a family of channels vary: Beta(a, b) with a mean and a strength a + b.
 *
 * An infinite strength says that nothing but chance tells the channels apart; a strength of 0,
 * that each channel's own rate is all there is to know.
 */
class RateFamily {
  /**
   * @param {number} mean
   * @param {number} strength
   */
  constructor(mean, strength) {
    this.mean = mean;
    this.strength = strength;
  }

  /**
   * Gives a channel's rate drawn towards the mean: (a + advanced) ÷ (a + b + entered).
   *
   * @param {number} entered
   * @param {number} advanced
   * @returns {number}
   */
  rate(entered, advanced) {
    if (this.strength === Infinity || (entered === 0 && this.strength === 0)) return this.mean;
    return (this.mean * this.strength + advanced) / (this.strength + entered);
  }
}

/**
 * Gives each channel's rate, drawn towards that of the family of channels.
 *
 * @param {readonly number[]} entered records that entered the step in each channel
 * @param {readonly number[]} advanced how many of them advanced, at most `entered`
 * @returns {number[]} a share per channel; one that nobody entered gets the family's mean
 */
export function shrunkRates(entered, advanced) {
  const family = rateFamily(entered, advanced);
  return entered.map((n, channel) => family.rate(n, advanced[channel]));
}

/**
 * Fits the beta distribution of the rates of a family of channels: maximum likelihood.
 *
 * @param {readonly number[]} entered records that entered the step in each channel
 * @param {readonly number[]} advanced how many of them advanced, at most `entered`
 * @returns {RateFamily} at the global maximum of the joint likelihood of all channels
 */
function rateFamily(entered, advanced) {
  const counts = checked(entered, advanced);
  const records = total(counts.map(([n]) => n));
  const wins = total(counts.map(([, k]) => k));
  if (records === NONE) {
    throw new NotEnoughData(
      "nobody entered any channel, so there is no rate: 'entered' must be from 1 up in one " +
        "channel at least",
    );
  }
  const pooled = new RateFamily(quotient(wins, records), Infinity);
  if (wins === NONE || wins === records || counts.every(([n]) => n <= 1)) return pooled;
  if (!counts.some(([n, k]) => 0 < k && k < n)) {
    const full = counts.filter(([n, k]) => n && k === n).length;
    return new RateFamily(full / counts.filter(([n]) => n).length, 0);
  }
  const best = new Likelihood(counts).best();
  return best ? new RateFamily(...best) : pooled;
}

/**
 * @param {readonly number[]} entered
 * @param {readonly number[]} advanced
 * @returns {Channel[]}
 */
function checked(entered, advanced) {
  COUNT.checkEach("entered", entered);
  COUNT.checkEach("advanced", advanced);
  if (entered.length !== advanced.length) {
    throw new InputError(
      "'entered' and 'advanced' must be equally long; " +
        `got ${entered.length} and ${advanced.length} numbers`,
    );
  }
  /** @type {Fault[]} */
  const faults = [];
  entered.forEach((n, channel) => {
    const k = advanced[channel];
    if (k > n) faults.push(new Fault("advanced", channel, `is ${show(k)} of ${show(n)} entered`));
  });
  if (faults.length) {
    throw new OutOfRange(
      "'advanced' must be at most 'entered'",
      faults,
      "count both of the same records",
    );
  }
  if (entered.length < 2) {
    throw new NotEnoughData(
      "a family takes two channels at least: 'entered' must hold a number for each; " +
        `got ${entered.length}`,
    );
  }
  return entered.map((n, channel) => [n, advanced[channel]]);
}
