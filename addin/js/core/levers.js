/**
 * What to improve first: the swing that a rate's uncertainty makes, and the four ways to more.
 *
 * Twin of funnel_core/levers.py, where the formulas and sources stand.
 */

import { Fault, InputError, NotEnoughData, OutOfRange } from "./errors.js";
import { fraction } from "./exact.js";
import {
  CHANGE,
  CONFIDENCE,
  FREQUENCY,
  GOAL,
  MONEY,
  RECORDS,
  SHARE,
  asFloat,
  asTyped,
  show,
} from "./quantities.js";
import { wilsonInterval } from "./rates.js";

/** @typedef {import("./model.js").Counts} Counts */
/** @typedef {import("./model.js").Transition} Transition */

/** So small a share that leaves is what a computed retention (=1/9 in a cell) makes of none. */
const NEVER_LEAVING = fraction(1, 10 ** 9);
const ALL = fraction(1);

/**
 * Gives, for each step, the result at the low and the high end of its rate's interval.
 *
 * @param {readonly Transition[]} counts what each step's rate was learnt from, top first
 * @param {number} target the plan's result, records or money
 * @param {number} confidence of each step's Wilson interval
 * @returns {[low: number, high: number, swing: number][]} in the target's unit
 */
export function stepSwings(counts, target, confidence) {
  GOAL.check("target", target);
  CONFIDENCE.check("confidence", confidence);
  return advancing(counts).map(({ entered, advanced }) => {
    const interval = wilsonInterval(entered, advanced, confidence);
    const rate = advanced / entered;
    const [low, high] = [target * (interval.low / rate), target * (interval.high / rate)];
    if (!Number.isFinite(high)) {
      throw new OutOfRange(
        `'target' times a rate's interval must stay below 1.8e+308; got ${show(target)}`,
      );
    }
    return [low, high, high - low];
  });
}

/**
 * Gives what each of the four ways to more is worth, for the same relative change.
 *
 * @param {number} customers new customers a year
 * @param {number} retention the share of customers that stays from one year to the next
 * @param {number} value money that one purchase brings
 * @param {number} purchases of one customer in a year
 * @param {number} change by how much of itself each is raised
 * @returns {number[]} the gains in yearly revenue, in the arguments' order
 */
export function leverGains(customers, retention, value, purchases, change) {
  RECORDS.check("customers", customers);
  SHARE.check("retention", retention);
  MONEY.check("value", value);
  FREQUENCY.check("purchases", purchases);
  CHANGE.check("change", change);
  const [kept, more] = [asTyped(retention), asTyped(change)];
  const raised = kept.mul(ALL.add(more));
  if (ALL.sub(kept).compare(NEVER_LEAVING) <= 0) {
    throw new OutOfRange(
      "'retention' must be below 1, or the customer base grows for ever; got " +
        `${show(retention)}: write the share that stays from one year to the next`,
    );
  }
  if (ALL.sub(raised).compare(NEVER_LEAVING) <= 0) {
    throw new OutOfRange(
      "'retention' raised by 'change' must stay below 1, or the customer base never settles;" +
        ` ${show(retention)} × (1 + ${show(change)}) is ${show(raised)}: ` +
        "take a smaller change",
    );
  }
  const won = asTyped(customers).mul(asTyped(value)).mul(asTyped(purchases));
  const gain = asFloat(won.div(ALL.sub(kept)).mul(more));
  const longer = asFloat(won.mul(kept).mul(more).div(ALL.sub(kept)).div(ALL.sub(raised)));
  return [gain, longer, gain, gain];
}

/**
 * Reads counts that a plan can rest on, all others named in one message.
 *
 * @param {readonly Transition[]} counts
 * @returns {Counts[]}
 */
function advancing(counts) {
  /** @type {Counts[]} */
  const known = [];
  /** @type {Fault[]} */
  const faults = [];
  /** @type {(typeof NotEnoughData | typeof OutOfRange)[]} */
  const kinds = [];
  counts.forEach(({ counts: counted }, entry) => {
    if (!counted) throw new InputError("'counts' must be counts, entered and advanced");
    if (counted.entered === 0) {
      faults.push(new Fault("counts", entry, "is 0 of 0, so nobody entered"));
      kinds.push(NotEnoughData);
    } else if (counted.advanced === 0) {
      faults.push(new Fault("counts", entry, `is 0 of ${counted.entered}, so nothing advances`));
      kinds.push(OutOfRange);
    } else {
      known.push(counted);
    }
  });
  if (faults.length) {
    throw new kinds[0](
      "'counts' must be records that entered, and records that advanced, both from 1 up",
      faults,
      "count over a longer time",
    );
  }
  if (!known.length) throw new InputError("'counts' must hold at least one step; got none");
  return known;
}
