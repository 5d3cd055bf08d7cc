/**
 * How sure a plan is: volumes needed at a confidence, the chance to hit, the range to expect.
 *
 * Twin of funnel_core/confidence.py, where the formulas and sources stand.
 */

import { OutOfRange } from "./errors.js";
import { fraction, timesShare, toNumber } from "./exact.js";
import { transitions } from "./model.js";
import { isOne } from "./numerics/doubles.js";
import { Pipeline } from "./numerics/pipeline.js";
import { Reaching, smallest } from "./numerics/reaching.js";
import { normalQuantile, sumTails, thinnedTails } from "./numerics/tails.js";
import { CONFIDENCE, COUNT, LARGEST_WHOLE, show } from "./quantities.js";
import { wholeVolumes } from "./rates.js";

/** @typedef {import("./exact.js").Fraction} Fraction */
/** @typedef {import("./model.js").Step} Step */
/** @typedef {import("./model.js").Transition} Transition */
/** @typedef {import("./numerics/tails.js").Beta} Beta */
/** @typedef {import("./numerics/tails.js").Tails} Tails */

const LARGEST_SHARE = 1 - 2 ** -53;
const PIPELINES_KEPT = 4;

/** @type {Map<string, Pipeline>} the last ones asked for: chance and range are asked for side by side */
const pipelines = new Map();

/**
 * Gives the smallest volumes that reach a target with a given confidence.
 *
 * @param {number} needed records needed in the last stage, a whole number from 0 up
 * @param {readonly Step[]} steps n rates, counts or transitions
 * @param {number} confidence a share strictly between 0 and 1
 * @returns {number[]} n + 1 whole volumes, top first
 */
export function confidentVolumes(needed, steps, confidence) {
  const read = transitions(steps);
  COUNT.check("needed", needed);
  CONFIDENCE.check("confidence", confidence);
  if (needed === 0) return [...read.map(() => 0), 0];
  const toWon = ratesToWon(read);
  const volumes = read.map((_, stage) => {
    const [rate, learnt] = toWon(stage);
    if (isOne(rate) && !learnt.length) return needed;
    const reaching = new Reaching(needed, rate, learnt);
    const guess = reaching.guess(confidence);
    const bounds = { least: needed, most: LARGEST_WHOLE };
    const volume = smallest(
      (trial) => reaching.at(trial),
      bounds,
      confidence,
      guess,
      reaching.spread,
    );
    if (volume === null) {
      throw new OutOfRange(
        `${needed} in the last stage at a confidence of ${show(confidence)} need more than ` +
          `2^53 records ${above(read.length - stage)}, more than a cell can hold: ask for a ` +
          "lower confidence, or count more records for the rates",
      );
    }
    return volume;
  });
  return [...volumes, needed];
}

/**
 * Gives the probability that the last stage reaches a target from the records there are now.
 *
 * @param {number} needed records needed in the last stage, a whole number from 0 up
 * @param {readonly number[]} volumes records now in each of the n + 1 stages, top first
 * @param {readonly Step[]} steps n rates, counts or transitions
 * @returns {number}
 */
export function hitProbability(needed, volumes, steps) {
  const read = transitions(steps);
  const records = wholeVolumes(volumes, read.length + 1);
  COUNT.check("needed", needed);
  return finalTails(records, read)(needed)[1];
}

/**
 * Gives the range in which the final count of the last stage will lie.
 *
 * @param {readonly number[]} volumes records now in each of the n + 1 stages, top first
 * @param {readonly Step[]} steps n rates, counts or transitions
 * @param {number} confidence a share strictly between 0 and 1
 * @returns {[number, number]} low and high, whole numbers
 */
export function finalRange(volumes, steps, confidence) {
  const read = transitions(steps);
  const records = wholeVolumes(volumes, read.length + 1);
  CONFIDENCE.check("confidence", confidence);
  const tails = finalTails(records, read);
  const [mean, deviation] = moments(records, read);
  const bounds = { least: records[records.length - 1], most: total(records) };
  /** @param {number} share @returns {number} */
  const reached = (share) => {
    const guess = mean + deviation * normalQuantile(Math.min(share, LARGEST_SHARE));
    const spread = deviation / (mean + 1);
    const final = smallest((count) => tails(count + 1)[0], bounds, share, guess, spread);
    return final ?? bounds.most; // the final count is at most the sum of all records
  };
  return [reached((1 - confidence) / 2), reached((1 + confidence) / 2)];
}

/**
 * @param {number} steps
 * @returns {string}
 */
function above(steps) {
  return steps === 1 ? "one step above it" : `${steps} steps above it`;
}

/**
 * @param {readonly number[]} records
 * @returns {number}
 */
function total(records) {
  return records.reduce((all, each) => all + each, 0);
}

/**
 * Splits the rate to won: the product of the known rates, and the learnt posteriors.
 *
 * All products are taken in one pass from the last step up.
 *
 * @param {readonly Transition[]} steps
 * @returns {(stage: number) => [Fraction, Beta[]]} from each stage on
 */
function ratesToWon(steps) {
  const learnt = steps.flatMap(({ counts }) => (counts === null ? [] : [counts.posterior]));
  /** @type {[known: Fraction, before: number][]} */
  const stages = [];
  let [known, before] = [fraction(1), learnt.length];
  for (const { rate, counts } of [...steps].reverse()) {
    if (counts === null) known = timesShare(known, rate);
    else before -= 1;
    stages.push([known, before]);
  }
  stages.reverse();
  return (stage) => [stages[stage][0], learnt.slice(stages[stage][1])];
}

/**
 * Gives the function that tells P(final < needed) and P(final ≥ needed).
 *
 * @param {readonly number[]} records
 * @param {readonly Transition[]} steps
 * @returns {(needed: number) => Tails}
 */
function finalTails(records, steps) {
  const open = records.slice(0, -1);
  const won = records[records.length - 1];
  const all = total(records);
  const inside = openTails(open, steps);
  return (needed) => {
    if (needed <= won) return [0, 1];
    return needed > all ? [1, 0] : inside(needed - won);
  };
}

/**
 * @param {readonly number[]} open records in each stage but the last
 * @param {readonly Transition[]} steps
 * @returns {(needed: number) => Tails} of those who arrive from there
 */
function openTails(open, steps) {
  const filled = open.flatMap((volume, stage) => (volume ? [stage] : []));
  const [toWon, first] = [ratesToWon(steps), filled[0]];
  if (!filled.length || !toWon(first)[1].length) {
    /** @type {[number, Fraction][]} */
    const parts = filled.map((stage) => [open[stage], toWon(stage)[0]]);
    return (needed) => sumTails(needed, parts);
  }
  if (filled.length === 1) return (needed) => thinnedTails(needed, open[first], ...toWon(first));
  const pipeline = kept(open, steps);
  return (needed) => pipeline.tails(needed);
}

/**
 * @param {readonly number[]} open
 * @param {readonly Transition[]} steps
 * @returns {Pipeline}
 */
function kept(open, steps) {
  const plain = steps.map(({ rate, counts }) =>
    counts === null
      ? rate
      : /** @type {const} */ ([counts.advanced, counts.entered - counts.advanced]),
  );
  const told = plain.map((step) => ("d" in step ? `${step.n}/${step.d}` : step.join(" of ")));
  const key = [...open, ...told].join(";");
  const pipeline = pipelines.get(key) ?? new Pipeline(open, plain);
  pipelines.delete(key);
  pipelines.set(key, pipeline); // behind all others
  if (pipelines.size > PIPELINES_KEPT) {
    const [oldest] = pipelines.keys();
    pipelines.delete(oldest);
  }
  return pipeline;
}

/**
 * Gives the mean and the standard deviation of the final count.
 *
 * @param {readonly number[]} records
 * @param {readonly Transition[]} steps
 * @returns {[number, number]}
 */
function moments(records, steps) {
  let [mean, variance] = [records[0], 0];
  steps.forEach((step, stage) => {
    let [rate, uncertain] = [toNumber(step.rate), 0];
    if (step.counts !== null) {
      const [a, b] = step.counts.posterior;
      rate = a / (a + b);
      uncertain = (rate * (b / (a + b))) / (a + b + 1);
    }
    const noise = mean * (rate * (1 - rate) - uncertain);
    variance = noise + variance * (rate * rate + uncertain) + mean * mean * uncertain;
    mean = mean * rate + records[stage + 1];
  });
  return [mean, Math.sqrt(Math.max(variance, 0))];
}
