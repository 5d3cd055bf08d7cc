/** The answers of the functions on experiments. Twin of funnel_addin/functions/answers/experiments.py. */

import { comparison, sampleSize } from "../../core/experiments.js";

/** @typedef {import("../listed.js").Answer} Answer */
/** @typedef {import("../read.js").Read} Read */

/**
 * @param {Read} read
 * @returns {Answer}
 */
function experiment(read) {
  const [enteredA, advancedA] = [read.number("entered_a"), read.number("advanced_a")];
  const [enteredB, advancedB] = [read.number("entered_b"), read.number("advanced_b")];
  const found = comparison(enteredA, advancedA, enteredB, advancedB);
  return [[found.rateA, found.rateB, found.lift, found.bBetter]];
}

/**
 * @param {Read} read
 * @returns {Answer}
 */
function size(read) {
  const [rate, lift] = [read.number("rate"), read.number("lift")];
  return [[sampleSize(rate, lift, read.numberOr("alpha", 0.05), read.numberOr("power", 0.8))]];
}

/** @type {import("../read.js").Answers} */
export const EXPERIMENTS = {
  FUNNEL_EXPERIMENT: experiment,
  FUNNEL_SAMPLE_SIZE: size,
};
