/**
 * What explains a miss or a gain: the difference of two plans split among its causes, exactly.
 *
 * Twin of funnel_core/bridge.py, where the formulas and sources stand.
 */

import { grouped } from "./bounds.js";
import { InputError, OutOfRange } from "./errors.js";
import { Arithmetic, Decimal, ZERO, comparedSizes } from "./numerics/decimals.js";
import { gaussRule } from "./numerics/gauss.js";
import { FACTOR, RECORDS, SHARE } from "./quantities.js";

/**
 * @typedef {object} MixBridge records
 * @property {number} volume of the total
 * @property {number} mix of the channels' shares in it
 * @property {number} rate of their rates
 */

/** @typedef {readonly [plan: Decimal, actual: Decimal]} Pair */

/** The longest list that is split by Shapley's value, whose work grows with the square of it. */
const MOST_SHAPLEY_FACTORS = 1000;
/** Fifty digits, and no bounds that a product of 10^5 factors could pass. */
const WORKING = new Arithmetic(50);
/** So many digits that sums and products of a few numbers of any usual size are not rounded. */
const EXACT = new Arithmetic(200);
const SMALLEST_NORMAL = 2 ** -1022;

/**
 * Splits the difference of two products among their factors, adding up exactly.
 *
 * @param {readonly number[]} plan factors such as volume, rate and value, from 0 up
 * @param {readonly number[]} actual what became of each
 * @returns {number[]} for each factor the part that it explains, in the product's unit
 */
export function factorBridge(plan, actual) {
  FACTOR.checkEach("plan", plan);
  FACTOR.checkEach("actual", actual);
  checkLists({ plan, actual });
  /** @type {Pair[]} */
  const pairs = plan.map((factor, at) => [Decimal.typed(factor), Decimal.typed(actual[at])]);
  return pairs.every(([p, a]) => !p.isZero && !a.isZero)
    ? logarithmicMeanParts(pairs)
    : shapleyParts(pairs);
}

/**
 * Splits a difference in results into volume, mix of channels, and rates, adding up exactly.
 *
 * @param {readonly number[]} planVolumes records of each channel, from 0 up
 * @param {readonly number[]} planRates the share of each channel's records that was to convert
 * @param {readonly number[]} actualVolumes
 * @param {readonly number[]} actualRates
 * @returns {MixBridge}
 */
export function mixBridge(planVolumes, planRates, actualVolumes, actualRates) {
  RECORDS.checkEach("plan_volumes", planVolumes);
  RECORDS.checkEach("actual_volumes", actualVolumes);
  SHARE.checkEach("plan_rates", planRates);
  SHARE.checkEach("actual_rates", actualRates);
  checkLists({
    plan_volumes: planVolumes,
    actual_volumes: actualVolumes,
    plan_rates: planRates,
    actual_rates: actualRates,
  });
  const [n0, r0, n1, r1] = [planVolumes, planRates, actualVolumes, actualRates].map((values) =>
    values.map(Decimal.typed),
  );
  const [planned, total] = [EXACT.sum(n0), EXACT.sum(n1)];
  if (planned.isZero) {
    throw new OutOfRange(
      "'plan_volumes' must not all be 0, a planned overall rate needs records: write the " +
        "volume of one channel at least",
    );
  }
  const due = sumOfProducts(n0, r0);
  const atPlannedRates = sumOfProducts(n1, r0);
  const reached = sumOfProducts(n1, r1);
  const mixed = EXACT.sub(EXACT.mul(atPlannedRates, planned), EXACT.mul(total, due));
  const parts = [
    EXACT.div(EXACT.mul(EXACT.sub(total, planned), due), planned),
    EXACT.div(mixed, planned),
    EXACT.sub(reached, atPlannedRates),
  ];
  const [volume, mix, rate] = addingUp(EXACT, parts, EXACT.sub(reached, due));
  return { volume, mix, rate };
}

/**
 * @param {readonly Decimal[]} volumes
 * @param {readonly Decimal[]} rates
 * @returns {Decimal}
 */
function sumOfProducts(volumes, rates) {
  return EXACT.sum(volumes.map((volume, at) => EXACT.mul(volume, rates[at])));
}

/** @param {Readonly<Record<string, readonly number[]>>} lists by name */
function checkLists(lists) {
  const named = Object.keys(lists)
    .map((name) => `'${name}'`)
    .join(" and ");
  const lengths = Object.entries(lists).map(([name, values]) => ({ name, length: values.length }));
  if (new Set(lengths.map(({ length }) => length)).size > 1) {
    const told = lengths.map(({ name, length }) => `${length} in '${name}'`).join(", ");
    throw new InputError(`${named} must be equally long; got ${told}`);
  }
  if (!lengths[0].length) {
    throw new InputError(`${named} must hold at least one number each; got none`);
  }
}

/**
 * Rounds the parts so that they still add up, to the last digit of the largest.
 *
 * What is missing in their last digits is shared out in proportion; what rounding leaves of each
 * is carried on to the next larger one, where it is less than a last digit.
 *
 * @param {Arithmetic} kept the digits that are worked with
 * @param {readonly Decimal[]} parts
 * @param {Decimal} difference what they add up to
 * @returns {number[]}
 */
function addingUp(kept, parts, difference) {
  const size = kept.sum(parts.map((part) => part.abs()));
  const missing = size.isZero ? ZERO : kept.div(kept.sub(difference, kept.sum(parts)), size);
  const rounded = parts.map(() => 0);
  let carried = ZERO;
  const order = parts.map((_, index) => index);
  for (const index of order.sort((a, b) => comparedSizes(parts[a], parts[b]))) {
    const shared = kept.add(parts[index], kept.mul(parts[index].abs(), missing));
    const due = kept.add(shared, carried);
    rounded[index] = held(due.toNumber());
    carried = kept.sub(due, Decimal.exactly(rounded[index]));
  }
  return rounded;
}

/** @param {number} part @returns {number} the same, where a cell can hold it */
function held(part) {
  if (Number.isFinite(part)) return part;
  throw new OutOfRange(
    "the answer must stay below 1.8e+308, the largest number a cell can hold; check the numbers",
  );
}

/**
 * @param {readonly Pair[]} pairs
 * @returns {number[]}
 */
function logarithmicMeanParts(pairs) {
  const [plan, actual] = [0, 1].map((at) => WORKING.product(pairs.map((pair) => pair[at])));
  const difference = WORKING.sub(actual, plan);
  const ratio = logRatio(plan, actual);
  const mean = ratio ? WORKING.div(difference, Decimal.exactly(ratio)) : plan;
  const parts = pairs.map(([p, a]) => WORKING.mul(mean, Decimal.exactly(logRatio(p, a))));
  return addingUp(WORKING, parts, difference);
}

/**
 * Gives ln(actual ÷ plan) to the last digits, of nearly equal numbers too.
 *
 * @param {Decimal} plan
 * @param {Decimal} actual
 * @returns {number}
 */
function logRatio(plan, actual) {
  const growth = WORKING.div(WORKING.sub(actual, plan), plan).toNumber();
  if (-0.5 < growth && growth < 1) return Math.log1p(growth);
  const quotient = WORKING.div(actual, plan);
  const ratio = quotient.toNumber();
  return SMALLEST_NORMAL <= ratio && ratio < Infinity ? Math.log(ratio) : quotient.ln();
}

/**
 * Integrates the others' product along the straight way from plan to actual, exactly.
 *
 * @param {readonly Pair[]} pairs
 * @returns {number[]}
 */
function shapleyParts(pairs) {
  if (pairs.some(([p, a]) => p.isZero && a.isZero)) return pairs.map(() => 0);
  const moves = pairs.map(([p, a]) => WORKING.sub(a, p));
  const changed = pairs.map((_, at) => at).filter((at) => !moves[at].isZero);
  if (changed.length > MOST_SHAPLEY_FACTORS) {
    throw new OutOfRange(
      `'plan' and 'actual' must hold at most ${grouped(MOST_SHAPLEY_FACTORS)} factors that differ ` +
        `where one of them is 0; got ${grouped(changed.length)}: split the plan into several`,
    );
  }
  const held = WORKING.product(pairs.filter((_, at) => moves[at].isZero).map(([p]) => p));
  const integrals = pairs.map(() => ZERO);
  for (const [node, weight] of gaussRule(Math.floor((changed.length + 1) / 2))) {
    const onTheWay = changed.map((at) => WORKING.add(pairs[at][0], WORKING.mul(node, moves[at])));
    const share = WORKING.mul(WORKING.mul(weight, held), WORKING.product(onTheWay));
    changed.forEach((at, entry) => {
      integrals[at] = WORKING.add(integrals[at], WORKING.div(share, onTheWay[entry]));
    });
  }
  const parts = moves.map((move, at) => WORKING.mul(move, integrals[at]));
  const [plan, actual] = [0, 1].map((at) => WORKING.product(pairs.map((pair) => pair[at])));
  return addingUp(WORKING, parts, WORKING.sub(actual, plan));
}
