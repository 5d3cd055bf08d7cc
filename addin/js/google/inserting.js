/**
 * A small plan that works, put where nothing stands yet: a target, stages, rates and formulas.
 */

import { isBlank } from "../functions/cells.js";
import { columnLetters } from "../plans/places.js";
import { placeOf } from "./book.js";

/** @typedef {import("./book.js").Book} Book */
/** @typedef {GoogleAppsScript.Spreadsheet.Range} Range */

const STAGES = [
  "Visitor",
  "MCL (marketing captured lead)",
  "MQL (marketing qualified lead)",
  "SAL (sales accepted lead)",
  "SQL (sales qualified lead)",
  "Opportunity",
  "Closed won",
];
const RATES = [0.01, 0.47, 0.38, 0.7, 0.5, 0.25];
const TOP = 6;
const HEIGHT = TOP + STAGES.length;
const WIDTH = 4;

/** What stands where in the plan, rows and columns counted from 0: name, place and size. */
const NAMED = [
  ["Plan_Target", 1, 1, 1],
  ["Plan_Value", 2, 1, 1],
  ["Plan_Confidence", 3, 1, 1],
  ["Plan_Stages", TOP, 0, STAGES.length],
  ["Plan_Rates", TOP, 1, RATES.length],
];

/** Why a plan is not put in; its text is a sentence for a person. */
export class Refusal extends Error {}

/**
 * Puts the plan at the selected cell, and defines its names; changes nothing that exists.
 *
 * @param {Book} book
 * @returns {string} what was done, as a sentence
 * @throws {Refusal} why it was not done
 */
export function insertedPlan(book) {
  const area = blankArea(book);
  const taken = NAMED.map(([name]) => String(name)).filter((name) => book.find(name));
  if (taken.length) {
    throw new Refusal(
      `This spreadsheet already has a plan: ${listed(taken)} ${taken.length > 1 ? "are" : "is"} ` +
        "defined. Nothing was changed. See Data > Named ranges.",
    );
  }
  area.setValues(contents());
  for (const [name, row, column, height] of NAMED) {
    const cells = area.getCell(Number(row) + 1, Number(column) + 1);
    book.spreadsheet.setNamedRange(String(name), cells.offset(0, 0, Number(height), 1));
  }
  writeFormulas(area);
  format(area);
  const place = placeOf(area);
  return (
    `A plan stands in ${place}. Change the target, the value and the rates: the volumes ` +
    "follow. Its names are in Data > Named ranges."
  );
}

/**
 * Gives the cells for the plan, from the selected one on.
 *
 * @param {Book} book
 * @returns {Range}
 * @throws {Refusal} they are not blank, or not all on the sheet
 */
function blankArea(book) {
  const selected = book.spreadsheet.getActiveRange();
  const sheet = selected ? selected.getSheet() : book.spreadsheet.getActiveSheet();
  const [top, left] = selected ? [selected.getRow(), selected.getColumn()] : [1, 1];
  const [last, right] = [top + HEIGHT - 1, left + WIDTH - 1];
  const told = `${columnLetters(left)}${top}:${columnLetters(right)}${last}`;
  const cure = "Select a cell with enough blank ones below and beside it, or add a sheet.";
  if (last > sheet.getMaxRows() || right > sheet.getMaxColumns()) {
    throw new Refusal(`The plan takes ${told}, and the sheet ends before. ${cure}`);
  }
  const area = sheet.getRange(top, left, HEIGHT, WIDTH);
  const formulas = area.getFormulas();
  area.getValues().forEach((row, at) =>
    row.forEach((cell, column) => {
      if (isBlank(cell) && !formulas[at][column]) return;
      const where = `${columnLetters(left + column)}${top + at}`;
      throw new Refusal(
        `The plan takes ${told}, and ${where} is filled: nothing was changed. ${cure}`,
      );
    }),
  );
  return area;
}

/** @returns {(string | number)[][]} the texts and inputs of the plan, a row each */
function contents() {
  const stages = STAGES.map((stage, at) => [stage, RATES[at] ?? "", "", ""]);
  return [
    ["Funnel plan", "", "a rate is the share of a stage's records that reaches the next stage", ""],
    ["Target", 1_000_000, "what must be reached, in money", ""],
    ["Value", 10_000, "money that one won record brings", ""],
    ["Confidence", 0.8, "how sure to be of the target", ""],
    ["", "", "", ""],
    ["Stage", "Rate", "Needed on average", "Needed to be that sure"],
    ...stages,
  ];
}

/**
 * Writes the two formulas; each spills over a column, a cell per stage.
 *
 * Semicolons part arguments in every language of a spreadsheet; commas do not.
 *
 * @param {Range} area
 */
function writeFormulas(area) {
  const read = "Plan_Target; Plan_Rates; Plan_Value";
  area.getCell(TOP + 1, 3).setFormula(`=FUNNEL_REQUIRED(${read})`);
  area.getCell(TOP + 1, 4).setFormula(`=FUNNEL_REQUIRED(${read}; Plan_Confidence)`);
}

/**
 * Makes headings bold, and shows shares and volumes as such.
 *
 * @param {Range} area
 */
function format(area) {
  const part = (
    /** @type {number} */ row,
    /** @type {number} */ column,
    /** @type {number} */ rows,
    /** @type {number} */ columns,
  ) => area.offset(row, column, rows, columns);
  part(0, 0, 1, 1).setFontWeight("bold");
  part(TOP - 1, 0, 1, WIDTH).setFontWeight("bold");
  part(1, 1, 2, 1).setNumberFormat("#,##0");
  part(3, 1, 1, 1).setNumberFormat("0%");
  part(TOP, 1, RATES.length, 1).setNumberFormat("0.0%");
  part(TOP, 2, STAGES.length, 2).setNumberFormat("#,##0");
}

/**
 * @param {readonly string[]} names
 * @returns {string} as in a, b and c
 */
function listed(names) {
  if (names.length === 1) return names[0];
  return `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}
