/** The answers of the functions that plan. Twin of funnel_addin/functions/answers/plan.py. */

import { confidentVolumes, hitProbability } from "../../core/confidence.js";
import { InputError, OutOfRange } from "../../core/errors.js";
import { forecast } from "../../core/forecast.js";
import { Transition } from "../../core/model.js";
import { total } from "../../core/numerics/whole.js";
import { LARGEST_WHOLE, show } from "../../core/quantities.js";
import { exactVolumes, neededWins, requiredVolumes } from "../../core/required.js";

/** @typedef {import("../listed.js").Answer} Answer */
/** @typedef {import("../read.js").Read} Read */

/**
 * @param {Read} read
 * @returns {Answer}
 */
function required(read) {
  const rates = read.steps("rates");
  const [target, value, stage] = [
    read.number("target"),
    read.numberOr("value", null),
    read.numberOr("stage", null),
  ];
  let steps = rates.transitions;
  if (stage !== null && stage > steps.length + 1) {
    throw new OutOfRange(
      `'stage' must be a stage's number, 1 to ${steps.length + 1} for ${steps.length} rates; ` +
        `got ${show(stage)}: count from the top, 1 being the top`,
    );
  }
  if (stage !== null) {
    // what is above that stage may be beyond all bounds
    steps = steps.slice(stage - 1);
    if (!steps.length) steps = [Transition.of(1)];
  }
  const volumes = volumesFor(read, target, steps, value);
  return stage === null ? rates.laid(volumes) : [[volumes[0]]];
}

/**
 * @param {Read} read
 * @param {number} target
 * @param {readonly Transition[]} steps
 * @param {number | null} value
 * @returns {number[]}
 */
function volumesFor(read, target, steps, value) {
  const confidence = read.numberOr("confidence", null);
  if (confidence !== null) {
    requiredVolumes(target, [1], value); // the same bounds on the target as without confidence
    return confidentVolumes(neededWins(target, value), steps, confidence);
  }
  return read.flag("exact")
    ? exactVolumes(target, steps, value)
    : requiredVolumes(target, steps, value);
}

/**
 * @param {Read} read
 * @returns {Answer}
 */
function forecasted(read) {
  const steps = read.steps("rates").transitions;
  const records = recordsOf(read);
  const [value, confidence] = [read.numberOr("value", null), read.numberOr("confidence", null)];
  const { expected, range } = forecast(records, steps, value, confidence);
  return range === null ? [[expected]] : [[range[0], expected, range[1]]];
}

/**
 * @param {Read} read
 * @returns {Answer}
 */
function probability(read) {
  const records = recordsOf(read);
  const needed = neededWins(read.number("target"), read.numberOr("value", null));
  return [[hitProbability(needed, records, read.steps("rates").transitions)]];
}

/**
 * @param {Read} read
 * @returns {readonly number[]} the records in each stage, one more than there are steps
 */
function recordsOf(read) {
  const { values } = read.list("volumes");
  const steps = read.steps("rates").transitions.length;
  if (values.length !== steps + 1) {
    throw new InputError(
      `'volumes' must hold one number more than there are rates, ${steps + 1} for ${steps}, ` +
        `the last being those already won; got ${values.length}: write 0 where a stage ` +
        "is empty",
    );
  }
  if (total(values.map(BigInt)) > LARGEST_WHOLE) {
    throw new OutOfRange("so many records are larger than a cell can hold: 2^53 is the most");
  }
  return values;
}

/** @type {import("../read.js").Answers} */
export const PLAN = {
  FUNNEL_REQUIRED: required,
  FUNNEL_FORECAST: forecasted,
  FUNNEL_PROBABILITY: probability,
};
