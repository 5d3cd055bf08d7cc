/**
 * New customers for a goal in revenue or profit, on top of what the retained base brings.
 *
 * Twin of funnel_core/customers.py, where the formulas and sources stand.
 */

import { OutOfRange } from "./errors.js";
import { NONE, fraction, numerator, roundOf } from "./exact.js";
import {
  AMOUNT,
  COST,
  COUNT,
  FREQUENCY,
  LARGEST_WHOLE,
  MONEY,
  RATE,
  SHARE,
  asMeant,
  asTyped,
  isComputed,
  roundUp,
  show,
} from "./quantities.js";

/** @typedef {import("./exact.js").Fraction} Fraction */

/** What a few numbers computed in cells can be off by together, as a part of the largest. */
const ROUNDED = fraction(1, 10 ** 14);

/**
 * What a base of customers is; what was omitted is null.
 *
 * @typedef {object} Customers
 * @property {number} value money that one purchase brings
 * @property {number | null} purchases of one customer in a year; 1
 * @property {number | null} existing customers at the start of the year; 0
 * @property {number | null} retention the share of them that stays; 1
 * @property {number | null} shareOfYear the part of the year that a new customer is there for
 */

/**
 * Counts the new customers that a year's revenue takes, on top of the retained base.
 *
 * @param {number} revenue money, from 0 up
 * @param {Customers} customers
 * @returns {number} a whole number, rounded up
 */
export function customersForRevenue(revenue, customers) {
  COST.check("revenue", revenue);
  const base = baseOf(customers);
  return needed(asMeant(revenue), base.retained, base.fresh, base.computed);
}

/**
 * Counts the new customers that a year's profit takes, on top of the retained base.
 *
 * @param {number} profit money that must be left over
 * @param {number} fixedCost money that the year costs anyway
 * @param {number} margin the share of revenue left after the cost of what was sold
 * @param {number} cac money that it costs to win one new customer
 * @param {Customers} customers
 * @returns {number} a whole number, rounded up
 */
export function customersForProfit(profit, fixedCost, margin, cac, customers) {
  AMOUNT.check("profit", profit);
  COST.check("fixed_cost", fixedCost);
  RATE.check("margin", margin);
  COST.check("cac", cac);
  const base = baseOf(customers);
  const kept = asTyped(margin);
  const goal = asMeant(profit).add(asMeant(fixedCost));
  const computed = base.computed || isComputed(margin) || isComputed(cac);
  const rounded = computed ? ROUNDED : fraction(0);
  const brought = kept.mul(base.fresh);
  const left = brought.sub(asTyped(cac));
  if (left.compare(rounded.mul(brought)) > 0) {
    return needed(goal, kept.mul(base.retained), left, computed);
  }
  if (goal.compare(kept.mul(base.retained).mul(rounded.add(fraction(1)))) <= 0) return 0;
  throw new OutOfRange(
    "no number of new customers reaches this profit: each costs " +
      `${show(cac)} to win ('cac') and brings a margin of ${show(brought)} within the year ` +
      "('margin' × 'value' × 'purchases' × 'share_of_year'): lower the cost, or raise what a " +
      "customer brings",
  );
}

/**
 * Gives the revenue of a year in exact decimals: of the retained base, and of one new customer.
 *
 * @param {Customers} customers
 * @returns {{retained: Fraction, fresh: Fraction, computed: boolean}}
 */
function baseOf({ value, purchases, existing, retention, shareOfYear }) {
  const [bought, there, stays] = [purchases ?? 1, existing ?? 0, retention ?? 1];
  MONEY.check("value", value);
  FREQUENCY.check("purchases", bought);
  COUNT.check("existing", there);
  SHARE.check("retention", stays);
  const share = shareOfYear ?? (there ? 0.5 : 1);
  RATE.check("share_of_year", share);
  const yearly = asTyped(value).mul(asTyped(bought));
  return {
    retained: fraction(there).mul(asTyped(stays)).mul(yearly),
    fresh: asTyped(share).mul(yearly),
    computed: [value, bought, stays, share].some(isComputed),
  };
}

/**
 * Divides what the base leaves of the goal by what each new customer brings, rounded up.
 *
 * Where a computed number took part, the difference is only as good as the base itself: a base of
 * 900 × (2/3 in a cell) does not fall short of the 600 that it was meant to be.
 *
 * @param {Fraction} goal
 * @param {Fraction} retained
 * @param {Fraction} each
 * @param {boolean} computed
 * @returns {number}
 */
function needed(goal, retained, each, computed) {
  const gap = goal.sub(retained);
  if (numerator(gap) <= NONE) return 0;
  let quotient = gap.div(each);
  if (computed) {
    const whole = fraction(roundOf(quotient));
    const off = quotient.sub(whole).abs();
    if (off.mul(each).compare(ROUNDED.mul(retained)) <= 0) quotient = whole;
  }
  const customers = roundUp(quotient, computed);
  if (customers > LARGEST_WHOLE) {
    throw new OutOfRange(
      `a cell holds whole numbers up to 2^53; this goal needs ${show(quotient)} new ` +
        "customers: check the goal and what a customer brings",
    );
  }
  return Number(customers);
}
