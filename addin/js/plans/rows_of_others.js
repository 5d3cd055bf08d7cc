/** The other names of the contract by their shapes, rendered from funnel_addin.names by `python -m addin.js`; do not edit. */

import * as quantities from "../core/quantities.js";

/** @type {Readonly<Record<string, Readonly<Record<string, import("./contract.js").Holds>>>>} */
export const INPUTS = {
  "one cell": { Plan_Confidence: quantities.CONFIDENCE, Plan_Goal_Owner: "text", Plan_Last_Year: quantities.AMOUNT, Plan_Currency: "text", Plan_Start: "date", Plan_End: "date", Plan_As_Of: "date", Plan_Budget: quantities.COST, Plan_Churn: quantities.CHURN, Plan_Grain: "text", Plan_Result: "text" },
  "a cell per stage, in one row or one column": { Plan_Stages: "text", Plan_Owners: "text", Plan_Volumes: quantities.COUNT },
  "a cell per period, in one row or one column": { Plan_Weights: quantities.WEIGHT },
  "a cell per step, in one row or one column": { Plan_Lags: quantities.PERIODS },
  "a row per stage, a column per period": { Plan_Actuals: quantities.COUNT },
  "a cell per channel, in one row or one column": { Plan_Channels: "text", Plan_Shares: quantities.SHARE, Plan_Capacities: quantities.RECORDS, Plan_Ceilings: quantities.WEIGHT, Plan_Halves: quantities.MONEY, Plan_Shapes: quantities.SHAPE, Plan_Spend: quantities.COST },
  "a row per step, a column per channel": { Plan_Channel_Rates: quantities.RATE },
  "a cell per scenario, in one row or one column": { Plan_Scenario_Budgets: quantities.COST, Plan_Scenario_Ceilings: quantities.WEIGHT },
  "a cell per activity, in one row or one column": { Plan_Activities: "text" },
  "six columns, date, channel, stage, kind, what and amount, with a row per entry": { Plan_Log: "mixed" },
  "four columns, entered A, advanced A, entered B and advanced B, with a row per experiment": { Plan_Experiments: quantities.COUNT },
};

/** @type {Readonly<Record<string, readonly string[]>>} */
export const OUTPUTS = {
  "a cell per stage, in one row or one column": ["Plan_Required", "Plan_Required_Confident", "Plan_Expected", "Plan_Pace", "Plan_Volumes_At_Fill"],
  "27 cells in one row or one column: target, value, confidence, 12 rates, 12 entered": ["Plan_Basis"],
  "a row per stage, a column per period": ["Plan_Schedule"],
  "one cell": ["Plan_Probability", "Plan_Budget_At_Fill"],
  "a row per stage, a column per channel": ["Plan_Mix"],
  "a cell per channel, in one row or one column": ["Plan_Allocation", "Plan_Ceilings_At_Fill", "Plan_Halves_At_Fill", "Plan_Shapes_At_Fill"],
  "a row per channel, a column per scenario": ["Plan_Scenario_Allocations"],
  "a cell per scenario, in one row or one column": ["Plan_Scenario_Budgets_At_Fill", "Plan_Scenario_Ceilings_At_Fill"],
  "seven columns, verdict, slope, p, centre, lower, upper and signal, with a row per step": ["Plan_Trends"],
  "four columns, lag, r, p and q, with a row per activity": ["Plan_Correlations"],
  "a cell per experiment, in one row or one column": ["Plan_Experiment_Odds"],
  "a row per step, a column per period": ["Plan_Step_Rates_At_Fill"],
  "a row per activity, a column per period": ["Plan_Activities_At_Fill"],
  "a cell per period, in one row or one column": ["Plan_Results_At_Fill"],
  "four columns, entered A, advanced A, entered B and advanced B, with a row per experiment": ["Plan_Experiments_At_Fill"],
  "two cells, in one row or one column": ["Plan_Filled"],
};
