/**
 * Which entries bring exactly what is due: forward substitution without loss of digits.
 *
 * Twin of funnel_core/numerics/deconvolution.py, where the formula stands.
 */

import { ArithmeticFailure } from "../errors.js";
import { NONE, ONE, bitLength, floored, numerator, quotient } from "../exact.js";
import { total } from "./whole.js";

/** @typedef {import("../exact.js").Fraction} Fraction */

const MOST_WORK = 20_000_000;
const GUARD = 100;
const NEGLIGIBLE = 60;
const MOST_GROWTH = 250;

/**
 * Gives log2 of how much an error in what is due can grow in the entries of so many periods.
 *
 * @param {readonly bigint[]} shares the first above 0
 * @param {number} periods
 * @returns {number} infinite where it would take more than a few seconds
 */
export function inverseGrowth(shares, periods) {
  const taps = shares.map((share) => -quotient(share, shares[0]));
  if (taps.includes(-Infinity)) throw new ArithmeticFailure();
  const late = taps.map((_, k) => k).filter((k) => k && shares[k]);
  if (periods * late.length > MOST_WORK) return Infinity;
  const terms = [1];
  let largest = 1;
  for (let period = 1; period < periods; period += 1) {
    let term = 0;
    for (const k of late) {
      if (k > period) break;
      term += taps[k] * terms[period - k];
    }
    if (Math.abs(term) > largest) largest = Math.abs(term);
    if (!(largest < 10 ** MOST_GROWTH)) return (MOST_GROWTH * Math.log2(10) * periods) / period;
    terms.push(term);
  }
  return Math.log2(largest);
}

/**
 * Finds the entries from 0 up that bring exactly what is due, or gives null where none do.
 *
 * @param {readonly bigint[]} shares what one entry brings in its own period (above 0), the next, …
 * @param {readonly Fraction[]} due per period, from 0 up, not all 0
 * @param {number} growth `inverseGrowth` of the shares over these periods
 * @returns {{ entries: bigint[], bits: number } | null} whole numbers of 2^-bits
 */
export function exactEntries(shares, due, growth) {
  if (growth === Infinity) return null;
  const late = shares.map((_, k) => k).filter((k) => k && shares[k]);
  const largest = due.reduce((most, each) => (each.compare(most) > 0 ? each : most));
  const scaleBits = Math.floor(log2(largest.n) - log2(largest.d));
  const brought = bitLength(total(shares));
  const precision = GUARD + Math.ceil(growth) + bitLength(BigInt(due.length)) + brought;
  if (due.length * (late.length + 1) * (1 + precision / 1000) > MOST_WORK) return null;
  const negligible = ONE << BigInt(precision - brought - NEGLIGIBLE);
  const bits = precision - scaleBits;
  const [up, down] = [BigInt(Math.max(bits, 0)), BigInt(Math.max(-bits, 0))];
  /** @type {bigint[]} */
  const entries = [];
  for (let period = 0; period < due.length; period += 1) {
    let left = (numerator(due[period]) << up) / (due[period].d << down);
    for (const k of late) {
      if (k > period) break;
      left -= shares[k] * entries[period - k];
    }
    const entry = floored(left, shares[0]);
    if (entry < -negligible) return null;
    entries.push(entry > NONE ? entry : NONE);
  }
  return { entries, bits };
}

/**
 * @param {bigint} value above 0
 * @returns {number}
 */
function log2(value) {
  const surplus = Math.max(bitLength(value) - 64, 0);
  return Math.log2(Number(value >> BigInt(surplus))) + surplus;
}
