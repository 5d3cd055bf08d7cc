/**
 * Series in, what is more than noise in them out: signals and trends.
 *
 * Twin of funnel_core/trends.py, where the formulas and sources stand.
 */

import erfc from "@stdlib/math-base-special-erfc";
import { general } from "./bounds.js";
import { NotEnoughData, OutOfRange } from "./errors.js";
import {
  NONE,
  ceilOf,
  decimalFraction,
  floorOf,
  fraction,
  lcm,
  numerator,
  toNumber,
} from "./exact.js";
import { Points, alike } from "./numerics/points.js";
import { directions, medianSlope } from "./numerics/slopes.js";
import { total } from "./numerics/whole.js";
import { CELL_DIGITS, CONFIDENCE, NUMBER, asMeant } from "./quantities.js";

/** @typedef {import("./exact.js").Fraction} Fraction */
/** @typedef {"" | "above limit" | "below limit" | "run above centre" | "run below centre"} Signal */

/**
 * @typedef {object} XmrChart
 * @property {number} centre
 * @property {number} lower
 * @property {number} upper
 * @property {number} rangeLimit the most that neighbours differ by as long as nothing changes
 * @property {Signal[]} signals one per point; "" where it breaks no rule
 */

/**
 * @typedef {object} Trend
 * @property {"rising" | "falling" | "steady"} direction
 * @property {number} slope per period
 * @property {number} p how likely chance alone does as much
 * @property {number} s
 * @property {number} z
 */

const LIMIT_FACTOR = fraction(266, 100);
const RANGE_FACTOR = fraction(3267, 1000);
const RUN = 8;
const LEAST_POINTS = 2;
const LEAST_FOR_TREND = 4;

/**
 * Tells signals in a series from its own noise, by an XmR chart.
 *
 * @param {readonly number[]} series a number per period, two or more, oldest first
 * @returns {XmrChart}
 */
export function xmrChart(series) {
  NUMBER.checkEach("series", series);
  const meant = series.map(asMeant);
  const count = meant.length;
  if (count < LEAST_POINTS) {
    throw new NotEnoughData(`'series' must hold two points or more; got ${count}: add periods`);
  }
  const scale = lcm(new Set(meant.map((number) => number.d)));
  const whole = meant.map((number) => numerator(number) * (scale / number.d));
  const moves = whole.slice(1).map((number, before) => number - whole[before]);
  const centre = fraction(total(whole), count);
  const movingRange = fraction(total(moves.map((move) => (move < NONE ? -move : move))), count - 1);
  const reach = LIMIT_FACTOR.mul(movingRange);
  const [lower, upper] = [centre.sub(reach), centre.add(reach)];
  const limits = [centre, lower, upper, RANGE_FACTOR.mul(movingRange)].map((limit) =>
    toNumber(limit.div(fraction(scale))),
  );
  if (!limits.every(Number.isFinite)) {
    throw new OutOfRange(
      "'series' holds numbers so large that its limits are beyond 1.8e+308: use a larger unit",
    );
  }
  return {
    centre: limits[0],
    lower: limits[1],
    upper: limits[2],
    rangeLimit: limits[3],
    signals: signalsOf(whole, centre, lower, upper),
  };
}

/**
 * Gives the signal of each point.
 *
 * A whole number is below a bound just when it is below the next whole number from the bound up.
 *
 * @param {readonly bigint[]} whole
 * @param {Fraction} centre
 * @param {Fraction} lower
 * @param {Fraction} upper
 * @returns {Signal[]}
 */
function signalsOf(whole, centre, lower, upper) {
  const [least, most] = [ceilOf(lower), floorOf(upper)];
  const [fromCentre, toCentre] = [ceilOf(centre), floorOf(centre)];
  let run = 0;
  return whole.map((number) => {
    if (number > toCentre) run = Math.max(run, 0) + 1;
    else if (number < fromCentre) run = Math.min(run, 0) - 1;
    else run = 0;
    if (number > most) return "above limit";
    if (number < least) return "below limit";
    if (run >= RUN) return "run above centre";
    return run <= -RUN ? "run below centre" : "";
  });
}

/**
 * Tells whether a series rises, falls or is steady, and how fast.
 *
 * @param {readonly number[]} series a number per period, four or more, oldest first
 * @param {number} [alpha] how often, at most, chance alone may call a steady series otherwise
 * @returns {Trend}
 */
export function seriesTrend(series, alpha = 0.05) {
  NUMBER.checkEach("series", series);
  CONFIDENCE.check("alpha", alpha);
  const count = series.length;
  if (count < LEAST_FOR_TREND) {
    throw new NotEnoughData(`'series' must hold four points or more; got ${count}: add periods`);
  }
  const points = new Points(series.map(inCell));
  const pairs = directions(points);
  const s = pairs.rising - pairs.falling;
  const ties = total(alike(points).map(spread));
  const deviation = Math.sqrt(toNumber(fraction(spread(count) - ties, 18)));
  const z = s ? (s - Math.sign(s)) / deviation : 0;
  const p = s ? erfc(Math.abs(z) / Math.SQRT2) : 1;
  const slope = medianSlope(points);
  const direction = p >= alpha ? "steady" : s > 0 ? "rising" : "falling";
  return { direction, slope, p, s, z };
}

/**
 * Gives t(t − 1)(2t + 5), by which the variance without a trend goes.
 *
 * @param {number} size
 * @returns {bigint}
 */
function spread(size) {
  return BigInt(size) * BigInt(size - 1) * BigInt(2 * size + 5);
}

/**
 * Gives a number at the 15 digits that a cell holds.
 *
 * @param {number} value
 * @returns {Fraction}
 */
function inCell(value) {
  return Number.isInteger(value) ? fraction(value) : decimalFraction(general(value, CELL_DIGITS));
}
