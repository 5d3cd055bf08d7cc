/** The names that FUNNEL_REQUIRED reads, rendered from funnel_addin.names by `python -m addin.js`; do not edit. */

import * as quantities from "../core/quantities.js";

/** @type {import("./contract.js").Row[]} */
export const ROWS = [
  ["Plan_Target", "input", "one cell", "what must be reached: money with Plan_Value, else records; or what Plan_Goal says", quantities.GOAL],
  ["Plan_Value", "input", "one cell", "money that one won record brings; may be blank", quantities.MONEY],
  ["Plan_Rates", "input", "a cell per step, in one row or one column", "the share of each stage's records that advances", quantities.RATE],
  ["Plan_Counts", "input", "two columns, entered and advanced, with a row per step", "records that entered each stage, and that advanced", quantities.COUNT],
  ["Plan_Goal", "input", "one cell", "what the target counts: revenue, customers or profit; blank: revenue with Plan_Value", "text"],
  ["Plan_Purchases", "input", "one cell", "purchases of a customer in a year; blank: 1", quantities.FREQUENCY],
  ["Plan_Existing", "input", "one cell", "customers at the start of the term; blank: none", quantities.COUNT],
  ["Plan_Retention", "input", "one cell", "the share of them that stays; blank: all", quantities.SHARE],
  ["Plan_Share_Of_Year", "input", "one cell", "the part of the year that a new customer is there for; blank: 1/2 beside existing customers, else 1", quantities.RATE],
  ["Plan_Fixed_Cost", "input", "one cell", "what the year costs however many buy, for a profit", quantities.COST],
  ["Plan_Margin", "input", "one cell", "the share of revenue left after what was sold", quantities.MARGIN],
  ["Plan_CAC", "input", "one cell", "what it costs to win one new customer, for a profit", quantities.COST],
];
