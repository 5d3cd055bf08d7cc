/** Units and bounds, each in one place, and the decimals of a number as it was typed. Twin of funnel_core/quantities.py. */

import { Quantity, general } from "./bounds.js";
import { InputError, OutOfRange } from "./errors.js";
import {
  Fraction,
  NONE,
  ONE,
  decimalFraction,
  floorOf,
  fraction,
  isWhole,
  lcm,
  numerator,
  quotient,
  toNumber,
} from "./exact.js";

export { show, told } from "./bounds.js";

/** The largest whole number up to which a cell (a double) holds every whole number. */
export const LARGEST_WHOLE = 2 ** 53;

const TYPED = fraction(10 ** 4);
const TOLERANCE = fraction(1, 10 ** 9);
export const CELL_DIGITS = 15;
const OR_MORE = "write 0 or more";

export const RATE = new Quantity("a share above 0 and up to 1", "shares above 0 and up to 1", {
  above: 0,
  atMost: 1,
  cure: "write a share such as 47% or 0.47",
});
export const MARGIN = new Quantity("a share above 0 and up to 1", "shares above 0 and up to 1", {
  above: 0,
  atMost: 1,
  cure: "write the share that is left after the cost of what was sold; with none, a cost is never paid back",
});
export const CHURN = new Quantity("a share above 0 and up to 1", "shares above 0 and up to 1", {
  above: 0,
  atMost: 1,
  cure: "write the share of customers that leaves in each period; those who never leave have no finite value",
});
export const CONFIDENCE = new Quantity(
  "a share strictly between 0 and 1",
  "shares strictly between 0 and 1",
  { above: 0, below: 1, cure: "write a share such as 80% or 0.8" },
);
export const COUNT = new Quantity("a whole number from 0 up", "whole numbers from 0 up", {
  atLeast: 0,
  atMost: LARGEST_WHOLE,
  whole: true,
  cure: "count whole records, up to 2^53",
});
export const MONEY = new Quantity("an amount of money above 0", "amounts of money above 0", {
  above: 0,
  cure: "write an amount above 0",
});
export const AMOUNT = new Quantity("an amount of money", "amounts of money");
export const COST = new Quantity("an amount of money from 0 up", "amounts of money from 0 up", {
  atLeast: 0,
  cure: OR_MORE,
});
export const GOAL = new Quantity(
  "a number of records, or an amount of money, above 0",
  "numbers above 0",
  { above: 0, cure: "write what must be reached" },
);
export const SHAPE = new Quantity(
  "a number above 0 and up to 1000",
  "numbers above 0 and up to 1000",
  { above: 0, atMost: 1000, cure: "write 1 where it is not known" },
);
export const WEIGHT = new Quantity("a number from 0 up", "numbers from 0 up", {
  atLeast: 0,
  cure: OR_MORE,
});
export const FACTOR = new Quantity("a number from 0 up", "numbers from 0 up", {
  atLeast: 0,
  cure: OR_MORE,
});
export const FREQUENCY = new Quantity("a number above 0", "numbers above 0", {
  above: 0,
  cure: "write a number such as 1 or 0.5",
});
export const DUE = new Quantity("a number from 0 up", "numbers from 0 up", {
  atLeast: 0,
  cure: OR_MORE,
});
export const RECORDS = new Quantity(
  "a number of records from 0 up",
  "numbers of records from 0 up",
  { atLeast: 0, cure: OR_MORE },
);
export const REPS = new Quantity("a number of reps from 0 up", "numbers of reps from 0 up", {
  atLeast: 0,
  cure: OR_MORE,
});
export const SHARE = new Quantity("a share from 0 to 1", "shares from 0 to 1", {
  atLeast: 0,
  atMost: 1,
  cure: "write a share such as 47% or 0.47",
});
export const ALPHA = new Quantity("a share above 0 and below 0.5", "shares above 0 and below 0.5", {
  above: 0,
  below: 0.5,
  cure: "write a share such as 5% or 0.05",
});
export const LIFT = new Quantity(
  "a relative change above -1, such as 0.1 for 10% more",
  "relative changes above -1",
  { above: -1, cure: "no rate falls by all of itself or more; write -10% or -0.1 for 10% less" },
);
export const CHANGE = new Quantity(
  "a relative change from 0 up, such as 0.1 for 10% more",
  "relative changes from 0 up",
  { atLeast: 0, cure: "write 10% or 0.1 for 10% more" },
);
export const NUMBER = new Quantity("a number", "numbers");
export const COEFFICIENT = new Quantity("a number from -1 to 1", "numbers from -1 to 1", {
  atLeast: -1,
  atMost: 1,
  cure: "write a correlation such as 0.7",
});
export const PAIRS = new Quantity("a number of pairs from 0 up", "numbers of pairs from 0 up", {
  atLeast: 0,
  cure: OR_MORE,
});
export const PERIODS = new Quantity(
  "a whole number of periods from 0 up",
  "whole numbers of periods from 0 up",
  { atLeast: 0, whole: true, cure: "write a whole number such as 3" },
);
export const POSITION = new Quantity("a stage's number, 1 being the top", "stage numbers", {
  atLeast: 1,
  whole: true,
  cure: "count stages from the top: 1, 2, 3",
});

/**
 * Gives the exact decimal that was typed: 0.7 is 7/10 and not the double nearest to it.
 *
 * @param {number | bigint | Fraction} value
 * @returns {Fraction}
 */
export function asTyped(value) {
  if (typeof value === "bigint") return fraction(value);
  if (typeof value !== "number") return value;
  if (!Number.isFinite(value)) {
    throw new OutOfRange(`expected a finite number; got ${general(value, CELL_DIGITS)}`);
  }
  return Number.isInteger(value) ? fraction(value) : decimalFraction(String(value));
}

/**
 * Gives an amount or a weight at the 15 digits that a cell holds of what is typed.
 *
 * @param {number | Fraction} value
 * @returns {Fraction} 880000 for 800000 * 1.1, whose double is 880000.0000000001
 */
export function asMeant(value) {
  const exact = asTyped(value);
  if (typeof value !== "number" || isWhole(exact)) return exact;
  const digits = general(value, CELL_DIGITS);
  return Number(digits) === value ? exact : decimalFraction(digits);
}

/**
 * Gives the double nearest to an exact number, or to a quotient of whole numbers.
 *
 * @param {Fraction | bigint} exact
 * @param {bigint} [below] what a whole number is divided by, above 0
 * @returns {number}
 */
export function asFloat(exact, below = ONE) {
  const nearest = typeof exact === "bigint" ? quotient(exact, below) : toNumber(exact);
  if (!Number.isFinite(nearest)) {
    throw new OutOfRange(
      "the answer must stay below 1.8e+308, the largest number a cell can hold; check the numbers",
    );
  }
  return nearest;
}

/**
 * Gives weights as whole numbers in exactly the same proportions, from their typed decimals.
 *
 * @param {readonly number[]} weights
 * @returns {bigint[]}
 */
export function wholeWeights(weights) {
  if (!weights.length) {
    throw new InputError("'weights' must hold a number for each period; got none");
  }
  WEIGHT.checkEach("weights", weights);
  const typed = weights.map(asMeant);
  const scale = lcm(new Set(typed.map((weight) => weight.d)));
  const whole = typed.map((weight) => numerator(weight) * (scale / weight.d));
  if (!whole.some((weight) => weight !== NONE)) {
    throw new OutOfRange("'weights' must not all be 0: write a weight above 0 in one period");
  }
  return whole;
}

/**
 * Tells whether a rate or value has more than four decimals, as =1/3 in a cell has.
 *
 * @param {number | Fraction} value
 * @returns {boolean}
 */
export function isComputed(value) {
  return !isWhole(asTyped(value).mul(TYPED));
}

/**
 * Rounds up to a whole number, exactly.
 *
 * Where a `computed` number took part, a quotient at most 1e-9 of itself above a whole number is
 * that whole number: 100 ÷ (1/3 in a cell) is 300, not 301.
 *
 * @param {Fraction} quotient
 * @param {boolean} [computed]
 * @returns {bigint}
 */
export function roundUp(quotient, computed = false) {
  const below = floorOf(quotient);
  const over = quotient.sub(fraction(below));
  if (numerator(over) === NONE) return below;
  return computed && over.compare(TOLERANCE.mul(quotient)) <= 0 ? below : below + ONE;
}
