/** The answers of the functions over time. Twin of funnel_addin/functions/answers/time.py. */

import { teamCapacity } from "../../core/capacity.js";
import { projectedFinish } from "../../core/finish.js";
import { expectedToDate, paceToDate } from "../../core/pace.js";
import { expectedWins, requiredEntries, spread } from "../../core/schedule.js";

/** @typedef {import("../listed.js").Answer} Answer */
/** @typedef {import("../read.js").Read} Read */

/**
 * @param {Read} read
 * @returns {Answer}
 */
function scheduled(read) {
  const wins = read.list("wins");
  const { entries, unmet } = requiredEntries(
    wins.values,
    read.list("lag").values,
    read.number("rate"),
    read.listOrNone("past")?.values,
  );
  return wins.across ? [entries, unmet] : entries.map((each, at) => [each, unmet[at]]);
}

/**
 * @param {Read} read
 * @returns {Answer}
 */
function won(read) {
  const entries = read.list("entries");
  return entries.laid(expectedWins(entries.values, read.list("lag").values, read.number("rate")));
}

/**
 * @param {Read} read
 * @returns {Answer}
 */
function handled(read) {
  const starters = read.list("starters");
  const ramp = read.listOrNone("ramp")?.values;
  return starters.laid(teamCapacity(starters.values, read.number("per_rep"), ramp));
}

/**
 * @param {Read} read
 * @returns {Answer}
 */
function due(read) {
  const [start, end, today] = [read.day("start"), read.day("end"), read.day("today")];
  const weights = read.listOrNone("weights")?.values;
  return [[expectedToDate(read.number("target"), start, end, today, weights)]];
}

/**
 * @param {Read} read
 * @returns {Answer}
 */
function finished(read) {
  const [actual, expected] = [read.number("actual"), read.number("expected")];
  const { projected, probability } = projectedFinish(actual, expected, read.number("target"));
  return [[projected, probability]];
}

/** @type {import("../read.js").Answers} */
export const TIME = {
  FUNNEL_SPREAD: (read) => {
    const weights = read.list("weights");
    return weights.laid(spread(read.number("target"), weights.values));
  },
  FUNNEL_SCHEDULE: scheduled,
  FUNNEL_WINS: won,
  FUNNEL_CAPACITY: handled,
  FUNNEL_EXPECTED: due,
  FUNNEL_PACE: (read) => [
    [paceToDate(read.number("actual"), read.number("expected"), read.numberOr("alpha", 0.05))],
  ],
  FUNNEL_FINISH: finished,
};
