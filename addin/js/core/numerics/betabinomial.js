/**
 * The likelihood of a family of channels: each one's rate drawn from one beta distribution.
 *
 * Twin of what lies below `rate_family` in funnel_core/shrinkage.py.
 */

import { NONE, ONE } from "../exact.js";
import { crossing } from "./crossing.js";
import { logistic } from "./powers.js";
import { Risings, bitLength, psiRise } from "./rising.js";
import { divided } from "./strict.js";
import { fsum } from "./sums.js";

/** @typedef {[entered: number, advanced: number]} Channel */

const FAINTEST = 1e-6;
const STRONGEST = 1e6;
const MOST_TRIALS = 200;
const SETTLED = 4e-16;
const CLOSE = 1e-9;
const HIGHER = 1e-9;
const RARE = 1e-2;
const FEW = 64;
const SMALL = 10 ** 6;
const OCTAVES_BEYOND = 2;
const GAUSS = [
  [0.04691007703066802, 0.11846344252809454],
  [0.23076534494715845, 0.23931433524968324],
  [0.5, 0.28444444444444444],
  [0.7692346550528415, 0.23931433524968324],
  [0.953089922969332, 0.11846344252809454],
];

/** The likelihood of counts in μ and ρ, through its derivatives. */
export class Likelihood {
  /** @param {readonly Channel[]} counts */
  constructor(counts) {
    this.counts = counts;
    this.wins = new Risings(counts.map(([, k]) => k));
    this.losses = new Risings(counts.map(([n, k]) => n - k));
    this.records = new Risings(counts.map(([n]) => n));
    this.allWins = total(counts.map(([, k]) => k));
    this.allLosses = total(counts.map(([n, k]) => n - k));
    const [wins, losses] = [Number(this.allWins), Number(this.allLosses)];
    this.logit = Math.log(wins) - Math.log(losses);
    this.mirrored = this.allWins > this.allLosses;
    /** the rarer outcome, the other one, and how many have them: see `rareSlope` */
    this.pairs = pairsOf(counts.map(([n, k]) => (this.mirrored ? [n - k, k] : [k, n - k])));
    this.rare =
      Math.min(wins, losses) < RARE * (wins + losses) &&
      this.pairs.length <= FEW &&
      this.pairs.every(([k]) => k <= SMALL);
  }

  /**
   * Finds the global maximum: at ρ = 0, or where the profile turns from rising to falling.
   *
   * @returns {[mean: number, strength: number] | null} null: at ρ = 0, an infinite strength
   */
  best() {
    const most = this.counts.reduce((largest, [n]) => Math.max(largest, n), 0);
    const faint = Math.log(FAINTEST / most);
    const strong = Math.log(STRONGEST * this.counts.length);
    const length = Math.trunc((strong - faint) / Math.log(2)) + 2;
    const places = Array.from({ length }, (_, i) => faint + i * Math.log(2));
    const rising = this.risesFromNothing();
    const slopes = places.map((place) => this.slope(place));
    if (rising && slopes[0] < 0) this.lookFainter(places, slopes);
    /** @type {number[]} */
    const tops = [];
    for (let i = 1; i < places.length; i += 1) {
      if (slopes[i - 1] > 0 && 0 >= slopes[i]) {
        const slope = (/** @type {number} */ place) => this.slope(place);
        tops.push(crossing(slope, [places[i - 1], slopes[i - 1]], [places[i], slopes[i]]));
      }
    }
    if (!tops.length) return null;
    // without a rise from ρ = 0, that is a maximum, too; the exact answer decides, not the first
    // slope, which rounding may turn
    let [best, place] = rising ? [tops[0], tops[0]] : [-Infinity, places[0]];
    let [height, bestHeight] = [0, 0];
    for (const top of rising ? tops.slice(1) : tops) {
      height += this.climb(place, top);
      place = top;
      if (height > bestHeight + HIGHER) [best, bestHeight] = [top, height];
    }
    if (best === -Infinity) return null;
    return [logistic(this.bestLogit(best)), Math.exp(-best)];
  }

  /**
   * Gives the profile's derivative by log ρ.
   *
   * @param {number} logRho
   * @returns {number}
   */
  slope(logRho) {
    const logit = this.bestLogit(logRho);
    const strength = Math.exp(-logRho);
    if (this.rare) return this.rareSlope(strength, this.mirrored ? -logit : logit);
    const cut = cutAt(strength);
    return fsum([
      this.wins.sums(strength * logistic(logit), cut).excess,
      this.losses.sums(strength * logistic(-logit), cut).excess,
      -this.records.sums(strength, cut).excess,
      // what was left out above the cut is a whole number, so that nothing is lost
      Number(this.records.totalUpTo(cut) - this.wins.totalUpTo(cut) - this.losses.totalUpTo(cut)),
    ]);
  }

  /**
   * Gives the same from differences of ψ, pair by pair, where one outcome is rare.
   *
   * The other one and all records together nearly cancel there; here that is done on paper:
   * Σ a·[ψ(s+n) − ψ(s) − ψ(a+k) + ψ(a)] + b·[ψ(s+n) − ψ(b+m) − ψ(s) + ψ(b)], where s = a + b
   * and n = k + m.
   *
   * @param {number} strength
   * @param {number} logit
   * @returns {number}
   */
  rareSlope(strength, logit) {
    const [a, b] = [strength * logistic(logit), strength * logistic(-logit)];
    const common = psiRise(b, a);
    return fsum(
      this.pairs.map(([k, m, number]) => {
        const rarer = a * (psiRise(strength, k + m) - psiRise(a, k));
        return number * (rarer + b * (psiRise(b + m, a + k) - common));
      }),
    );
  }

  /**
   * Gives the logit of the best μ at a ρ: a root of a falling function, by Newton.
   *
   * @param {number} logRho
   * @returns {number}
   */
  bestLogit(logRho) {
    const strength = Math.exp(-logRho);
    let [low, high, x] = [-Infinity, Infinity, this.logit];
    for (let trial = 0; trial < MOST_TRIALS; trial += 1) {
      const [mean, rest] = [logistic(x), logistic(-x)];
      const [a, b] = [mean * strength, rest * strength];
      const [wins, losses] = [this.wins.sums(a, 0), this.losses.sums(b, 0)];
      const off = Math.log(wins.inverse) - Math.log(losses.inverse);
      if (off > 0) low = x;
      else high = x;
      const slope =
        (a * rest * wins.square) / wins.inverse + (b * mean * losses.square) / losses.inverse;
      let step = divided(off, slope);
      const outside = !(low < x + step && x + step < high);
      if (outside && Number.isFinite(low) && Number.isFinite(high)) step = (low + high) / 2 - x;
      x += step;
      // what is left of an error is its square
      if (Math.abs(step) <= (outside ? SETTLED : CLOSE) * Math.max(1, Math.abs(x))) break;
    }
    this.logit = x;
    return x;
  }

  /** @returns {boolean} whether, exactly, the likelihood rises from ρ = 0: more spread than by chance */
  risesFromNothing() {
    const [wins, losses] = [this.allWins, this.allLosses];
    const records = wins + losses;
    const own =
      records *
        losses *
        total(
          this.counts.map(([, k]) => k),
          pairsWithin,
        ) +
      records *
        wins *
        total(
          this.counts.map(([n, k]) => n - k),
          pairsWithin,
        );
    return (
      own >
      wins *
        losses *
        total(
          this.counts.map(([n]) => n),
          pairsWithin,
        )
    );
  }

  /**
   * Looks for the rise below the places, where the maximum is all but infinite; adds to both.
   *
   * @param {number[]} places
   * @param {number[]} slopes
   */
  lookFainter(places, slopes) {
    for (let time = 0; time < 60 && slopes[0] <= 0; time += 1) {
      const place = places[0] - Math.log(4);
      slopes.unshift(this.slope(place));
      places.unshift(place);
    }
  }

  /**
   * Gives by how much the profile differs between two places: its slope, integrated.
   *
   * @param {number} low
   * @param {number} high
   * @returns {number}
   */
  climb(low, high) {
    const parts = Math.ceil((high - low) / Math.log(2));
    const width = (high - low) / Math.max(parts, 1);
    /** @type {number[]} */
    const terms = [];
    for (let part = 0; part < parts; part += 1) {
      for (const [at, weight] of GAUSS) {
        terms.push(width * weight * this.slope(low + width * (part + at)));
      }
    }
    return fsum(terms);
  }
}

/**
 * Gives the octave of counts beyond which a strength tells little: see `Sums`.
 *
 * @param {number} strength
 * @returns {number}
 */
function cutAt(strength) {
  return bitLength(Math.max(Math.trunc(Math.min(strength, 2 ** 60)), 1)) + OCTAVES_BEYOND;
}

/**
 * Counts how often each pair occurs.
 *
 * @param {readonly number[][]} pairs
 * @returns {[rarer: number, other: number, number: number][]}
 */
function pairsOf(pairs) {
  /** @type {Map<string, [number, number, number]>} */
  const found = new Map();
  for (const [k, m] of pairs) {
    const key = `${k},${m}`;
    const same = found.get(key);
    if (same) same[2] += 1;
    else found.set(key, [k, m, 1]);
  }
  return [...found.values()];
}

/** @param {bigint} count @returns {bigint} twice the number of pairs of so many records */
function pairsWithin(count) {
  return count * (count - ONE);
}

/**
 * Adds up counts, exactly.
 *
 * @param {readonly number[]} counts
 * @param {(count: bigint) => bigint} [of] what to add for each
 * @returns {bigint}
 */
export function total(counts, of = (count) => count) {
  return counts.reduce((sum, count) => sum + of(BigInt(count)), NONE);
}
