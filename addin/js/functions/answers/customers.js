/**
 * The answers of the functions that count customers.
 *
 * Twin of what funnel_addin/functions/answers/plan.py has of them.
 */

import { customersForProfit, customersForRevenue } from "../../core/customers.js";

/** @typedef {import("../read.js").Read} Read */

/**
 * @param {Read} read
 * @returns {import("../../core/customers.js").Customers}
 */
function base(read) {
  return {
    value: read.number("value"),
    purchases: read.numberOr("purchases", null),
    existing: read.numberOr("existing", null),
    retention: read.numberOr("retention", null),
    shareOfYear: read.numberOr("share_of_year", null),
  };
}

/** @type {import("../read.js").Answers} */
export const CUSTOMERS = {
  FUNNEL_CUSTOMERS: (read) => [[customersForRevenue(read.number("revenue"), base(read))]],
  FUNNEL_CUSTOMERS_FOR_PROFIT: (read) => {
    const [profit, fixedCost] = [read.number("profit"), read.number("fixed_cost")];
    const [margin, cac] = [read.number("margin"), read.number("cac")];
    return [[customersForProfit(profit, fixedCost, margin, cac, base(read))]];
  },
};
