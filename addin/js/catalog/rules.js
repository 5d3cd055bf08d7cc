/** What each function takes, rendered from funnel_addin.catalog by `python -m addin.js`. */

import * as quantities from "../core/quantities.js";
import { argument, worksheetFunction } from "./kinds.js";

/** @type {readonly import("./kinds.js").WorksheetFunction[]} */
export const RULES = [
  worksheetFunction("FUNNEL_REQUIRED", [
    argument("target", "NUMBER", quantities.GOAL, "What must be reached: records won or, with a value, money"),
    argument("rates", "STEPS", quantities.RATE, "Conversion rates, top of the funnel first (47% or 0.47); or two columns of counts: records that entered, records that advanced"),
    argument("value", "NUMBER", quantities.MONEY, "", { optional: true }),
    argument("confidence", "NUMBER", quantities.CONFIDENCE, "", { optional: true }),
    argument("stage", "NUMBER", quantities.POSITION, "", { optional: true }),
    argument("exact", "FLAG", quantities.NUMBER, "", { optional: true }),
  ]),
  worksheetFunction("FUNNEL_FORECAST", [
    argument("volumes", "LIST", quantities.COUNT, "Records now in each stage, top first; the last number: already won"),
    argument("rates", "STEPS", quantities.RATE, "Conversion rates, top of the funnel first (47% or 0.47); or two columns of counts: records that entered, records that advanced"),
    argument("value", "NUMBER", quantities.MONEY, "", { optional: true }),
    argument("confidence", "NUMBER", quantities.CONFIDENCE, "", { optional: true }),
  ]),
  worksheetFunction("FUNNEL_PROBABILITY", [
    argument("target", "NUMBER", quantities.WEIGHT, "What must be reached: records won or, with a value, money"),
    argument("volumes", "LIST", quantities.COUNT, "Records now in each stage, top first; the last number: already won"),
    argument("rates", "STEPS", quantities.RATE, "Conversion rates, top of the funnel first (47% or 0.47); or two columns of counts: records that entered, records that advanced"),
    argument("value", "NUMBER", quantities.MONEY, "", { optional: true }),
  ]),
  worksheetFunction("FUNNEL_CUSTOMERS", [
    argument("revenue", "NUMBER", quantities.COST, "Money that the year must bring"),
    argument("value", "NUMBER", quantities.MONEY, "Money that one purchase brings"),
    argument("purchases", "NUMBER", quantities.FREQUENCY, "", { optional: true }),
    argument("existing", "NUMBER", quantities.COUNT, "", { optional: true }),
    argument("retention", "NUMBER", quantities.SHARE, "", { optional: true }),
    argument("share_of_year", "NUMBER", quantities.RATE, "", { optional: true }),
  ]),
  worksheetFunction("FUNNEL_CUSTOMERS_FOR_PROFIT", [
    argument("profit", "NUMBER", quantities.AMOUNT, "Money that must be left over: 0 to break even, below 0 for a loss not to exceed"),
    argument("fixed_cost", "NUMBER", quantities.COST, "What the year costs however many customers there are"),
    argument("margin", "NUMBER", quantities.RATE, "The share of revenue left after the cost of what was sold, such as 60%"),
    argument("value", "NUMBER", quantities.MONEY, "Money that one purchase brings"),
    argument("cac", "NUMBER", quantities.COST, "What it costs to win one new customer"),
    argument("purchases", "NUMBER", quantities.FREQUENCY, "", { optional: true }),
    argument("existing", "NUMBER", quantities.COUNT, "", { optional: true }),
    argument("retention", "NUMBER", quantities.SHARE, "", { optional: true }),
    argument("share_of_year", "NUMBER", quantities.RATE, "", { optional: true }),
  ]),
  worksheetFunction("FUNNEL_SPREAD", [
    argument("target", "NUMBER", quantities.COUNT, "Whole records to spread"),
    argument("weights", "LIST", quantities.WEIGHT, "A weight for each period; only their proportions count"),
  ]),
  worksheetFunction("FUNNEL_SCHEDULE", [
    argument("wins", "LIST", quantities.RECORDS, "The wins wanted in each period"),
    argument("lag", "LIST", quantities.SHARE, "Shares of the wins by periods from entry to win: in the period of entry, one period later, and so on; 0 where none falls. They must add to 1 to within 0.000001: write thirds as =1/3, not 0.333"),
    argument("rate", "NUMBER", quantities.RATE, "The share of entries that is ever won, such as 20%"),
    argument("past", "LIST", quantities.RECORDS, "", { optional: true }),
  ]),
  worksheetFunction("FUNNEL_WINS", [
    argument("entries", "LIST", quantities.RECORDS, "Records that enter in each period; planned ones need not be whole"),
    argument("lag", "LIST", quantities.SHARE, "Shares of the wins by periods from entry to win: in the period of entry, one period later, and so on; 0 where none falls. They must add to 1 to within 0.000001: write thirds as =1/3, not 0.333"),
    argument("rate", "NUMBER", quantities.RATE, "The share of entries that is ever won, such as 20%"),
  ]),
  worksheetFunction("FUNNEL_CAPACITY", [
    argument("starters", "LIST", quantities.REPS, "Reps who start in each period; the first number: those already there, fully ramped; write 0 there if nobody is"),
    argument("per_rep", "NUMBER", quantities.RECORDS, "Records that a fully ramped rep handles per period"),
    argument("ramp", "LIST", quantities.SHARE, "", { optional: true }),
  ]),
  worksheetFunction("FUNNEL_EXPECTED", [
    argument("target", "NUMBER", quantities.WEIGHT, "Records or money due by the end of the term"),
    argument("start", "DATE", quantities.NUMBER, "The first day of the term"),
    argument("end", "DATE", quantities.NUMBER, "The last day of the term"),
    argument("today", "DATE", quantities.NUMBER, "The day by whose end it is asked for"),
    argument("weights", "LIST", quantities.WEIGHT, "", { optional: true }),
  ]),
  worksheetFunction("FUNNEL_PACE", [
    argument("actual", "NUMBER", quantities.COUNT, "Records counted to date: whole records, never money; divide money by the value of one win first, leaving out the fraction"),
    argument("expected", "NUMBER", quantities.WEIGHT, "Records due to date, as FUNNEL_EXPECTED says: never money; divide money by the value of one win first"),
    argument("alpha", "NUMBER", quantities.ALPHA, "", { optional: true }),
  ]),
  worksheetFunction("FUNNEL_FINISH", [
    argument("actual", "NUMBER", quantities.COUNT, "Records counted to date: whole records, never money; divide money by the value of one win first, leaving out the fraction"),
    argument("expected", "NUMBER", quantities.WEIGHT, "Records due to date, as FUNNEL_EXPECTED says: never money; divide money by the value of one win first"),
    argument("target", "NUMBER", quantities.WEIGHT, "Records due by the end of the term; never money"),
  ]),
  worksheetFunction("FUNNEL_RATES", [
    argument("volumes", "LIST", quantities.COUNT, "Records that entered each stage, top of the funnel first"),
    argument("confidence", "NUMBER", quantities.CONFIDENCE, "", { optional: true }),
  ]),
  worksheetFunction("FUNNEL_SHRINK", [
    argument("entered", "LIST", quantities.COUNT, "Records that entered the step in each channel", { group: "counts" }),
    argument("advanced", "LIST", quantities.COUNT, "How many of them advanced", { group: "counts" }),
  ]),
  worksheetFunction("FUNNEL_MIX", [
    argument("target", "NUMBER", quantities.COUNT, "Whole records of the last stage, all channels together"),
    argument("shares", "LIST", quantities.SHARE, "The share of the target that each channel brings. They must add to 1 to within 0.000001: write thirds as =1/3, not 0.333", { group: "channels" }),
    argument("rates", "ROWS", quantities.RATE, "A column per channel with its conversion rates, top of the funnel first; blank: the channel has no such step", { group: "channels", blank: 1.0 }),
  ]),
  worksheetFunction("FUNNEL_ALLOCATE", [
    argument("budget", "NUMBER", quantities.COST, "Money to spend on all channels together"),
    argument("ceiling", "LIST", quantities.WEIGHT, "The most that each channel could ever bring, however much is spent on it, in one unit for all: leads, wins, revenue", { group: "curves" }),
    argument("half", "LIST", quantities.MONEY, "For each channel the spend that brings half of its ceiling", { group: "curves" }),
    argument("shape", "LIST", quantities.SHAPE, "", { optional: true, group: "curves", single: true }),
  ]),
  worksheetFunction("FUNNEL_SPEND_FOR", [
    argument("result", "NUMBER", quantities.WEIGHT, "What the channel must bring, in the unit of the ceiling"),
    argument("ceiling", "NUMBER", quantities.WEIGHT, "The most that the channel could ever bring, however much is spent on it"),
    argument("half", "NUMBER", quantities.MONEY, "The spend that brings half of the ceiling"),
    argument("shape", "NUMBER", quantities.SHAPE, "", { optional: true }),
  ]),
  worksheetFunction("FUNNEL_ROI", [
    argument("incremental_margin", "NUMBER", quantities.AMOUNT, "Margin, not revenue, of the sales that would not have been made otherwise; below 0 where they lost money"),
    argument("cost", "NUMBER", quantities.MONEY, "Money spent"),
  ]),
  worksheetFunction("FUNNEL_CAC", [
    argument("cost", "NUMBER", quantities.COST, "All that was spent on winning the customers"),
    argument("customers", "NUMBER", quantities.COUNT, "New customers won with it, a whole number"),
  ]),
  worksheetFunction("FUNNEL_PAYBACK", [
    argument("cac", "NUMBER", quantities.COST, "What it costs to win one new customer"),
    argument("value", "NUMBER", quantities.MONEY, "Money that a customer brings per month"),
    argument("margin", "NUMBER", quantities.MARGIN, "The share of it left after the cost of what was sold, such as 80%"),
  ]),
  worksheetFunction("FUNNEL_LTV", [
    argument("value", "NUMBER", quantities.COST, "Money that a customer brings per month"),
    argument("margin", "NUMBER", quantities.SHARE, "The share of it left after the cost of what was sold, such as 80%; 1 where the value is a margin already"),
    argument("churn", "NUMBER", quantities.CHURN, "The share of customers that leaves in a month, such as 3%"),
  ]),
  worksheetFunction("FUNNEL_BRIDGE", [
    argument("plan", "LIST", quantities.WEIGHT, "Planned factors whose product is the result: volume, rates, value", { group: "factors" }),
    argument("actual", "LIST", quantities.WEIGHT, "What became of each factor, in the same order", { group: "factors" }),
  ]),
  worksheetFunction("FUNNEL_MIX_BRIDGE", [
    argument("plan_volumes", "LIST", quantities.RECORDS, "Records planned for each channel", { group: "channels" }),
    argument("plan_rates", "LIST", quantities.SHARE, "The share of each channel's records that was to convert; 0 where none was", { group: "channels" }),
    argument("actual_volumes", "LIST", quantities.RECORDS, "Records that each channel had", { group: "channels" }),
    argument("actual_rates", "LIST", quantities.SHARE, "The share of each channel's records that converted; 0 where none did", { group: "channels" }),
  ]),
  worksheetFunction("FUNNEL_SENSITIVITY", [
    argument("counts", "COUNTS", quantities.COUNT, "Two columns, a row per step, top of the funnel first: records that entered, records that advanced"),
    argument("target", "NUMBER", quantities.GOAL, "What the plan is made for: records won, or money"),
    argument("value", "NUMBER", quantities.MONEY, "", { optional: true }),
    argument("confidence", "NUMBER", quantities.CONFIDENCE, "", { optional: true }),
  ]),
  worksheetFunction("FUNNEL_LEVERS", [
    argument("customers", "NUMBER", quantities.RECORDS, "New customers won in a year"),
    argument("retention", "NUMBER", quantities.SHARE, "The share of customers that stays from one year to the next, such as 80%"),
    argument("value", "NUMBER", quantities.MONEY, "Money that one purchase brings"),
    argument("purchases", "NUMBER", quantities.FREQUENCY, "Purchases of one customer in a year"),
    argument("change", "NUMBER", quantities.CHANGE, "", { optional: true }),
  ]),
  worksheetFunction("FUNNEL_XMR", [
    argument("series", "LIST", quantities.NUMBER, "A number per period, oldest first: at least two, any sign"),
  ]),
  worksheetFunction("FUNNEL_TREND", [
    argument("series", "LIST", quantities.NUMBER, "A number per period, oldest first: at least four, any sign"),
    argument("alpha", "NUMBER", quantities.CONFIDENCE, "", { optional: true }),
  ]),
  worksheetFunction("FUNNEL_CORRELATE", [
    argument("activities", "COLUMNS", quantities.NUMBER, "A column per activity, a number per period; their changes are compared", { group: "periods" }),
    argument("result", "LIST", quantities.NUMBER, "The result in the same periods, oldest first: at least 5 + max_lag", { group: "periods" }),
    argument("max_lag", "NUMBER", quantities.PERIODS, "", { optional: true }),
  ]),
  worksheetFunction("FUNNEL_EXPERIMENT", [
    argument("entered_a", "NUMBER", quantities.COUNT, "Records that entered arm (group) A, what was done so far: whole records, not percentages"),
    argument("advanced_a", "NUMBER", quantities.COUNT, "How many of arm A's records advanced: whole records, not a percentage"),
    argument("entered_b", "NUMBER", quantities.COUNT, "Records that entered arm (group) B, what was tried: whole records, not percentages"),
    argument("advanced_b", "NUMBER", quantities.COUNT, "How many of arm B's records advanced: whole records, not a percentage"),
  ]),
  worksheetFunction("FUNNEL_SAMPLE_SIZE", [
    argument("rate", "NUMBER", quantities.RATE, "The rate so far"),
    argument("lift", "NUMBER", quantities.LIFT, "The change worth showing, relative to the rate: a lift of 20% takes a rate of 5% to 6%, not to 25%; negative for a fall"),
    argument("alpha", "NUMBER", quantities.CONFIDENCE, "", { optional: true }),
    argument("power", "NUMBER", quantities.CONFIDENCE, "", { optional: true }),
  ]),
];
