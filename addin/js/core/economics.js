/**
 * What a customer costs and brings, and what marketing returns: the ratios.
 *
 * Twin of funnel_core/economics.py, where their formulas and sources stand.
 */

import { OutOfRange } from "./errors.js";
import { fraction } from "./exact.js";
import {
  AMOUNT,
  CHURN,
  COST,
  COUNT,
  MARGIN,
  MONEY,
  SHARE,
  asFloat,
  asTyped,
} from "./quantities.js";

/**
 * Gives the return on a marketing cost, as a share of it: 3 is 300 %, −1 is all of it lost.
 *
 * @param {number} incrementalMargin money
 * @param {number} cost money, above 0
 * @returns {number}
 */
export function marketingRoi(incrementalMargin, cost) {
  AMOUNT.check("incremental_margin", incrementalMargin);
  MONEY.check("cost", cost);
  return asFloat(asTyped(incrementalMargin).div(asTyped(cost)).sub(fraction(1)));
}

/**
 * Gives what it cost to win one customer (CAC), in money.
 *
 * @param {number} cost money, from 0 up
 * @param {number} customers a whole number from 1 up
 * @returns {number}
 */
export function acquisitionCost(cost, customers) {
  COST.check("cost", cost);
  COUNT.check("customers", customers);
  if (customers === 0) {
    throw new OutOfRange(
      "'customers' must be from 1 up, a cost per customer needs customers; got 0: count over " +
        "a longer time",
    );
  }
  return asFloat(asTyped(cost).div(fraction(customers)));
}

/**
 * Gives how long a customer takes to bring in what it cost to win, in periods of `value`.
 *
 * @param {number} cac money, from 0 up
 * @param {number} value money per period, above 0
 * @param {number} margin the share of it that is left after the cost of what was sold
 * @returns {number}
 */
export function paybackTime(cac, value, margin) {
  COST.check("cac", cac);
  MONEY.check("value", value);
  MARGIN.check("margin", margin);
  return asFloat(asTyped(cac).div(asTyped(value).mul(asTyped(margin))));
}

/**
 * Gives the margin that a customer brings until it leaves (LTV), in money.
 *
 * @param {number} value money per period, from 0 up
 * @param {number} margin a share from 0 to 1
 * @param {number} churn the share of customers that leaves in each period, above 0
 * @returns {number}
 */
export function lifetimeValue(value, margin, churn) {
  COST.check("value", value);
  SHARE.check("margin", margin);
  CHURN.check("churn", churn);
  return asFloat(asTyped(value).mul(asTyped(margin)).div(asTyped(churn)));
}
