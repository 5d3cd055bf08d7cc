/**
 * The contract between a workbook and us, rendered from funnel_addin.names by `python -m addin.js`;
 * do not edit.
 */

import * as quantities from "../core/quantities.js";

/** @typedef {import("../core/bounds.js").Quantity} Quantity */
/** @typedef {Quantity | "text" | "date" | "mixed"} Holds */
/** @typedef {"input" | "output"} Role */
/** @typedef {[name: string, role: Role, shape: string, help: string, holds: Holds]} Row */

/**
 * @typedef {object} PlanName
 * @property {string} name
 * @property {Role} role who writes the cells behind it
 * @property {string} shape how many cells it stands for
 * @property {string} help what they hold; of inputs alone, which a person fills
 * @property {Holds} holds
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

/** @type {Row[]} */
const ROWS = [
  ["Plan_Target", "input", "one cell", "what must be reached: money with Plan_Value, else records; or what Plan_Goal says", quantities.GOAL],
  ["Plan_Value", "input", "one cell", "money that one won record brings; may be blank", quantities.MONEY],
  ["Plan_Confidence", "input", "one cell", "how sure to be of the target; may be blank", quantities.CONFIDENCE],
  ["Plan_Goal", "input", "one cell", "what the target counts: revenue, customers or profit; blank: revenue with Plan_Value", "text"],
  ["Plan_Goal_Owner", "input", "one cell", "who answers for the goal; may be blank", "text"],
  ["Plan_Last_Year", "input", "one cell", "what last year brought, in the target's unit", quantities.AMOUNT],
  ["Plan_Purchases", "input", "one cell", "purchases of a customer in a year; blank: 1", quantities.FREQUENCY],
  ["Plan_Existing", "input", "one cell", "customers at the start of the term; blank: none", quantities.COUNT],
  ["Plan_Retention", "input", "one cell", "the share of them that stays; blank: all", quantities.SHARE],
  ["Plan_Share_Of_Year", "input", "one cell", "the part of the year that a new customer is there for; blank: 1/2 beside existing customers, else 1", quantities.RATE],
  ["Plan_Fixed_Cost", "input", "one cell", "what the year costs however many buy, for a profit", quantities.COST],
  ["Plan_Margin", "input", "one cell", "the share of revenue left after what was sold", quantities.MARGIN],
  ["Plan_CAC", "input", "one cell", "what it costs to win one new customer, for a profit", quantities.COST],
  ["Plan_Currency", "input", "one cell", "the currency of all money, such as EUR", "text"],
  ["Plan_Start", "input", "one cell", "the first day of the term", "date"],
  ["Plan_End", "input", "one cell", "the last day of the term", "date"],
  ["Plan_Stages", "input", "a cell per stage, in one row or one column", "the stages' names, top of the funnel first", "text"],
  ["Plan_Owners", "input", "a cell per stage, in one row or one column", "who answers for each stage", "text"],
  ["Plan_Rates", "input", "a cell per step, in one row or one column", "the share of each stage's records that advances", quantities.RATE],
  ["Plan_Counts", "input", "two columns, entered and advanced, with a row per step", "records that entered each stage, and that advanced", quantities.COUNT],
  ["Plan_Weights", "input", "a cell per period, in one row or one column", "the weight of each period", quantities.WEIGHT],
  ["Plan_Lags", "input", "a cell per step, in one row or one column", "whole months from each stage to the next", quantities.PERIODS],
  ["Plan_Volumes", "input", "a cell per stage, in one row or one column", "records already there or sure to come; blank counts as 0", quantities.COUNT],
  ["Plan_Actuals", "input", "a row per stage, a column per period", "records counted so far; blank where not known yet", quantities.COUNT],
  ["Plan_As_Of", "input", "one cell", "the day the pace is asked for; blank: the end of the last period counted; without this name: today", "date"],
  ["Plan_Required", "output", "a cell per stage, in one row or one column", "", "mixed"],
  ["Plan_Required_Confident", "output", "a cell per stage, in one row or one column", "", "mixed"],
  ["Plan_Basis", "output", "27 cells in one row or one column: target, value, confidence, 12 rates, 12 entered", "", "mixed"],
  ["Plan_Schedule", "output", "a row per stage, a column per period", "", "mixed"],
  ["Plan_Expected", "output", "a cell per stage, in one row or one column", "", "mixed"],
  ["Plan_Pace", "output", "a cell per stage, in one row or one column", "", "mixed"],
  ["Plan_Probability", "output", "one cell", "", "mixed"],
  ["Plan_Volumes_At_Fill", "output", "a cell per stage, in one row or one column", "", "mixed"],
  ["Plan_Channels", "input", "a cell per channel, in one row or one column", "the channels' names", "text"],
  ["Plan_Channel_Rates", "input", "a row per step, a column per channel", "each channel's rates; blank where it does not have the step", quantities.RATE],
  ["Plan_Shares", "input", "a cell per channel, in one row or one column", "the share of the target that each channel brings", quantities.SHARE],
  ["Plan_Capacities", "input", "a cell per channel, in one row or one column", "the most that each channel can handle", quantities.RECORDS],
  ["Plan_Budget", "input", "one cell", "money to spend on all channels", quantities.COST],
  ["Plan_Ceilings", "input", "a cell per channel, in one row or one column", "the most wins that each channel can ever bring", quantities.WEIGHT],
  ["Plan_Halves", "input", "a cell per channel, in one row or one column", "the spend at which it brings half of its ceiling", quantities.MONEY],
  ["Plan_Shapes", "input", "a cell per channel, in one row or one column", "how its response starts; blank: 1", quantities.SHAPE],
  ["Plan_Spend", "input", "a cell per channel, in one row or one column", "the spend that is planned on each channel", quantities.COST],
  ["Plan_Churn", "input", "one cell", "the share of customers that leaves in each period", quantities.CHURN],
  ["Plan_Scenario_Budgets", "input", "a cell per scenario, in one row or one column", "the budget of each scenario", quantities.COST],
  ["Plan_Scenario_Ceilings", "input", "a cell per scenario, in one row or one column", "a factor on all ceilings; blank counts as 1", quantities.WEIGHT],
  ["Plan_Mix", "output", "a row per stage, a column per channel", "", "mixed"],
  ["Plan_Allocation", "output", "a cell per channel, in one row or one column", "", "mixed"],
  ["Plan_Scenario_Allocations", "output", "a row per channel, a column per scenario", "", "mixed"],
  ["Plan_Budget_At_Fill", "output", "one cell", "", "mixed"],
  ["Plan_Ceilings_At_Fill", "output", "a cell per channel, in one row or one column", "", "mixed"],
  ["Plan_Halves_At_Fill", "output", "a cell per channel, in one row or one column", "", "mixed"],
  ["Plan_Shapes_At_Fill", "output", "a cell per channel, in one row or one column", "", "mixed"],
  ["Plan_Scenario_Budgets_At_Fill", "output", "a cell per scenario, in one row or one column", "", "mixed"],
  ["Plan_Scenario_Ceilings_At_Fill", "output", "a cell per scenario, in one row or one column", "", "mixed"],
  ["Plan_Grain", "input", "one cell", "how long a period is: quarter, half-year or year", "text"],
  ["Plan_Activities", "input", "a cell per activity, in one row or one column", "the activities' names", "text"],
  ["Plan_Result", "input", "one cell", "the stage whose entries are explained; blank: the last one", "text"],
  ["Plan_Log", "input", "six columns, date, channel, stage, kind, what and amount, with a row per entry", "what was done, spent and reached: kind is activity, expense or outcome", "mixed"],
  ["Plan_Experiments", "input", "four columns, entered A, advanced A, entered B and advanced B, with a row per experiment", "what was tried: records of both arms", quantities.COUNT],
  ["Plan_Trends", "output", "seven columns, verdict, slope, p, centre, lower, upper and signal, with a row per step", "", "mixed"],
  ["Plan_Correlations", "output", "four columns, lag, r, p and q, with a row per activity", "", "mixed"],
  ["Plan_Experiment_Odds", "output", "a cell per experiment, in one row or one column", "", "mixed"],
  ["Plan_Step_Rates_At_Fill", "output", "a row per step, a column per period", "", "mixed"],
  ["Plan_Activities_At_Fill", "output", "a row per activity, a column per period", "", "mixed"],
  ["Plan_Results_At_Fill", "output", "a cell per period, in one row or one column", "", "mixed"],
  ["Plan_Experiments_At_Fill", "output", "four columns, entered A, advanced A, entered B and advanced B, with a row per experiment", "", "mixed"],
  ["Plan_Filled", "output", "two cells, in one row or one column", "", "mixed"],
];

/** @type {readonly PlanName[]} */
export const NAMES = ROWS.map(([name, role, shape, help, holds]) => ({
  name,
  role,
  shape,
  help,
  holds,
}));

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
