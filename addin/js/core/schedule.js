/**
 * Over time: a target spread over periods; wins from entries, and entries for wins.
 *
 * Twin of funnel_core/schedule.py, where the formulas and sources stand.
 */

import { general } from "./bounds.js";
import { InputError, OutOfRange } from "./errors.js";
import { NONE, fraction, numerator, quotient } from "./exact.js";
import { convolved, wholeScale } from "./numerics/convolution.js";
import { exactEntries, inverseGrowth } from "./numerics/deconvolution.js";
import { steadiestLeastSquares } from "./numerics/leastsquares.js";
import { largestOf, total } from "./numerics/whole.js";
import {
  CELL_DIGITS,
  COUNT,
  RATE,
  RECORDS,
  SHARE,
  asFloat,
  asMeant,
  asTyped,
  show,
  wholeWeights,
} from "./quantities.js";

/** @typedef {import("./exact.js").Fraction} Fraction */

const LAG_SLACK = BigInt(10) ** BigInt(6);
/** What a difference of computed numbers may be off by, in units of the larger one. */
const CELL_NOISE = fraction(1, BigInt(10) ** BigInt(14));
const TYPED_DIGITS = 13;
/** log2 of the growth from which on noise in the 15th digit shows in the 9th one of the entries. */
const NOISE_GROWTH = 17;
/** Entries below this share of the largest one are what 0 looks like after rounding. */
const PER_TRACE = BigInt(10) ** BigInt(13);
/** Wins short by less than this share of the largest ones, or of themselves, are met. */
const PER_MET = BigInt(10) ** BigInt(11);

/**
 * @typedef {object} Schedule per period
 * @property {number[]} entries the records that must enter
 * @property {number[]} unmet the wins that can no longer be met
 */

/**
 * Spreads a whole-number target over periods in proportion to their weights.
 *
 * @param {number} target whole records, from 0 up
 * @param {readonly number[]} weights a number from 0 up for each period
 * @returns {number[]} a whole number per period, adding up to `target` exactly
 */
export function spread(target, weights) {
  COUNT.check("target", target);
  const whole = wholeWeights(weights);
  const all = total(whole);
  const quotas = whole.map((weight) => BigInt(target) * weight);
  const parts = quotas.map((quota) => Number(quota / all));
  const rest = quotas.map((quota) => quota % all);
  const left = Number(total(rest) / all);
  const byRemainder = parts.map((_, period) => period);
  byRemainder.sort((a, b) => Number(rest[b] > rest[a]) - Number(rest[b] < rest[a]));
  for (const period of byRemainder.slice(0, left)) parts[period] += 1;
  return parts;
}

/**
 * Lists the wins to be expected per period from the records that enter per period.
 *
 * @param {readonly number[]} entries records that enter in each period, from 0 up
 * @param {readonly number[]} lag shares of the later wins, period of entry first, adding to 1
 * @param {number} rate the share of entries that is ever won
 * @returns {number[]} wins per period, the tail after the last entry included
 */
export function expectedWins(entries, lag, rate) {
  RECORDS.checkEach("entries", entries);
  if (!entries.length) {
    throw new InputError("'entries' must hold a number of records for each period; got none");
  }
  const [shares, shareScale] = lagShares(lag);
  RATE.check("rate", rate);
  const [records, recordScale] = wholeScale(entries);
  const won = asTyped(rate);
  const scale = shareScale * recordScale * won.d;
  return convolved(records, shares).map((each) => asFloat(numerator(won) * each, scale));
}

/**
 * Lists the records that must enter in each period so that wins fall due as wanted.
 *
 * @param {readonly number[]} wins wanted in each period, from 0 up
 * @param {readonly number[]} lag shares of the later wins, period of entry first, adding to 1
 * @param {number} rate the share of entries that is ever won
 * @param {readonly number[]} [past] records that entered in past periods, the latest last
 * @returns {Schedule}
 */
export function requiredEntries(wins, lag, rate, past = []) {
  RECORDS.checkEach("wins", wins);
  if (!wins.length) throw new InputError("'wins' must hold a number for each period; got none");
  const [shares, scale] = lagShares(lag);
  RATE.check("rate", rate);
  RECORDS.checkEach("past", past);
  const won = asTyped(rate).div(fraction(scale));
  return planned(missing(wins, shares, won, past), shares, won, hasNoise(wins));
}

/**
 * Checks a lag and gives its shares as whole numbers, and what makes up a whole.
 *
 * @param {readonly number[]} lag
 * @returns {[bigint[], bigint]}
 */
function lagShares(lag) {
  SHARE.checkEach("lag", lag);
  if (!lag.length) {
    throw new InputError("'lag' must hold a share for each period, the period of entry first");
  }
  const [shares, scale] = wholeScale(lag);
  const over = total(shares) - scale;
  if ((over < NONE ? -over : over) * LAG_SLACK > scale) {
    throw new OutOfRange(
      `'lag' must be shares that add to 1; they add to ${show(quotient(total(shares), scale))}: ` +
        "write which share of the wins falls into the period of entry, the next one, and so on, " +
        "a third as =1/3 and not 0.333",
    );
  }
  return [shares, scale];
}

/**
 * Gives what past entries leave to be won in each period, never below 0.
 *
 * @param {readonly number[]} wins
 * @param {readonly bigint[]} shares
 * @param {Fraction} won what one entry brings, for each share
 * @param {readonly number[]} past
 * @returns {Fraction[]}
 */
function missing(wins, shares, won, past) {
  const wanted = wins.map(asMeant);
  const [recent, scale] = wholeScale(past.slice(-shares.length));
  if (!recent.some(Boolean)) return wanted;
  const coming = convolved(recent, shares).slice(recent.length);
  const share = won.div(fraction(scale));
  return wanted.map((each, period) => {
    const rest = each.sub(share.mul(fraction(coming[period] ?? NONE)));
    return rest.compare(CELL_NOISE.mul(each)) > 0 ? rest : fraction(0);
  });
}

/**
 * Plans entries for what is missing per period; one entry brings shares × won.
 *
 * @param {readonly Fraction[]} missed
 * @param {readonly bigint[]} shares
 * @param {Fraction} won
 * @param {boolean} computed whether the last digits of what is missing are noise
 * @returns {Schedule}
 */
function planned(missed, shares, won, computed) {
  const wait = shares.findIndex(Boolean);
  const late = missed.slice(wait);
  const early = missed.slice(0, wait).map((each) => asFloat(each));
  if (!late.length) return { entries: missed.map(() => 0), unmet: early };
  const taps = shares.slice(wait, wait + late.length);
  while (!taps[taps.length - 1]) taps.pop();
  const { entries, unmet } = balanced(taps, late, won, computed);
  return { entries: [...entries, ...early.map(() => 0)], unmet: [...early, ...unmet] };
}

/**
 * Gives the entries that come nearest to what is missing, and what they leave unmet.
 *
 * @param {readonly bigint[]} taps
 * @param {readonly Fraction[]} missed
 * @param {Fraction} won
 * @param {boolean} computed
 * @returns {Schedule}
 */
function balanced(taps, missed, won, computed) {
  const nothing = missed.map(() => 0);
  const due = missed.map((each) => each.div(won));
  const largest = due.reduce((most, each) => (each.compare(most) > 0 ? each : most));
  if (numerator(largest) === NONE) return { entries: nothing, unmet: nothing };
  const growth = inverseGrowth(taps, due.length);
  const exact = computed && growth > NOISE_GROWTH ? null : exactEntries(taps, due, growth);
  if (!exact) return nearest(taps, due, largest, won);
  const scale = BigInt(2) ** BigInt(Math.abs(exact.bits));
  const entries = exact.entries.map((each) =>
    exact.bits < 0 ? asFloat(each * scale) : asFloat(each, scale),
  );
  return { entries, unmet: nothing };
}

/**
 * Balances entries where none bring exactly what is due: their misfit is the least.
 *
 * @param {readonly bigint[]} taps
 * @param {readonly Fraction[]} due
 * @param {Fraction} largest of them
 * @param {Fraction} won
 * @returns {Schedule}
 */
function nearest(taps, due, largest, won) {
  const whole = total(taps);
  const shares = taps.map((tap) => fraction(tap, whole));
  const parts = due.map((each) => each.div(largest));
  const { point, numbers } = solved(shares, parts);
  const most = largestOf(numbers);
  const entries = numbers.map((each) =>
    each * PER_TRACE > most ? asFloat(each * largest.n, largest.d * whole * point.one) : 0,
  );
  const brought = shares.map((share) => point.of(share));
  const unmet = parts.map((part, period) => {
    let left = point.of(part) << point.shift;
    for (let k = 0; k <= period && k < brought.length; k += 1) {
      left -= brought[k] * numbers[period - k];
    }
    const most = point.one + point.of(part);
    if ((left >> point.shift) * PER_MET <= most) return 0;
    return asFloat((left >> point.shift) * largest.n * won.n, largest.d * won.d * point.one);
  });
  return { entries, unmet };
}

/**
 * @param {readonly Fraction[]} shares
 * @param {readonly Fraction[]} parts
 */
function solved(shares, parts) {
  try {
    return steadiestLeastSquares(shares, parts);
  } catch (error) {
    if (!(error instanceof OutOfRange)) throw error;
    throw new OutOfRange(
      `${parts.length} periods with a lag over ${shares.length} are too many to be balanced ` +
        "where the wins cannot be met exactly: plan fewer periods at once, or longer ones " +
        "(weeks instead of days)",
    );
  }
}

/**
 * Tells whether wins were computed, so that their last digits are noise: 1/3, not 12.5.
 *
 * @param {readonly number[]} wins
 * @returns {boolean}
 */
function hasNoise(wins) {
  return wins.some((each) => general(each, CELL_DIGITS) !== general(each, TYPED_DIGITS));
}
