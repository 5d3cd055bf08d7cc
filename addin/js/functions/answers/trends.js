/** The answers of the functions on series. Twin of funnel_addin/functions/answers/trends.py. */

import { laggedCorrelations } from "../../core/correlation.js";
import { seriesTrend, xmrChart } from "../../core/trends.js";

/** @typedef {import("../listed.js").Answer} Answer */
/** @typedef {import("../read.js").Read} Read */

/**
 * @param {Read} read
 * @returns {Answer}
 */
function xmr(read) {
  const { centre, lower, upper, signals } = xmrChart(read.list("series").values);
  return signals.map((signal) => [centre, lower, upper, signal]);
}

/**
 * @param {Read} read
 * @returns {Answer}
 */
function trend(read) {
  const { direction, slope, p } = seriesTrend(
    read.list("series").values,
    read.numberOr("alpha", 0.05),
  );
  return [[direction, slope, p]];
}

/**
 * @param {Read} read
 * @returns {Answer}
 */
function correlate(read) {
  const found = laggedCorrelations(
    read.table("activities").lines,
    read.list("result").values,
    read.numberOr("max_lag", 3),
  );
  return found.map((each) =>
    each ? [each.lag, each.r, each.p, each.q] : ["#N/A", "#N/A", "#N/A", "#N/A"],
  );
}

/** @type {import("../read.js").Answers} */
export const TRENDS = {
  FUNNEL_XMR: xmr,
  FUNNEL_TREND: trend,
  FUNNEL_CORRELATE: correlate,
};
