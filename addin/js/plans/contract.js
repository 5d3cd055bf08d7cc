/**
 * The contract between a workbook and us, rendered from funnel_addin.names by `python -m addin.js`;
 * do not edit.
 */

import * as quantities from "../core/quantities.js";

/** @typedef {import("../core/bounds.js").Quantity} Quantity */

/**
 * @typedef {object} PlanName
 * @property {string} name
 * @property {"input" | "output"} role who writes the cells behind it
 * @property {string} shape how many cells it stands for
 * @property {string} help what they hold
 * @property {Quantity | "text" | "date" | "mixed"} holds
 */

/** The names that FUNNEL_REQUIRED reads when it has no arguments. */
export const NAMES_READ = [
  "Plan_Target",
  "Plan_Value",
  "Plan_Rates",
  "Plan_Counts",
  "Plan_Goal",
  "Plan_Purchases",
  "Plan_Existing",
  "Plan_Retention",
  "Plan_Share_Of_Year",
  "Plan_Fixed_Cost",
  "Plan_Margin",
  "Plan_CAC",
];

/** @type {readonly PlanName[]} */
export const NAMES = [
  {
    name: "Plan_Target",
    role: "input",
    shape: "one cell",
    help: "what must be reached: money with Plan_Value, else records; or what Plan_Goal says",
    holds: quantities.GOAL,
  },
  {
    name: "Plan_Value",
    role: "input",
    shape: "one cell",
    help: "money that one won record brings; may be blank",
    holds: quantities.MONEY,
  },
  {
    name: "Plan_Confidence",
    role: "input",
    shape: "one cell",
    help: "how sure to be of the target; may be blank",
    holds: quantities.CONFIDENCE,
  },
  {
    name: "Plan_Goal",
    role: "input",
    shape: "one cell",
    help: "what the target counts: revenue, customers or profit; blank: revenue with Plan_Value",
    holds: "text",
  },
  {
    name: "Plan_Goal_Owner",
    role: "input",
    shape: "one cell",
    help: "who answers for the goal; may be blank",
    holds: "text",
  },
  {
    name: "Plan_Last_Year",
    role: "input",
    shape: "one cell",
    help: "what last year brought, in the target's unit",
    holds: quantities.AMOUNT,
  },
  {
    name: "Plan_Purchases",
    role: "input",
    shape: "one cell",
    help: "purchases of a customer in a year; blank: 1",
    holds: quantities.FREQUENCY,
  },
  {
    name: "Plan_Existing",
    role: "input",
    shape: "one cell",
    help: "customers at the start of the term; blank: none",
    holds: quantities.COUNT,
  },
  {
    name: "Plan_Retention",
    role: "input",
    shape: "one cell",
    help: "the share of them that stays; blank: all",
    holds: quantities.SHARE,
  },
  {
    name: "Plan_Share_Of_Year",
    role: "input",
    shape: "one cell",
    help: "the part of the year that a new customer is there for; blank: 1/2 beside existing customers, else 1",
    holds: quantities.RATE,
  },
  {
    name: "Plan_Fixed_Cost",
    role: "input",
    shape: "one cell",
    help: "what the year costs however many buy, for a profit",
    holds: quantities.COST,
  },
  {
    name: "Plan_Margin",
    role: "input",
    shape: "one cell",
    help: "the share of revenue left after what was sold",
    holds: quantities.MARGIN,
  },
  {
    name: "Plan_CAC",
    role: "input",
    shape: "one cell",
    help: "what it costs to win one new customer, for a profit",
    holds: quantities.COST,
  },
  {
    name: "Plan_Currency",
    role: "input",
    shape: "one cell",
    help: "the currency of all money, such as EUR",
    holds: "text",
  },
  {
    name: "Plan_Start",
    role: "input",
    shape: "one cell",
    help: "the first day of the term",
    holds: "date",
  },
  {
    name: "Plan_End",
    role: "input",
    shape: "one cell",
    help: "the last day of the term",
    holds: "date",
  },
  {
    name: "Plan_Stages",
    role: "input",
    shape: "a cell per stage, in one row or one column",
    help: "the stages' names, top of the funnel first",
    holds: "text",
  },
  {
    name: "Plan_Owners",
    role: "input",
    shape: "a cell per stage, in one row or one column",
    help: "who answers for each stage",
    holds: "text",
  },
  {
    name: "Plan_Rates",
    role: "input",
    shape: "a cell per step, in one row or one column",
    help: "the share of each stage's records that advances",
    holds: quantities.RATE,
  },
  {
    name: "Plan_Counts",
    role: "input",
    shape: "two columns, entered and advanced, with a row per step",
    help: "records that entered each stage, and that advanced",
    holds: quantities.COUNT,
  },
  {
    name: "Plan_Weights",
    role: "input",
    shape: "a cell per period, in one row or one column",
    help: "the weight of each period",
    holds: quantities.WEIGHT,
  },
  {
    name: "Plan_Lags",
    role: "input",
    shape: "a cell per step, in one row or one column",
    help: "whole months from each stage to the next",
    holds: quantities.PERIODS,
  },
  {
    name: "Plan_Volumes",
    role: "input",
    shape: "a cell per stage, in one row or one column",
    help: "records already there or sure to come; blank counts as 0",
    holds: quantities.COUNT,
  },
  {
    name: "Plan_Actuals",
    role: "input",
    shape: "a row per stage, a column per period",
    help: "records counted so far; blank where not known yet",
    holds: quantities.COUNT,
  },
  {
    name: "Plan_As_Of",
    role: "input",
    shape: "one cell",
    help: "the day the pace is asked for; blank: the end of the last period counted; without this name: today",
    holds: "date",
  },
  {
    name: "Plan_Required",
    role: "output",
    shape: "a cell per stage, in one row or one column",
    help: "the volume that each stage needs",
    holds: "mixed",
  },
  {
    name: "Plan_Required_Confident",
    role: "output",
    shape: "a cell per stage, in one row or one column",
    help: "the volume that reaches the target at the confidence",
    holds: "mixed",
  },
  {
    name: "Plan_Basis",
    role: "output",
    shape: "27 cells in one row or one column: target, value, confidence, 12 rates, 12 entered",
    help: "the inputs that the confident volumes were worked out from; for target and value stand wins and a blank where the goal goes through customers",
    holds: "mixed",
  },
  {
    name: "Plan_Schedule",
    role: "output",
    shape: "a row per stage, a column per period",
    help: "the required volumes spread over the periods",
    holds: "mixed",
  },
  {
    name: "Plan_Expected",
    role: "output",
    shape: "a cell per stage, in one row or one column",
    help: "what is due to date at each stage",
    holds: "mixed",
  },
  {
    name: "Plan_Pace",
    role: "output",
    shape: "a cell per stage, in one row or one column",
    help: "behind, on pace or ahead, per stage",
    holds: "mixed",
  },
  {
    name: "Plan_Probability",
    role: "output",
    shape: "one cell",
    help: "how probable the target is with Plan_Volumes",
    holds: "mixed",
  },
  {
    name: "Plan_Volumes_At_Fill",
    role: "output",
    shape: "a cell per stage, in one row or one column",
    help: "Plan_Volumes at the last fill",
    holds: "mixed",
  },
  {
    name: "Plan_Channels",
    role: "input",
    shape: "a cell per channel, in one row or one column",
    help: "the channels' names",
    holds: "text",
  },
  {
    name: "Plan_Channel_Rates",
    role: "input",
    shape: "a row per step, a column per channel",
    help: "each channel's rates; blank where it does not have the step",
    holds: quantities.RATE,
  },
  {
    name: "Plan_Shares",
    role: "input",
    shape: "a cell per channel, in one row or one column",
    help: "the share of the target that each channel brings",
    holds: quantities.SHARE,
  },
  {
    name: "Plan_Capacities",
    role: "input",
    shape: "a cell per channel, in one row or one column",
    help: "the most that each channel can handle",
    holds: quantities.RECORDS,
  },
  {
    name: "Plan_Budget",
    role: "input",
    shape: "one cell",
    help: "money to spend on all channels",
    holds: quantities.COST,
  },
  {
    name: "Plan_Ceilings",
    role: "input",
    shape: "a cell per channel, in one row or one column",
    help: "the most wins that each channel can ever bring",
    holds: quantities.WEIGHT,
  },
  {
    name: "Plan_Halves",
    role: "input",
    shape: "a cell per channel, in one row or one column",
    help: "the spend at which it brings half of its ceiling",
    holds: quantities.MONEY,
  },
  {
    name: "Plan_Shapes",
    role: "input",
    shape: "a cell per channel, in one row or one column",
    help: "how its response starts; blank: 1",
    holds: quantities.SHAPE,
  },
  {
    name: "Plan_Spend",
    role: "input",
    shape: "a cell per channel, in one row or one column",
    help: "the spend that is planned on each channel",
    holds: quantities.COST,
  },
  {
    name: "Plan_Churn",
    role: "input",
    shape: "one cell",
    help: "the share of customers that leaves in each period",
    holds: quantities.CHURN,
  },
  {
    name: "Plan_Scenario_Budgets",
    role: "input",
    shape: "a cell per scenario, in one row or one column",
    help: "the budget of each scenario",
    holds: quantities.COST,
  },
  {
    name: "Plan_Scenario_Ceilings",
    role: "input",
    shape: "a cell per scenario, in one row or one column",
    help: "a factor on all ceilings; blank counts as 1",
    holds: quantities.WEIGHT,
  },
  {
    name: "Plan_Mix",
    role: "output",
    shape: "a row per stage, a column per channel",
    help: "the volume that each stage of each channel needs",
    holds: "mixed",
  },
  {
    name: "Plan_Allocation",
    role: "output",
    shape: "a cell per channel, in one row or one column",
    help: "the spend on each channel that brings the most wins",
    holds: "mixed",
  },
  {
    name: "Plan_Scenario_Allocations",
    role: "output",
    shape: "a row per channel, a column per scenario",
    help: "the same for each scenario's budget",
    holds: "mixed",
  },
  {
    name: "Plan_Budget_At_Fill",
    role: "output",
    shape: "one cell",
    help: "Plan_Budget at the last fill",
    holds: "mixed",
  },
  {
    name: "Plan_Ceilings_At_Fill",
    role: "output",
    shape: "a cell per channel, in one row or one column",
    help: "Plan_Ceilings at the last fill",
    holds: "mixed",
  },
  {
    name: "Plan_Halves_At_Fill",
    role: "output",
    shape: "a cell per channel, in one row or one column",
    help: "Plan_Halves at the last fill",
    holds: "mixed",
  },
  {
    name: "Plan_Shapes_At_Fill",
    role: "output",
    shape: "a cell per channel, in one row or one column",
    help: "Plan_Shapes at the last fill",
    holds: "mixed",
  },
  {
    name: "Plan_Scenario_Budgets_At_Fill",
    role: "output",
    shape: "a cell per scenario, in one row or one column",
    help: "Plan_Scenario_Budgets at the last fill",
    holds: "mixed",
  },
  {
    name: "Plan_Scenario_Ceilings_At_Fill",
    role: "output",
    shape: "a cell per scenario, in one row or one column",
    help: "Plan_Scenario_Ceilings at the last fill",
    holds: "mixed",
  },
  {
    name: "Plan_Grain",
    role: "input",
    shape: "one cell",
    help: "how long a period is: quarter, half-year or year",
    holds: "text",
  },
  {
    name: "Plan_Activities",
    role: "input",
    shape: "a cell per activity, in one row or one column",
    help: "the activities' names",
    holds: "text",
  },
  {
    name: "Plan_Result",
    role: "input",
    shape: "one cell",
    help: "the stage whose entries are explained; blank: the last one",
    holds: "text",
  },
  {
    name: "Plan_Log",
    role: "input",
    shape: "six columns, date, channel, stage, kind, what and amount, with a row per entry",
    help: "what was done, spent and reached: kind is activity, expense or outcome",
    holds: "mixed",
  },
  {
    name: "Plan_Experiments",
    role: "input",
    shape: "four columns, entered A, advanced A, entered B and advanced B, with a row per experiment",
    help: "what was tried: records of both arms",
    holds: quantities.COUNT,
  },
  {
    name: "Plan_Trends",
    role: "output",
    shape: "seven columns, verdict, slope, p, centre, lower, upper and signal, with a row per step",
    help: "where each step's rate is going, and its limits",
    holds: "mixed",
  },
  {
    name: "Plan_Correlations",
    role: "output",
    shape: "four columns, lag, r, p and q, with a row per activity",
    help: "how the result follows each activity",
    holds: "mixed",
  },
  {
    name: "Plan_Experiment_Odds",
    role: "output",
    shape: "a cell per experiment, in one row or one column",
    help: "how probable it is that B is better",
    holds: "mixed",
  },
  {
    name: "Plan_Step_Rates_At_Fill",
    role: "output",
    shape: "a row per step, a column per period",
    help: "the steps' rates that the trends are of",
    holds: "mixed",
  },
  {
    name: "Plan_Activities_At_Fill",
    role: "output",
    shape: "a row per activity, a column per period",
    help: "the activities that were correlated",
    holds: "mixed",
  },
  {
    name: "Plan_Results_At_Fill",
    role: "output",
    shape: "a cell per period, in one row or one column",
    help: "the results that they were correlated with",
    holds: "mixed",
  },
  {
    name: "Plan_Experiments_At_Fill",
    role: "output",
    shape: "four columns, entered A, advanced A, entered B and advanced B, with a row per experiment",
    help: "Plan_Experiments at the last fill",
    holds: "mixed",
  },
  {
    name: "Plan_Filled",
    role: "output",
    shape: "two cells, in one row or one column",
    help: "the day of the last fill, and what filled it",
    holds: "mixed",
  },
];

const BY_NAME = new Map(NAMES.map((each) => [each.name.toLowerCase(), each]));

/**
 * Finds a name of the contract, in any case.
 *
 * @param {string} name
 * @returns {PlanName | null}
 */
export function nameOf(name) {
  return BY_NAME.get(name.toLowerCase()) ?? null;
}
