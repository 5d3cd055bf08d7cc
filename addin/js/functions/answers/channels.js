/** The answers of the functions on rates and channels. Twin of funnel_addin/functions/answers/channels.py. */

import { channelVolumes } from "../../core/channels.js";
import { InputError } from "../../core/errors.js";
import { conversionRates, stageRates } from "../../core/rates.js";
import { allocatedSpend, neededSpend } from "../../core/response.js";
import { shrunkRates } from "../../core/shrinkage.js";

/** @typedef {import("../listed.js").Answer} Answer */
/** @typedef {import("../read.js").Read} Read */

/**
 * @param {Read} read
 * @returns {Answer}
 */
function rates(read) {
  const volumes = read.list("volumes");
  if (volumes.values.length < 2) {
    throw new InputError("'volumes' must hold at least two stages; got one number");
  }
  const confidence = read.numberOr("confidence", null);
  if (confidence === null) return volumes.laid(conversionRates(volumes.values));
  return stageRates(volumes.values, confidence).map(({ rate, interval }) => [
    interval.low,
    rate,
    interval.high,
  ]);
}

/**
 * @param {Read} read
 * @returns {Answer}
 */
function shrink(read) {
  const entered = read.list("entered");
  return entered.laid(shrunkRates(entered.values, read.list("advanced").values));
}

/**
 * @param {Read} read
 * @returns {Answer}
 */
function mix(read) {
  const shares = read.list("shares").values;
  const volumes = channelVolumes(read.number("target"), shares, read.table("rates").entries);
  return volumes[0].map((_, stage) => volumes.map((each) => each[stage]));
}

/**
 * @param {Read} read
 * @returns {Answer}
 */
function allocate(read) {
  const [ceiling, shape] = [read.list("ceiling"), read.listOrNone("shape")];
  const shapes = shape && shape.values.length > 1 ? shape.values : (shape?.values[0] ?? 1);
  const half = read.list("half").values;
  return ceiling.laid(allocatedSpend(read.number("budget"), ceiling.values, half, shapes));
}

/**
 * @param {Read} read
 * @returns {Answer}
 */
function spendFor(read) {
  const [result, ceiling, half] = ["result", "ceiling", "half"].map((name) => read.number(name));
  return [[neededSpend(result, ceiling, half, read.numberOr("shape", 1))]];
}

/** @type {import("../read.js").Answers} */
export const CHANNELS = {
  FUNNEL_RATES: rates,
  FUNNEL_SHRINK: shrink,
  FUNNEL_MIX: mix,
  FUNNEL_ALLOCATE: allocate,
  FUNNEL_SPEND_FOR: spendFor,
};
