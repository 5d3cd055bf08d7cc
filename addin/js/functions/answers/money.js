/** The answers of the functions on money. Twin of funnel_addin/functions/answers/money.py. */

import { acquisitionCost, lifetimeValue, marketingRoi, paybackTime } from "../../core/economics.js";

/** @type {import("../read.js").Answers} */
export const MONEY = {
  FUNNEL_ROI: (read) => [[marketingRoi(read.number("incremental_margin"), read.number("cost"))]],
  FUNNEL_CAC: (read) => [[acquisitionCost(read.number("cost"), read.number("customers"))]],
  FUNNEL_PAYBACK: (read) => [
    [paybackTime(read.number("cac"), read.number("value"), read.number("margin"))],
  ],
  FUNNEL_LTV: (read) => [
    [lifetimeValue(read.number("value"), read.number("margin"), read.number("churn"))],
  ],
};
