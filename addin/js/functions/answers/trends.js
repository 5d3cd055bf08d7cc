/** The answers of the functions on series. Twin of funnel_addin/functions/answers/trends.py. */

import { seriesTrend, xmrChart } from "../../core/trends.js";

/** @typedef {import("../grid.js").Answer} Answer */
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

/** @type {import("../read.js").Answers} */
export const TRENDS = {
  FUNNEL_XMR: xmr,
  FUNNEL_TREND: trend,
};
