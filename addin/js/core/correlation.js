/**
 * Which activities a result follows, and after how many periods, beyond chance.
 *
 * Twin of funnel_core/correlation.py, where the formulas and sources stand.
 */

import { InputError, NotEnoughData, OutOfRange } from "./errors.js";
import { exponentOf, scaled } from "./numerics/powers.js";
import { studentBeyond } from "./numerics/student.js";
import { fsum, product } from "./numerics/sums.js";
import { COEFFICIENT, NUMBER, PAIRS, PERIODS, SHARE, show } from "./quantities.js";

/**
 * @typedef {object} Correlation how closely a result follows an activity at its best lag
 * @property {number} lag periods
 * @property {number} r between their changes
 * @property {number} p corrected for autocorrelation
 * @property {number} q corrected, too, for everything that was tried
 */

/**
 * @typedef {object} Changes of a series from point to point
 * @property {number[]} values
 * @property {number} rounding what rounding may make of equal ones
 */

/**
 * @typedef {object} Centred a stretch of changes about its mean, its squares adding to 1
 * @property {number[]} values
 * @property {number} autocorrelation
 */

/** @typedef {Correlation & { place: number }} Tried */

const LEAST_POINTS = 5;
/** So near to ±1 only rounding keeps an r that is. */
const PERFECT = 1e-14;
const MOST_PRODUCTS = 30_000_000;
const ROUNDING = 2 ** -50;

/**
 * Says which lag a result follows each activity at, and whether it is more than chance.
 *
 * @param {readonly (readonly number[])[]} activities a series each, as long as `result`
 * @param {readonly number[]} result a number per period, oldest first
 * @param {number} [maxLag] a whole number of periods from 0 up
 * @returns {(Correlation | null)[]} null for an activity that cannot be compared
 */
export function laggedCorrelations(activities, result, maxLag = 3) {
  NUMBER.checkEach("result", result);
  PERIODS.check("max_lag", maxLag);
  activities.forEach((activity, place) => NUMBER.checkEach(`activities[${place}]`, activity));
  checkSizes(activities, result, maxLag);
  const effects = changesOf(result);
  if (!centred(effects, 0, effects.values.length)) {
    throw new NotEnoughData(
      "'result' never changes, or always by the same amount, so nothing can be compared with " +
        "it: add periods in which it does, or take another result",
    );
  }
  const tried = comparisons(activities.map(changesOf), effects, maxLag);
  const qs = benjaminiHochberg(tried.map(({ p }) => p));
  /** @type {(Correlation | null)[]} */
  const best = activities.map(() => null);
  tried.forEach(({ place, lag, r, p }, at) => {
    const found = { lag, r, p, q: qs[at] };
    const before = best[place];
    if (!before || isBetter(found, before)) best[place] = found;
  });
  return best;
}

/**
 * Compares every activity at every lag at which something varies.
 *
 * @param {readonly Changes[]} causes
 * @param {Changes} effects
 * @param {number} maxLag
 * @returns {Tried[]}
 */
function comparisons(causes, effects, maxLag) {
  /** @type {Tried[]} */
  const tried = [];
  const end = effects.values.length;
  for (let lag = 0; lag <= maxLag; lag += 1) {
    const followed = centred(effects, lag, end);
    if (!followed) continue;
    causes.forEach((cause, place) => {
      const led = centred(cause, 0, end - lag);
      if (led) tried.push({ place, lag, ...compared(led, followed), q: 1 });
    });
  }
  return tried;
}

/**
 * Tells whether one has the smaller p or, of equal ones, the larger |r| or the smaller lag.
 *
 * @param {Correlation} one
 * @param {Correlation} other
 * @returns {boolean}
 */
function isBetter(one, other) {
  if (one.p !== other.p) return one.p < other.p;
  if (Math.abs(one.r) !== Math.abs(other.r)) return Math.abs(one.r) > Math.abs(other.r);
  return one.lag < other.lag;
}

/**
 * Gives how many independent pairs so many autocorrelated ones are worth.
 *
 * @param {number} pairs from 0 up
 * @param {number} xAutocorrelation from −1 to 1
 * @param {number} yAutocorrelation from −1 to 1
 * @returns {number} from 0 up to `pairs`
 */
function effectivePairs(pairs, xAutocorrelation, yAutocorrelation) {
  PAIRS.check("pairs", pairs);
  COEFFICIENT.check("x_autocorrelation", xAutocorrelation);
  COEFFICIENT.check("y_autocorrelation", yAutocorrelation);
  const shared = Math.max(xAutocorrelation * yAutocorrelation, 0);
  return (pairs * (1 - shared)) / (1 + shared);
}

/**
 * Gives how likely chance alone makes a correlation as close as this, two-sided.
 *
 * @param {number} r from −1 to 1
 * @param {number} pairs independent ones, not necessarily whole
 * @returns {number} a share; 1 at two pairs or fewer
 */
function correlationP(r, pairs) {
  COEFFICIENT.check("r", r);
  PAIRS.check("pairs", pairs);
  const freedom = pairs - 2;
  if (freedom <= 0) return 1;
  const unexplained = (1 - r) * (1 + r);
  return unexplained ? studentBeyond(r * Math.sqrt(freedom / unexplained), freedom) : 0;
}

/**
 * Corrects p-values for how many were tried: the q-value of each.
 *
 * @param {readonly number[]} pValues shares from 0 to 1
 * @returns {number[]}
 */
function benjaminiHochberg(pValues) {
  SHARE.checkEach("p_values", pValues);
  const count = pValues.length;
  const order = pValues.map((_, place) => place).sort((a, b) => pValues[b] - pValues[a]);
  const qs = pValues.map(() => 1);
  let least = 1;
  order.forEach((place, above) => {
    const p = pValues[place];
    // rounding may not take a q below its p
    least = Math.min(least, Math.max(p, (p * count) / (count - above)));
    qs[place] = least;
  });
  return qs;
}

/**
 * @param {readonly (readonly number[])[]} activities
 * @param {readonly number[]} result
 * @param {number} maxLag
 */
function checkSizes(activities, result, maxLag) {
  if (!activities.length) {
    throw new InputError("'activities' must hold a series or more; got none");
  }
  const lengths = [...new Set(activities.map((activity) => activity.length))];
  if (lengths.length > 1 || lengths[0] !== result.length) {
    const told = lengths.sort((a, b) => a - b).join(", ");
    throw new InputError(
      `'activities' and 'result' must be equally long; got ${told} and ${result.length}`,
    );
  }
  if (result.length < LEAST_POINTS + maxLag) {
    throw new NotEnoughData(
      `a max_lag of ${show(maxLag)} needs ${show(BigInt(maxLag) + BigInt(LEAST_POINTS))} points ` +
        `or more; got ${result.length}: add periods, or choose a smaller max_lag`,
    );
  }
  if (activities.length * (maxLag + 1) * result.length > MOST_PRODUCTS) {
    throw new OutOfRange(
      `'max_lag' of ${show(maxLag)} with ${activities.length} series of ${result.length} points ` +
        "would take too long: take fewer activities or points, or a smaller max_lag",
    );
  }
}

/**
 * Gives the changes from point to point, in a unit in which nothing overflows.
 *
 * @param {readonly number[]} series
 * @returns {Changes}
 */
function changesOf(series) {
  const scale = exponentOf(largest(series));
  const numbers = series.map((number) => scaled(number, -scale));
  const changes = numbers.slice(1).map((number, before) => number - numbers[before]);
  const widest = exponentOf(largest(changes));
  return {
    values: changes.map((change) => scaled(change, -widest)),
    rounding: series.every(Number.isInteger) ? 0 : scaled(ROUNDING, -widest),
  };
}

/**
 * Gives a stretch of changes; null where they are all alike.
 *
 * @param {Changes} changes
 * @param {number} start
 * @param {number} end
 * @returns {Centred | null}
 */
function centred(changes, start, end) {
  const stretch = changes.values.slice(start, end);
  let [least, most] = [stretch[0], stretch[0]];
  for (const change of stretch) {
    if (change < least) least = change;
    if (change > most) most = change;
  }
  if (most - least <= changes.rounding) return null;
  const mean = fsum(stretch) / stretch.length;
  const about = stretch.map((change) => change - mean);
  const unit = 1 / largest(about);
  const even = about.map((change) => change * unit);
  const length = 1 / Math.sqrt(product(even, even));
  const values = even.map((change) => change * length);
  return { values, autocorrelation: product(values.slice(1), values) };
}

/**
 * Gives r and p of two stretches of equal length.
 *
 * @param {Centred} led
 * @param {Centred} followed
 * @returns {{ r: number, p: number }}
 */
function compared(led, followed) {
  let r = Math.max(-1, Math.min(1, product(followed.values, led.values)));
  if (1 - Math.abs(r) < PERFECT) r = Math.sign(r);
  const pairs = effectivePairs(led.values.length, led.autocorrelation, followed.autocorrelation);
  return { r, p: correlationP(r, pairs) };
}

/** @param {readonly number[]} values @returns {number} the largest absolute value */
function largest(values) {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
