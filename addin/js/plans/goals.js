/**
 * What a target means: records, revenue, customers or profit; and how many wins it takes.
 *
 * Twin of funnel_addin/plans/goals.py.
 */

import { customersForProfit, customersForRevenue } from "../core/customers.js";
import {
  AMOUNT,
  COST,
  COUNT,
  FREQUENCY,
  GOAL,
  MARGIN,
  MONEY,
  RATE,
  SHARE,
} from "../core/quantities.js";
import { neededWins } from "../core/required.js";

/** @typedef {import("./reading.js").Reader} Reader */

const [REVENUE, CUSTOMERS, PROFIT] = ["revenue", "customers", "profit"];
const BASE = ["Plan_Purchases", "Plan_Existing", "Plan_Retention", "Plan_Share_Of_Year"];

/**
 * @typedef {object} Target
 * @property {number} amount wins or, with a value, revenue
 * @property {number | null} value money that one win brings
 */

/**
 * @typedef {object} Aim
 * @property {Target | null} target null where an input is missing, or wrong
 * @property {string[]} missing the names of what is missing
 */

/** @typedef {Omit<import("../core/customers.js").Customers, "value">} Base */

/**
 * Reads what must be reached; what is wrong is kept by the reader.
 *
 * @param {Reader} reader
 * @returns {Aim}
 */
export function readAim(reader) {
  const before = reader.problems.length;
  const said = reader.word("Plan_Goal", [REVENUE, CUSTOMERS, PROFIT]);
  const amount = reader.number("Plan_Target", said === PROFIT ? AMOUNT : GOAL);
  const value = reader.number("Plan_Value", MONEY);
  const goal = said ?? (value === null ? "records" : REVENUE);
  const needed = ["Plan_Target"];
  if (goal === REVENUE || goal === PROFIT) needed.push("Plan_Value");
  if (goal === PROFIT) needed.push("Plan_Fixed_Cost", "Plan_Margin", "Plan_CAC");
  const missing = needed.filter((name) => reader.cells(name) === null && !reader.wrong(name));
  const based = goal === REVENUE && BASE.some((name) => reader.cells(name) !== null);
  const base = based || goal === PROFIT ? readBase(reader) : null;
  const costs = goal === PROFIT ? readCosts(reader) : null;
  if (missing.length || reader.problems.length > before || amount === null) {
    return { target: null, missing };
  }
  const whole = goal === CUSTOMERS || reader.has("Plan_Goal");
  const target = reader.kept("Plan_Target", () => {
    if (base && value !== null)
      return { amount: newCustomers(amount, value, base, costs), value: null };
    if (goal === REVENUE) return { amount, value };
    return { amount: whole ? neededWins(amount) : amount, value: null };
  });
  return { target, missing: [] };
}

/**
 * Reads purchases, existing customers, retention and the share of the year.
 *
 * @param {Reader} reader
 * @returns {Base}
 */
function readBase(reader) {
  const purchases = reader.number("Plan_Purchases", FREQUENCY);
  const existing = reader.number("Plan_Existing", COUNT);
  const retention = reader.number("Plan_Retention", SHARE);
  const share = reader.number("Plan_Share_Of_Year", RATE);
  return { purchases, existing, retention, shareOfYear: share };
}

/**
 * Reads the fixed cost, the margin and the cost of a new customer.
 *
 * @param {Reader} reader
 * @returns {[number, number, number]}
 */
function readCosts(reader) {
  const fixed = reader.number("Plan_Fixed_Cost", COST);
  const margin = reader.number("Plan_Margin", MARGIN);
  const cac = reader.number("Plan_CAC", COST);
  return [fixed ?? 0, margin ?? 0, cac ?? 0];
}

/**
 * Counts the new customers that a revenue or, with costs, a profit takes.
 *
 * @param {number} amount
 * @param {number} value
 * @param {Base} base
 * @param {[number, number, number] | null} costs
 * @returns {number}
 */
function newCustomers(amount, value, base, costs) {
  if (!costs) return customersForRevenue(amount, { value, ...base });
  const [fixed, margin, cac] = costs;
  return customersForProfit(amount, fixed, margin, cac, { value, ...base });
}
