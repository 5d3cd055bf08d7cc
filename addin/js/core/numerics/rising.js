/**
 * Sums over rising factorials: what the likelihood of a beta-binomial is made of.
 *
 * Over channels with counts k, and for any a > 0, a likelihood in Γ(a + k) ÷ Γ(a) leads to sums of
 * Σ_{j<k} 1 ÷ (a + j) and Σ_{j<k} j ÷ (a + j). The first terms are added up as they stand, the rest
 * by Stirling's series of ψ, in forms without cancellation. Many different counts are replaced, to
 * the last digit, by a dozen weighted ones per octave. Twin of funnel_core/numerics/rising.py.
 */

import { NONE } from "../exact.js";
import { divided } from "./strict.js";
import { fsum } from "./sums.js";

const HEAD = 16;
const NODES = 13;

/**
 * The sums at one a.
 *
 * @typedef {object} Sums
 * @property {number} inverse Σ Σ_{j<k} 1 ÷ (a + j)
 * @property {number} square Σ Σ_{j<k} 1 ÷ (a + j)²
 * @property {number} excess Σ Σ_{j<k} j ÷ (a + j), less the counts of those channels whose count
 *   lies above a cut: there what is left of k, −a·Σ 1 ÷ (a + j), is what matters
 */

/**
 * Counts k − 16 from one power of 2 to the next: weighted, and their exact number and total.
 *
 * @typedef {object} Octave
 * @property {number} octave
 * @property {readonly [k: number, weight: number][]} points
 * @property {number} number
 * @property {bigint} total
 */

/** Counts of channels, ready to be summed at any a. */
export class Risings {
  /** @param {Iterable<number>} counts a whole number per channel */
  constructor(counts) {
    /** @type {Map<number, number>} how many channels have a count */
    const channels = new Map();
    for (const k of counts) channels.set(k, (channels.get(k) ?? 0) + 1);
    this.heads = Array.from({ length: HEAD }, () => 0);
    this.headTotal = 0;
    /** @type {Map<number, Map<number, number>>} */
    const octaves = new Map();
    for (const [k, number] of channels) {
      if (k > HEAD) {
        const octave = bitLength(k - HEAD);
        const rest = octaves.get(octave) ?? new Map();
        octaves.set(octave, rest.set(k - HEAD, number));
      } else {
        this.headTotal += k * number;
        for (let j = 0; j < k; j += 1) this.heads[j] += number;
      }
    }
    this.octaves = [...octaves]
      .sort(([one], [other]) => one - other)
      .map(([octave, rest]) => octaveOf(octave, rest));
  }

  /**
   * Gives the total of the counts up to a cut, exactly; cuts are octaves.
   *
   * @param {number} cut
   * @returns {bigint}
   */
  totalUpTo(cut) {
    let total = BigInt(this.headTotal);
    for (const each of this.octaves) if (each.octave <= cut) total += each.total;
    return total;
  }

  /**
   * Sums at one a; counts in octaves above `cut` leave out their own total in `excess`.
   *
   * @param {number} a above 0
   * @param {number} cut
   * @returns {Sums}
   */
  sums(a, cut) {
    let [below, above] = [0, 0];
    for (const { octave, number } of this.octaves) {
      if (octave <= cut) below += number;
      else above += number;
    }
    let [inverse, square, excess] = [0, 0, 0];
    this.heads.forEach((number, j) => {
      const term = divided(1, a + j);
      inverse += (number + below + above) * term;
      square += (number + below + above) * term * term;
      excess += ((number + below) * j - above * a) * term;
    });
    const start = a + HEAD;
    const first = psiRest(start);
    for (const { octave, points } of this.octaves) {
      for (const [k, weight] of points) {
        const end = start + k;
        const z = k / start;
        const rest = (0.5 * k) / (start * end) + first - psiRest(end);
        const log = Math.log1p(z);
        const d = log + rest;
        inverse += weight * d;
        square +=
          weight *
          ((k / (start * end)) * (1 + (0.5 * (start + end)) / (start * end)) +
            (1 / start ** 3 - 1 / end ** 3) / 6);
        if (octave > cut) {
          excess -= weight * a * d;
        } else {
          const over = z > 0.2 ? z - log : log1pGap(z);
          excess += weight * (start * (over - rest) + HEAD * d);
        }
      }
    }
    return { inverse, square, excess };
  }
}

/**
 * Gives ψ(x + d) − ψ(x) for x > 0 and d ≥ 0, of any size, without cancellation.
 *
 * @param {number} x
 * @param {number} d
 * @returns {number}
 */
export function psiRise(x, d) {
  let [start, head] = [x, 0];
  if (x < HEAD) {
    start = x + HEAD;
    head = fsum(Array.from({ length: HEAD }, (_, j) => divided(d, (x + j) * (x + d + j))));
  }
  const end = start + d;
  const rest = (0.5 * d) / (start * end) + psiRest(start) - psiRest(end);
  return head + Math.log1p(d / start) + rest;
}

/**
 * Gives how many bits a whole number has, up to 2^64.
 *
 * @param {number} whole from 1 up
 * @returns {number}
 */
export function bitLength(whole) {
  return whole < 2 ** 32 ? 32 - Math.clz32(whole) : 64 - Math.clz32(whole / 2 ** 32);
}

/**
 * Replaces the counts of an octave by a few weighted ones, by Chebyshev interpolation.
 *
 * @param {number} octave
 * @param {ReadonlyMap<number, number>} counts
 * @returns {Octave}
 */
function octaveOf(octave, counts) {
  let [number, total] = [0, NONE];
  for (const [k, times] of counts) {
    number += times;
    total += BigInt(k + HEAD) * BigInt(times);
  }
  if (counts.size <= NODES) {
    const points = [...counts].sort(([one], [other]) => one - other);
    return { octave, points, number, total };
  }
  const angles = Array.from({ length: NODES }, (_, i) => (Math.PI * (i + 0.5)) / NODES);
  const places = angles.map((angle) => octave - 0.5 + 0.5 * Math.cos(angle));
  const factors = angles.map((angle, i) => (i % 2 ? -1 : 1) * Math.sin(angle));
  const weights = places.map(() => 0);
  for (const [k, times] of counts) {
    const place = Math.log2(k);
    const same = places.indexOf(place);
    if (same >= 0) {
      weights[same] += times;
      continue;
    }
    const parts = factors.map((factor, i) => factor / (place - places[i]));
    const scale = times / parts.reduce((sum, part) => sum + part, 0);
    parts.forEach((part, i) => {
      weights[i] += scale * part;
    });
  }
  /** @type {[number, number][]} */
  const points = places.map((place, i) => [2 ** place, weights[i]]);
  return { octave, points, number, total };
}

/** @param {number} x from 16 up @returns {number} log x − 1 ÷ (2x) − ψ(x) */
function psiRest(x) {
  const v = 1 / (x * x);
  return v * (1 / 12 - v * (1 / 120 - v * (1 / 252 - v * (1 / 240 - v * (1 / 132)))));
}

/** @param {number} z from 0 to 0.2 @returns {number} z − log(1 + z), without cancellation */
function log1pGap(z) {
  const u = z / (2 + z);
  const w = u * u;
  const later = 1 / 9 + w * (1 / 11 + w * (1 / 13 + w * (1 / 15 + w / 17)));
  const series = 1 / 3 + w * (1 / 5 + w * (1 / 7 + w * later));
  return u * (z - 2 * w * series);
}
