/**
 * What falls due when each entry is spread over later periods: exact convolution of long lists.
 *
 * Twin of funnel_core/numerics/convolution.py, in hexadecimal where that one is in decimal.
 */

import { NONE, ONE, bitLength, lcm, numerator } from "../exact.js";
import { asTyped } from "../quantities.js";
import { largestOf } from "./whole.js";

/** Digits of a product beyond which numbers are cut to `KEPT` digits below the largest. */
const LONG = 20_000_000;
const KEPT = 60;
const DIGITS_PER_BIT = Math.log10(2);
const DIGIT_BITS = 4;
/** Bits of the numbers that are multiplied at once: engines other than V8 end at 2^20. */
const [BLOCK, SHORT_BLOCK] = [2 ** 24, 2 ** 18];

/**
 * Gives numbers as whole numbers of 1/scale, from their decimals as typed, and the scale.
 *
 * @param {readonly number[]} values
 * @returns {[bigint[], bigint]}
 */
export function wholeScale(values) {
  if (values.every(Number.isInteger)) return [values.map(BigInt), ONE];
  const typed = values.map(asTyped);
  const scale = lcm(new Set(typed.map((value) => value.d)));
  return [typed.map((value) => numerator(value) * (scale / value.d)), scale];
}

/**
 * Convolves two lists of whole numbers from 0 up: answer[t] = Σ_k shares[k] · entries[t − k].
 *
 * Exact, but for lists so long and numbers so far apart that the product has over 2·10^7 digits:
 * then digits 60 places below the largest number of a list are left out.
 *
 * @param {readonly bigint[]} entries at least one
 * @param {readonly bigint[]} shares at least one
 * @returns {bigint[]} as many as there are entries and shares together, less 1
 */
export function convolved(entries, shares) {
  const digits = Math.floor(sumBits(entries, shares) * DIGITS_PER_BIT) + 1;
  if (digits * (entries.length + shares.length - 1) <= LONG) return multiplied(entries, shares);
  const [shortEntries, entryCut] = cut(entries);
  const [shortShares, shareCut] = cut(shares);
  return multiplied(shortEntries, shortShares).map((each) => each * entryCut * shareCut);
}

/**
 * Multiplies lists block by block, each block as one long number with room for every sum.
 *
 * @param {readonly bigint[]} entries
 * @param {readonly bigint[]} shares
 * @returns {bigint[]}
 */
function multiplied(entries, shares) {
  const width = Math.max(Math.ceil(sumBits(entries, shares) / DIGIT_BITS), 1);
  const longest = Math.max(entries.length, shares.length) * width * DIGIT_BITS;
  const each = Math.max(Math.floor(blockBits(longest) / (width * DIGIT_BITS)), 1);
  const answer = Array(entries.length + shares.length - 1).fill(NONE);
  const others = blocks(shares, each, width);
  blocks(entries, each, width).forEach((block, at) => {
    others.forEach((other, late) => {
      const length = block.length + other.length - 1;
      const digits = (block.joined * other.joined).toString(16).padStart(length * width, "0");
      const start = (at + late) * each;
      for (let period = 0; period < length; period += 1) {
        answer[start + period] += hexadecimal(digits.slice(period * width, (period + 1) * width));
      }
    });
  });
  return answer;
}

/**
 * @param {readonly bigint[]} values
 * @param {number} each how many go into a block
 * @param {number} width digits for each of them
 * @returns {{ length: number, joined: bigint }[]}
 */
function blocks(values, each, width) {
  const found = [];
  for (let start = 0; start < values.length; start += each) {
    const some = values.slice(start, start + each);
    const digits = some.map((value) => value.toString(16).padStart(width, "0"));
    found.push({ length: some.length, joined: hexadecimal(digits.join("")) });
  }
  return found;
}

/**
 * @param {string} digits
 * @returns {bigint}
 */
function hexadecimal(digits) {
  return BigInt(`0x${digits}`);
}

/**
 * Gives how many bits may be multiplied by as many at once on this engine.
 *
 * @param {number} longest how many there are
 * @returns {number}
 */
function blockBits(longest) {
  if (longest <= SHORT_BLOCK) return SHORT_BLOCK;
  try {
    return ONE << BigInt(2 * BLOCK) ? BLOCK : SHORT_BLOCK;
  } catch (error) {
    if (error instanceof RangeError) return SHORT_BLOCK;
    throw error;
  }
}

/**
 * Gives how many bits a sum of the products can have.
 *
 * @param {readonly bigint[]} entries
 * @param {readonly bigint[]} shares
 * @returns {number}
 */
function sumBits(entries, shares) {
  const most = BigInt(Math.min(entries.length, shares.length));
  return bitLength(largestOf(entries) * largestOf(shares) * most);
}

/**
 * @param {readonly bigint[]} values
 * @returns {[bigint[], bigint]}
 */
function cut(values) {
  const surplus = Math.floor(bitLength(largestOf(values)) * DIGITS_PER_BIT) - KEPT;
  const unit = BigInt(10) ** BigInt(Math.max(surplus, 0));
  return [values.map((value) => value / unit), unit];
}
