/**
 * Non-negative least squares where each number spreads over later periods by one set of shares.
 *
 * Twin of funnel_core/numerics/leastsquares.py; its decimals of 57 digits are fixed-point numbers
 * here (fixed.js), which lose nothing of them. The interior point method is in inside.js.
 */

import { OutOfRange } from "../errors.js";
import { NONE, bitLength } from "../exact.js";
import { System } from "./band.js";
import { FixedPoint } from "./fixed.js";
import { fromInside } from "./inside.js";
import { largestOf } from "./whole.js";

const MOST_WORK = 1_500_000;
const PIVOT_ROUNDS = 10;
/** Bits behind the point: more than 57 digits; inside, quotients of very small numbers need more. */
const [BITS, INNER_BITS] = [256, 384];

/** @typedef {import("../exact.js").Fraction} Fraction */
/** @typedef {{ numbers: bigint[], point: FixedPoint }} Found */

/** Numbers all below 10^-20 have lost digits: they are found again, with more bits. */
const VANISHING = 20;

/**
 * Finds the numbers from 0 up that come nearest to what is due; of equals, the steadiest.
 *
 * @param {readonly Fraction[]} shares what one unit brings in its own period (above 0), the next, …
 * @param {readonly Fraction[]} due per period, in a unit in which the largest is about 1
 * @returns {Found} a number per period
 */
export function steadiestLeastSquares(shares, due) {
  checkWork(due.length, shares.length, 20);
  const lost = shares.slice(0, due.length).map(bitsBelowOne);
  const found = balanced(shares, due, 2 * Math.min(...lost));
  const { one } = found.point;
  if (largestOf(found.numbers) > found.point.tenth(one, VANISHING)) return found;
  return balanced(shares, due, 2 * Math.max(...lost.filter(Number.isFinite)));
}

/**
 * Gives how many bits a share needs before its first one; infinitely many for 0.
 *
 * @param {Fraction} share
 * @returns {number}
 */
function bitsBelowOne(share) {
  return share.n ? bitLength(share.d) - bitLength(share.n) : Infinity;
}

/**
 * @param {readonly Fraction[]} shares
 * @param {readonly Fraction[]} due
 * @param {number} more bits than are needed where shares are of the order of 1
 * @returns {Found}
 */
function balanced(shares, due, more) {
  const short = System.of(shares, due, new FixedPoint(BITS + more));
  const all = due.map(() => true);
  const settled = pivoted(short, all, PIVOT_ROUNDS);
  if (settled) return { numbers: settled, point: short.point };
  checkWork(due.length, shares.length, 300);
  const system = System.of(shares, due, new FixedPoint(INNER_BITS + more));
  const { numbers, free } = fromInside(system);
  const kept = numbers.map((value, i) => (free[i] ? value : NONE));
  return { numbers: pivoted(system, free, 3) ?? kept, point: system.point };
}

/**
 * Refuses what would take longer than a person waits.
 *
 * @param {number} periods
 * @param {number} lag
 * @param {number} perPeriod
 */
function checkWork(periods, lag, perPeriod) {
  if (periods * (perPeriod + Math.min(periods, lag) ** 2) > MOST_WORK) {
    throw new OutOfRange(
      `${periods} numbers, each spread over ${lag}, are too many for least squares: take fewer`,
    );
  }
}

/**
 * Exchanges what is free and what is 0 until all fits, or gives null where that does not settle.
 *
 * All that do not fit change at once while their number falls; where it does not fall for three
 * rounds, one at a time, the last first (Murty's rule, which cannot cycle).
 *
 * @param {System} system
 * @param {readonly boolean[]} start which numbers are free
 * @param {number} patience
 * @returns {bigint[] | null}
 */
function pivoted(system, start, patience) {
  const { point } = system;
  const free = [...start];
  let [fewest, chances] = [free.length + 1, 3];
  for (let round = 0; round < patience; round += 1) {
    const chosen = free.map((_, i) => i).filter((i) => free[i]);
    /** @type {bigint[]} */
    const numbers = free.map(() => NONE);
    const solved = system.factored(chosen).solved(chosen.map((i) => system.aim[i]));
    chosen.forEach((i, at) => {
      numbers[i] = solved[at];
    });
    const slack = point.tenth(largestOf([point.one, ...numbers]), 25);
    let wrong = free
      .map((_, i) => i)
      .filter((i) => (free[i] ? numbers[i] : system.slope(i, numbers)) < -slack);
    if (!wrong.length) return numbers.map((value) => (value > NONE ? value : NONE));
    if (wrong.length < fewest) [fewest, chances] = [wrong.length, 3];
    else if (chances > 0) chances -= 1;
    else wrong = wrong.slice(-1);
    for (const i of wrong) free[i] = !free[i];
  }
  return null;
}
