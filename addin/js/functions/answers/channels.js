/** The answers of the functions on rates and channels. Twin of funnel_addin/functions/answers/channels.py. */

import { InputError } from "../../core/errors.js";
import { conversionRates, stageRates } from "../../core/rates.js";

/** @typedef {import("../grid.js").Answer} Answer */
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

/** @type {import("../read.js").Answers} */
export const CHANNELS = {
  FUNNEL_RATES: rates,
};
