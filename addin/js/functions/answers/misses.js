/** The answers of the functions on misses and levers. Twin of funnel_addin/functions/answers/misses.py. */

import { factorBridge, mixBridge } from "../../core/bridge.js";
import { leverGains, stepSwings } from "../../core/levers.js";

/** @typedef {import("../listed.js").Answer} Answer */
/** @typedef {import("../read.js").Read} Read */

/**
 * @param {Read} read
 * @returns {Answer}
 */
function bridge(read) {
  const [plan, actual] = [read.list("plan"), read.list("actual")];
  return plan.laid(factorBridge(plan.values, actual.values));
}

/**
 * @param {Read} read
 * @returns {Answer}
 */
function mixed(read) {
  const { volume, mix, rate } = mixBridge(
    read.list("plan_volumes").values,
    read.list("plan_rates").values,
    read.list("actual_volumes").values,
    read.list("actual_rates").values,
  );
  return [[volume, mix, rate]];
}

/** @type {import("../read.js").Answers} */
export const MISSES = {
  FUNNEL_BRIDGE: bridge,
  FUNNEL_MIX_BRIDGE: mixed,
  FUNNEL_SENSITIVITY: (read) =>
    stepSwings(read.counts("counts"), read.number("target"), read.numberOr("confidence", 0.95)),
  FUNNEL_LEVERS: (read) => [
    leverGains(
      read.number("customers"),
      read.number("retention"),
      read.number("value"),
      read.number("purchases"),
      read.numberOr("change", 0.1),
    ),
  ],
};
