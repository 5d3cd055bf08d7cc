/**
 * The slopes between all pairs of points of a series: counted and ranked, not listed.
 *
 * Twin of funnel_core/numerics/slopes.py, where the method stands. Tilted points are handed over as
 * their levels, whole numbers from 0 up, so that all but the tilting is done in plain numbers.
 */

import { fraction, sum, toNumber } from "../exact.js";
import { LEVEL, firstFrom, inOrder, sizes } from "./points.js";
import { finite } from "./strict.js";

/** @typedef {import("./points.js").Points} Points */
/** @typedef {import("./points.js").Slope} Slope */

const LISTED_PER_POINT = 8;
const LISTED_ALWAYS = 100_000;
const LEAST_SAMPLE = 1_000;
const SPREADS_KEPT = 2.5;
const GOLDEN = 0x9e3779b9;
const ROUNDING = 2 ** -50;

/**
 * @typedef {object} Directions how many pairs of points do so
 * @property {number} rising
 * @property {number} falling
 * @property {number} level
 */

/**
 * @typedef {object} Bracket
 * @property {Slope | null} lower a trial slope; null: no bound
 * @property {number} passed how many slopes are at most the lower one
 * @property {Slope | null} upper
 * @property {number} reached how many slopes are below the upper one
 */

/** @typedef {{ from: Int32Array, to: Int32Array }} Pairs of points, by their index; from < to */

/**
 * Counts the pairs of points that rise, fall and stay level, in the order of n·log(n) steps.
 *
 * @param {Points} points
 * @returns {Directions}
 */
export function directions(points) {
  const [falling, level] = count(points, LEVEL);
  return { rising: pairsOf(points.count) - falling - level, falling, level };
}

/**
 * Gives the median of the slopes between all pairs of points, one period apart each.
 *
 * @param {Points} points
 * @returns {number} of an even number of slopes the mean of the two in the middle
 * @throws {import("../errors.js").ArithmeticFailure} a median that no double holds
 */
export function medianSlope(points) {
  const total = pairsOf(points.count);
  const ranks = [Math.floor((total + 1) / 2), Math.floor(total / 2) + 1];
  const bracket = { lower: null, passed: 0, upper: null, reached: total };
  const middle = ranked(points, ranks[0] === ranks[1] ? [ranks[0]] : ranks, bracket);
  const exact = middle.map(({ rise, run }) => fraction(rise, run));
  return finite(toNumber(sum(exact).mul(points.unit).div(fraction(exact.length))));
}

/**
 * Gives the slopes of these ranks (1: the least), which lie within the bracket.
 *
 * @param {Points} points
 * @param {readonly number[]} ranks
 * @param {Bracket} bracket
 * @returns {Slope[]}
 */
function ranked(points, ranks, bracket) {
  const most = Math.max(LISTED_PER_POINT * points.count, LISTED_ALWAYS);
  while (inside(bracket) > most) {
    for (const trial of trials(points, ranks, bracket)) {
      const [below, equal] = count(points, trial);
      const sides = new Set(
        ranks.map((rank) => Number(rank > below) + Number(rank > below + equal)),
      );
      if (sides.size > 1) {
        const within = bracket;
        return ranks.map((rank) => ranked(points, [rank], within)[0]);
      }
      if (sides.has(1)) return ranks.map(() => trial);
      bracket = sides.has(0)
        ? { ...bracket, upper: trial, reached: below }
        : { ...bracket, lower: trial, passed: below + equal };
    }
  }
  const slope = ordered(
    points,
    pairs(
      points,
      bracket,
      Array.from({ length: inside(bracket) }, (_, place) => place),
    ),
  );
  return ranks.map((rank) => slope(rank - bracket.passed - 1));
}

/**
 * Samples the slopes inside the bracket: one a little below the ranks, one a little above.
 *
 * @param {Points} points
 * @param {readonly number[]} ranks
 * @param {Bracket} bracket
 * @returns {Slope[]}
 */
function trials(points, ranks, bracket) {
  const size = Math.max(points.count, LEAST_SAMPLE);
  const last = inside(bracket) - 1;
  const places = Array.from({ length: size }, (_, stretch) => {
    const at = stretch + (Math.imul(stretch, GOLDEN) >>> 0) / 2 ** 32;
    return Math.min(last, Math.floor((inside(bracket) * at) / size));
  });
  const slope = ordered(points, pairs(points, bracket, places));
  const share = (ranks[0] - bracket.passed) / inside(bracket);
  const margin = SPREADS_KEPT * Math.sqrt(size * share * (1 - share)) + 3;
  const low = slope(Math.max(0, Math.floor(share * size - margin)));
  const high = slope(Math.min(size - 1, Math.ceil(share * size + margin)));
  return compared(low, high) === 0 ? [low] : [low, high];
}

/**
 * Puts the slopes of pairs in order: gives what gives the slope at a place, 0 being the least.
 *
 * Quotients in doubles, each good to two roundings, are sorted; then, exactly, those that roundings
 * may have put in another order.
 *
 * @param {Points} points
 * @param {Pairs} listed
 * @returns {(place: number) => Slope}
 */
function ordered(points, { from, to }) {
  const quotients = Float64Array.from(from, (start, at) => points.steepness(start, to[at]));
  const sorted = quotients.slice().sort();
  return (place) => {
    const middle = Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, sorted[place]));
    const slack = Math.abs(middle) * ROUNDING;
    /** @type {Slope[]} */
    const near = [];
    quotients.forEach((each, at) => {
      if (each >= middle - slack && each <= middle + slack) {
        near.push(points.slope(from[at], to[at]));
      }
    });
    return near.sort(compared)[place - firstFrom(sorted, middle - slack)];
  };
}

/**
 * @param {Slope} one
 * @param {Slope} other
 * @returns {number} below 0, 0 or above 0, as the one is lower than the other, equal or higher
 */
function compared(one, other) {
  const [left, right] = [one.rise * BigInt(other.run), other.rise * BigInt(one.run)];
  return left < right ? -1 : Number(left > right);
}

/**
 * Counts the slopes below a trial slope, and those equal to it.
 *
 * @param {Points} points
 * @param {Slope} trial
 * @returns {[number, number]}
 */
function count(points, trial) {
  const levels = points.levels(trial);
  const seen = new Seen(points.count);
  let below = 0;
  for (const index of inOrder(levels, false)) {
    below += seen.above(index);
    seen.add(index);
  }
  return [below, sizes(levels).reduce((equal, size) => equal + pairsOf(size), 0)];
}

/**
 * Gives the pairs at these places, rising, of an enumeration of those within the bracket.
 *
 * Pairs of equal tilted points count as reversed already at the lower trial, and as not yet
 * reversed at the upper one.
 *
 * @param {Points} points
 * @param {Bracket} bracket
 * @param {readonly number[]} places
 * @returns {Pairs}
 */
function pairs(points, bracket, places) {
  const { lower, upper } = bracket;
  const forward = Int32Array.from({ length: points.count }, (_, index) => index);
  const first = lower ? inOrder(points.levels(lower), true) : forward;
  const last = upper ? inOrder(points.levels(upper), false) : forward.slice().reverse();
  const ranks = new Int32Array(points.count);
  last.forEach((index, rank) => {
    ranks[index] = rank;
  });
  const seen = new Seen(points.count);
  const [from, to] = [new Int32Array(places.length), new Int32Array(places.length)];
  let [start, wanted] = [0, 0];
  for (const index of first) {
    const end = start + seen.above(ranks[index]);
    while (wanted < places.length && places[wanted] < end) {
      from[wanted] = last[seen.greatest(places[wanted] - start)];
      to[wanted] = index;
      wanted += 1;
    }
    seen.add(ranks[index]);
    start = end;
  }
  return { from, to };
}

/** @param {Bracket} bracket @returns {number} how many slopes lie strictly between its ends */
function inside(bracket) {
  return bracket.reached - bracket.passed;
}

/** @param {number} size @returns {number} how many pairs there are of so many */
function pairsOf(size) {
  return (size * (size - 1)) / 2;
}

/** Whole numbers below n that have been seen, as a tree of sums (Fenwick 1994). */
class Seen {
  /** @param {number} n */
  constructor(n) {
    this.tree = new Int32Array(n + 1);
    this.top = 2 ** Math.floor(Math.log2(n));
    this.total = 0;
  }

  /** @param {number} number another one that is seen */
  add(number) {
    this.total += 1;
    for (let at = number + 1; at < this.tree.length; at += at & -at) this.tree[at] += 1;
  }

  /** @param {number} number @returns {number} how many of those seen are greater */
  above(number) {
    let upTo = 0;
    for (let at = number + 1; at > 0; at -= at & -at) upTo += this.tree[at];
    return this.total - upTo;
  }

  /** @param {number} place @returns {number} the greatest one seen (0), the one below it (1), … */
  greatest(place) {
    let left = this.total - place;
    let found = 0;
    for (let step = this.top; step >= 1; step /= 2) {
      const at = found + step;
      if (at < this.tree.length && this.tree[at] < left) {
        found = at;
        left -= this.tree[at];
      }
    }
    return found;
  }
}
