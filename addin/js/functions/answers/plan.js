/** The answers of the functions that plan. Twin of funnel_addin/functions/answers/plan.py. */

import { OutOfRange } from "../../core/errors.js";
import { Transition } from "../../core/model.js";
import { show } from "../../core/quantities.js";
import { exactVolumes, requiredVolumes } from "../../core/required.js";

/** @typedef {import("../grid.js").Answer} Answer */
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
  const volumes = read.flag("exact")
    ? exactVolumes(target, steps, value)
    : requiredVolumes(target, steps, value);
  return stage === null ? rates.laid(volumes) : [[volumes[0]]];
}

/** @type {import("../read.js").Answers} */
export const PLAN = {
  FUNNEL_REQUIRED: required,
};
