/** The contract between a workbook and us, rendered from funnel_addin.names by `python -m addin.js`; do not edit. */

import * as quantities from "../core/quantities.js";
import { READ, planName } from "./contract.js";

/** @typedef {import("./contract.js").PlanName} PlanName */

/** @type {import("./contract.js").Row[]} */
const ROWS = [
  ["Plan_Confidence", "input", "one cell", "how sure to be of the target; may be blank", quantities.CONFIDENCE],
  ["Plan_Goal_Owner", "input", "one cell", "who answers for the goal; may be blank", "text"],
  ["Plan_Last_Year", "input", "one cell", "what last year brought, in the target's unit", quantities.AMOUNT],
  ["Plan_Currency", "input", "one cell", "the currency of all money, such as EUR", "text"],
  ["Plan_Start", "input", "one cell", "the first day of the term", "date"],
  ["Plan_End", "input", "one cell", "the last day of the term", "date"],
  ["Plan_Stages", "input", "a cell per stage, in one row or one column", "the stages' names, top of the funnel first", "text"],
  ["Plan_Owners", "input", "a cell per stage, in one row or one column", "who answers for each stage", "text"],
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
export const NAMES = [...READ, ...ROWS.map(planName)];

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
