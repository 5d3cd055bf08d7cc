/**
 * Counts in, conversion rates out, with their intervals.
 *
 * Twin of funnel_core/rates.py, where the formula and its source stand.
 */

import { Fault, InputError, NotEnoughData, OutOfRange } from "./errors.js";
import { Counts } from "./model.js";
import { normalQuantile } from "./numerics/tails.js";
import { CONFIDENCE, COUNT } from "./quantities.js";

/** @typedef {import("./model.js").Interval} Interval */

/**
 * @typedef {object} RateEstimate
 * @property {number} rate advanced ÷ entered
 * @property {Interval} interval
 * @property {Counts} counts what the rate was learnt from
 */

/**
 * Gives Wilson's score interval of the rate of a step.
 *
 * @param {number} entered a whole number from 1 up
 * @param {number} advanced at most `entered`
 * @param {number} confidence a share strictly between 0 and 1
 * @returns {Interval} from 0 where nobody advanced, to 1 where everyone did
 */
export function wilsonInterval(entered, advanced, confidence) {
  const counts = new Counts(entered, advanced);
  CONFIDENCE.check("confidence", confidence);
  const [n, k] = [counts.entered, counts.advanced];
  if (n === 0) {
    throw new NotEnoughData(
      "nobody entered, so there is no rate: 'entered' must be a whole number from 1 up; got 0",
    );
  }
  const z = -normalQuantile((1 - confidence) / 2);
  const spread = z * Math.sqrt((k * (n - k)) / n + (z * z) / 4);
  const upper = k + (z * z) / 2 + spread;
  // The low end is the product of both ends, k²/(n·(n + z²)), over the high one: nothing cancels.
  // Rounding may not put an end on the wrong side of the rate.
  const low = Math.min((k * k) / n / upper, k / n);
  const high = Math.min(Math.max(upper / (n + z * z), k / n), 1);
  return { low, high, confidence };
}

/**
 * Gives the n rates between n + 1 stage volumes, top first: each volume ÷ the one above it.
 *
 * @param {readonly number[]} volumes whole numbers, each at most the one above it
 * @returns {number[]} shares from 0 up to 1
 */
export function conversionRates(volumes) {
  return stageCounts(volumes).map((counts) => counts.advanced / counts.entered);
}

/**
 * Gives the n rates between n + 1 stage volumes, each with its Wilson interval.
 *
 * @param {readonly number[]} volumes as in `conversionRates`
 * @param {number} confidence a share strictly between 0 and 1
 * @returns {RateEstimate[]}
 */
export function stageRates(volumes, confidence) {
  return stageCounts(volumes).map((counts) => ({
    rate: counts.advanced / counts.entered,
    interval: wilsonInterval(counts.entered, counts.advanced, confidence),
    counts,
  }));
}

/**
 * Reads stage volumes as whole numbers of records, all bad rows named in one message.
 *
 * @param {readonly number[]} volumes whole numbers from 0 up to 2^53
 * @param {number | null} [stages] how many there must be; null: any number
 * @returns {number[]}
 */
export function wholeVolumes(volumes, stages = null) {
  if (stages !== null && volumes.length !== stages) {
    throw new InputError(
      `'volumes' must hold one number per stage, ${stages} for ${stages - 1} rates, the last ` +
        `being those already won; got ${volumes.length}: write 0 where a stage is empty`,
    );
  }
  COUNT.checkEach("volumes", volumes);
  return [...volumes];
}

/**
 * Pairs the volumes of neighbouring stages.
 *
 * @param {readonly number[]} volumes
 * @returns {Counts[]}
 */
function stageCounts(volumes) {
  const records = wholeVolumes(volumes);
  if (records.length < 2) {
    throw new InputError(`'volumes' must hold at least two stages; got ${records.length}`);
  }
  const steps = records.slice(1).map((advanced, entry) => [records[entry], advanced]);
  /** @type {Fault[]} */
  const faults = [];
  /** @type {Set<typeof NotEnoughData | typeof OutOfRange>} in the order in which they were met */
  const kinds = new Set();
  steps.forEach(([entered, advanced], entry) => {
    if (entered === 0) {
      faults.push(new Fault("volumes", entry, "is 0"));
      kinds.add(NotEnoughData);
    }
    if (advanced > entered) {
      faults.push(new Fault("volumes", entry + 1, `is ${advanced}, after ${entered}`));
      kinds.add(OutOfRange);
    }
  });
  if (faults.length) {
    const [first] = kinds;
    const rules = [...kinds].map((kind) =>
      kind === NotEnoughData
        ? "a rate needs records that entered its stage: 'volumes' must be from 1 up but for the last"
        : "'volumes' must not grow down the funnel, no more can advance than entered",
    );
    throw new first(
      rules.join(" and "),
      faults,
      "count the same records in each stage, over a longer time",
    );
  }
  return steps.map(([entered, advanced]) => new Counts(entered, advanced));
}
