/**
 * What a spend on a channel brings, with diminishing returns, and how to split a budget.
 *
 * Twin of funnel_core/response.py, where the formulas and sources stand.
 */

import { InputError, OutOfRange } from "./errors.js";
import { toNumber } from "./exact.js";
import { bestSpends } from "./numerics/allocation.js";
import { Curve } from "./numerics/hill.js";
import { fsum } from "./numerics/sums.js";
import { COST, DUE, MONEY, SHAPE, WEIGHT, asTyped, show } from "./quantities.js";

/**
 * Splits a budget over channels so that they bring the most together.
 *
 * @param {number} budget money, from 0 up; all of it is spent
 * @param {readonly number[]} ceiling the most that each channel can ever bring, from 0 up
 * @param {readonly number[]} half the spend at which each brings half of its ceiling, above 0
 * @param {number | readonly number[]} [shape] up to 1: less for every further unit of money; above
 *   1: an S. One number for all, or one per channel
 * @returns {number[]} the spend of each channel, adding up to the budget
 */
export function allocatedSpend(budget, ceiling, half, shape = 1) {
  COST.check("budget", budget);
  const curves = curvesOf(ceiling, half, shape);
  const spends = curves.map(() => 0);
  if (budget === 0) return spends;
  /** @type {Map<string, number[]>} */
  const alike = new Map();
  curves.forEach((curve, channel) => {
    if (curve[0] <= 0) return;
    const key = String(curve);
    const channels = alike.get(key);
    if (channels) channels.push(channel);
    else alike.set(key, [channel]);
  });
  if (!alike.size) {
    throw new OutOfRange(
      "'ceiling' must be above 0 for one channel at least, or a budget brings nothing; " +
        "all are 0: write what each channel could bring at most",
    );
  }
  const groups = [...alike.values()];
  const kinds = groups.map((channels) => {
    return { curve: new Curve(...curves[channels[0]]), count: channels.length };
  });
  const best = bestSpends(kinds, budget);
  groups.forEach((channels, kind) => {
    for (const channel of channels.slice(0, best.counts[kind])) spends[channel] = best.each[kind];
    if (best.odd && best.odd[0] === kind) spends[channels[best.counts[kind]]] = best.odd[1];
  });
  if (!spends.every(Number.isFinite)) {
    throw new OutOfRange(
      `a 'budget' of ${show(budget)} and these curves lead to spends above 1.8e+308, the ` +
        "largest number that a cell can hold: check them",
    );
  }
  return addingUp(spends, budget);
}

/**
 * Gives the spend on one channel that buys a result: an amount of money; a result of 0 needs 0.
 *
 * @param {number} result what the channel must bring, from 0 up, below `ceiling`
 * @param {number} ceiling the most that the channel can ever bring
 * @param {number} half the spend at which it brings half of that
 * @param {number} [shape] how it starts: 1, or above 1 where a small spend brings next to nothing
 * @returns {number}
 */
export function neededSpend(result, ceiling, half, shape = 1) {
  DUE.check("result", result);
  WEIGHT.check("ceiling", ceiling);
  MONEY.check("half", half);
  SHAPE.check("shape", shape);
  if (result === 0) return 0;
  if (result >= ceiling) {
    throw new OutOfRange(
      `no spend buys a 'result' of ${show(result)}: it must stay below the ceiling, ` +
        `${show(ceiling)}, which is the most that this channel can bring; lower the result or ` +
        "add another channel",
    );
  }
  const left = asTyped(ceiling).sub(asTyped(result));
  const spend =
    shape === 1
      ? toNumber(asTyped(half).mul(asTyped(result)).div(left))
      : power(toNumber(asTyped(result).div(left)), 1 / shape) * half;
  if (spend === Infinity) {
    throw new OutOfRange(
      `a 'result' of ${show(result)} of at most ${show(ceiling)} takes a spend above 1.8e+308,` +
        " the largest number that a cell can hold: lower the result, or check 'shape'",
    );
  }
  return spend;
}

/**
 * @param {number} base
 * @param {number} exponent infinite where the shape is all but 0
 * @returns {number}
 */
function power(base, exponent) {
  return base === 1 ? 1 : base ** exponent;
}

/**
 * Reads ceiling, half and shape of each channel.
 *
 * @param {readonly number[]} ceiling
 * @param {readonly number[]} half
 * @param {number | readonly number[]} shape
 * @returns {[ceiling: number, half: number, shape: number][]}
 */
function curvesOf(ceiling, half, shape) {
  WEIGHT.checkEach("ceiling", ceiling);
  MONEY.checkEach("half", half);
  const shapes = typeof shape === "number" ? ceiling.map(() => shape) : shape;
  if (typeof shape === "number") SHAPE.check("shape", shape);
  else SHAPE.checkEach("shape", shape);
  if (!ceiling.length)
    throw new InputError("'ceiling' must hold a number for each channel; got none");
  if (ceiling.length !== half.length || half.length !== shapes.length) {
    throw new InputError(
      "'ceiling', 'half' and 'shape' must be equally long; " +
        `got ${ceiling.length}, ${half.length} and ${shapes.length} numbers`,
    );
  }
  return ceiling.map((most, channel) => [most, half[channel], shapes[channel]]);
}

/**
 * Gives what rounding lost to the largest spend, so that all add up to the budget.
 *
 * @param {number[]} spends
 * @param {number} budget
 * @returns {number[]}
 */
function addingUp(spends, budget) {
  let largest = 0;
  spends.forEach((spend, channel) => {
    if (spend > spends[largest]) largest = channel;
  });
  for (let time = 0; time < 2; time += 1) spends[largest] += budget - fsum(spends);
  return spends;
}
