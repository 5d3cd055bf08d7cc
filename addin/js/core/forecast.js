/**
 * What the records that are in the funnel now should bring in the end.
 *
 * Twin of funnel_core/forecast.py, and of `Funnel.forecast` of funnel_core/planning.py.
 */

import { finalRange } from "./confidence.js";
import { Fault, NotEnoughData } from "./errors.js";
import { NONE, ONE, fraction, numerator, quotient } from "./exact.js";
import { transitions } from "./model.js";
import { MONEY, asFloat, asTyped } from "./quantities.js";
import { wholeVolumes } from "./rates.js";

/** @typedef {import("./model.js").Step} Step */

/**
 * Gives the expected final count of the last stage.
 *
 * @param {readonly number[]} volumes records now in each of the n + 1 stages, top first
 * @param {readonly Step[]} steps n rates, counts or transitions
 * @returns {number}
 */
function expectedFinal(volumes, steps) {
  const read = transitions(steps);
  const records = wholeVolumes(volumes, read.length + 1);
  /** @type {Fault[]} */
  const empty = [];
  read.forEach(({ counts }, entry) => {
    if (counts?.entered === 0) empty.push(new Fault("rates", entry, "is 0 of 0"));
  });
  if (empty.length) {
    throw new NotEnoughData(
      "a rate needs records that entered its step: 'entered' must be from 1 up",
      empty,
    );
  }
  let [above, below] = [NONE, ONE];
  read.forEach(({ rate }, stage) => {
    above = (above + BigInt(records[stage]) * below) * numerator(rate);
    below *= rate.d;
  });
  return quotient(above + BigInt(records[read.length]) * below, below);
}

/**
 * @typedef {object} Forecast what records at hand should bring, in wins or in money
 * @property {number} expected
 * @property {[low: number, high: number] | null} range null where no confidence was given
 */

/**
 * Says what records now in each stage should bring.
 *
 * @param {readonly number[]} volumes records now in each of the n + 1 stages, top first
 * @param {readonly Step[]} steps n rates, counts or transitions
 * @param {number | null} [value] money that one win brings; with it the answer is money
 * @param {number | null} [confidence] a share strictly between 0 and 1
 * @returns {Forecast}
 */
export function forecast(volumes, steps, value = null, confidence = null) {
  if (value !== null) MONEY.check("value", value);
  const worth = value === null ? fraction(1) : asTyped(value);
  /** @param {number} wins */
  const amount = (wins) => asFloat(asTyped(wins).mul(worth));
  const expected = amount(expectedFinal(volumes, steps));
  if (confidence === null) return { expected, range: null };
  const [low, high] = finalRange(volumes, steps, confidence);
  return { expected, range: [amount(low), amount(high)] };
}
