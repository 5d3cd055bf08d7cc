/** What the script does with the names of its spreadsheet: one function that reads them, a menu. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";
import { Bound, SCRIPT } from "./script.mjs";
import { Spreadsheet, WallClock } from "./sheets.mjs";

const RATES = [[0.01], [0.47], [0.38], [0.7], [0.5], [0.25]];
const VOLUMES = [[640000], [6400], [3008], [1143], [800], [400], [100]];

/** A spreadsheet with the worked case typed into its cells. */
function planned() {
  const spreadsheet = new Spreadsheet();
  spreadsheet.put("Plan_Target", 2, 2, [[1_000_000]]);
  spreadsheet.put("Plan_Value", 3, 2, [[10_000]]);
  spreadsheet.put("Plan_Rates", 6, 2, RATES);
  return spreadsheet;
}

const read = (spreadsheet) => {
  const { value, error } = new Bound(spreadsheet).formula("FUNNEL_REQUIRED");
  return error ?? structuredClone(value);
};

test("without arguments it reads the plan of its spreadsheet, across as its rates lie", () => {
  assert.deepEqual(read(planned()), VOLUMES);
  const across = planned();
  across.put("Plan_Rates", 20, 2, [RATES.flat()]);
  assert.deepEqual(read(across), [VOLUMES.flat()]);
});

test("names are found in any case; a copied sheet's own are left alone", () => {
  const spreadsheet = planned();
  spreadsheet.named.set("PLAN_TARGET", spreadsheet.named.get("Plan_Target"));
  spreadsheet.named.delete("Plan_Target");
  spreadsheet.put("'Copy of Goal'!Plan_Value", 30, 1, [[1]]);
  assert.deepEqual(read(spreadsheet), VOLUMES);
});

test("counts win over rates, and a goal in customers or profit goes through customers", () => {
  const counted = planned();
  counted.put("Plan_Counts", 6, 3, [
    ["", ""],
    [200, 100],
    ["", ""],
    ["", ""],
    ["", ""],
    ["", ""],
  ]);
  assert.equal(read(counted)[1][0], 6016);
  const profit = planned();
  profit.put("Plan_Goal", 1, 5, [["Profit"]]);
  profit.put("Plan_Fixed_Cost", 2, 5, [[200_000]]);
  profit.put("Plan_Margin", 3, 5, [[0.6]]);
  profit.put("Plan_CAC", 4, 5, [[1_000]]);
  assert.deepEqual(read(profit).pop(), [240]);
});

test("a blank cell as an argument is not left out: it is missing", () => {
  const { error } = new Bound(planned()).formula("FUNNEL_REQUIRED", "");
  assert.ok(error.startsWith("#VALUE!: 'target' is missing in FUNNEL_REQUIRED("), error);
});

test("what is wrong with a name is told with its cell, all of it at once", () => {
  const spreadsheet = planned();
  spreadsheet.put(null, 2, 2, [["lots"]]);
  spreadsheet.put(null, 7, 2, [[47]]);
  assert.equal(
    read(spreadsheet),
    "#VALUE!: My plan has 2 problems:\n" +
      "  'Plan_Target' must be a number of records, or an amount of money, above 0; Sheet1!B2 is " +
      "the text 'lots': write a number\n" +
      "  'Plan_Rates' must be shares above 0 and up to 1; Sheet1!B7 is 47: write 47% or 0.47",
  );
});

test("a name that is not defined, blank, or whose cells are gone, is told as such", () => {
  assert.match(
    read(new Spreadsheet()),
    /^#VALUE!: My plan has 2 problems:\n {2}neither 'Plan_Rates' nor .*\n {2}the name 'Plan_Target' is not defined: .*define it as one cell$/,
  );
  const blank = planned();
  blank.put("Plan_Target", 40, 1, [[""]]);
  assert.match(
    read(blank),
    /^#VALUE!: My plan: 'Plan_Target' is blank: write what must be reached/,
  );
  const gone = planned();
  gone.named.set("Plan_Rates", null);
  assert.match(read(gone), /^#REF!: My plan: 'Plan_Rates' points at cells that are gone \(#REF!\)/);
});

test("an error cell behind a name passes its code on", () => {
  const spreadsheet = planned();
  spreadsheet.put(null, 3, 2, [["#DIV/0!"]]);
  assert.match(read(spreadsheet), /^#DIV\/0!: My plan: 'Plan_Value' .*Sheet1!B3 holds the error/);
});

test("the menu has three items, each of which calls a function of the script", () => {
  const bound = new Bound();
  bound.context.onOpen();
  const [[caption, items]] = bound.window.menus;
  assert.equal(caption, "Funnel");
  assert.deepEqual(
    items.map(([label]) => label),
    ["Check names", "Insert plan", "What is this?"],
  );
  for (const [, called] of items) assert.equal(typeof bound.context[called], "function");
});

test("where there is no window the menu is not added, and what is said goes to the log", () => {
  const bound = new Bound(planned(), { withWindow: false });
  bound.context.onOpen();
  bound.context.funnelCheckNames();
  assert.match(bound.logged[0], /^Funnel: Check names\nAll is well/);
});

test("What is this? says how many functions there are, and where errors tell their reason", () => {
  const [title, text] = new Bound().choose("What is this?");
  assert.equal(title, "Funnel: What is this?");
  assert.match(text, /^\d\d functions/);
  assert.match(text, /#ERROR!/);
  assert.match(text, /addin\/google\/functions\.md/);
});

test("What is this? and the head of the script say of which version it is", () => {
  const { version } = /__version__ = "(?<version>[^"]+)"/.exec(
    readFileSync(new URL("../../../addin/funnel_addin/__init__.py", import.meta.url), "utf8"),
  ).groups;
  const [, text] = new Bound().choose("What is this?");
  assert.ok(text.includes(`Version ${version} of the funnel planner`), text);
  assert.ok(SCRIPT.slice(0, 500).includes(`Version ${version}.`));
});

test("Check names tells what the plan needs where all is well", () => {
  const spreadsheet = planned();
  spreadsheet.put("Plan_Confidence", 4, 2, [[""]]);
  const [, text] = new Bound(spreadsheet).choose("Check names");
  assert.equal(
    text,
    "All is well: the plan can be worked out.\n\n" +
      "The plan needs, top of the funnel first: 640,000, 6,400, 3,008, 1,143, 800, 400, 100.\n\n" +
      "In order: Plan_Target, Plan_Value, Plan_Rates.\n\nBlank, and may be: Plan_Confidence.",
  );
});

test("Check names says what is wrong in a sentence each, with the cell and the cure", () => {
  const spreadsheet = planned();
  spreadsheet.put(null, 7, 2, [["half"]]);
  spreadsheet.put("Plan_Confidence", 10, 5, [[80]]);
  spreadsheet.put("Plan_Start", 11, 5, [["soon"]]);
  spreadsheet.put("Plan_End", 12, 5, [[new WallClock("2027-12-31")]]);
  spreadsheet.put("Plan_Weights", 13, 5, [
    [1, 2],
    [3, 4],
  ]);
  spreadsheet.put("Plan_Stages", 16, 5, [["A"], ["#REF!"], ["C"]]);
  spreadsheet.put("Plan_Rate", 30, 5, [[1]]);
  spreadsheet.named.set("Plan_Actuals", null);
  const [, text] = new Bound(spreadsheet).choose("Check names");
  const sentences = text.split("\n\n").filter((each) => each.startsWith("✗ "));
  const expected = [
    "Sheet1!B7 is the text 'half': write a number",
    "Sheet1!E10 is 80: write 80% or 0.8",
    "Sheet1!E11 is the text 'soon'",
    "'Plan_Weights' must be a cell per period, in one row or one column; Sheet1!E13:F14 is 2 × 2",
    "Sheet1!E17 holds the error #REF!",
    "'Plan_Rate' is no name of the funnel planner (did you mean 'Plan_Rates'?)",
    "'Plan_Actuals' points at cells that are gone (#REF!)",
  ];
  for (const each of expected) {
    assert.equal(sentences.filter((said) => said.includes(each)).length, 1, `${each}\n${text}`);
  }
  assert.equal(sentences.length, expected.length, text);
  assert.match(text, /In order: Plan_Target, Plan_Value, Plan_End\./);
});

test("a name in which something is wrong is not said to be in order, nor that it may be blank", () => {
  const holed = planned();
  holed.put(null, 8, 2, [[""]]);
  const [, text] = new Bound(holed).choose("Check names");
  assert.match(text, /^✗ 'Plan_Rates' must be .*Sheet1!B8 is blank/);
  assert.match(text, /In order: Plan_Target, Plan_Value\.$/);
  const untyped = planned();
  untyped.put(null, 2, 2, [[""]]);
  const [, blank] = new Bound(untyped).choose("Check names");
  assert.match(blank, /^✗ 'Plan_Target' is blank: write what must be reached/);
  assert.match(blank, /In order: Plan_Value, Plan_Rates\.$/);
  const counted = planned();
  counted.put("Plan_Counts", 20, 5, [
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ]);
  const [, misshapen] = new Bound(counted).choose("Check names");
  assert.equal(misshapen.match(/✗/g).length, 1, misshapen);
  assert.match(misshapen, /In order: Plan_Target, Plan_Value, Plan_Rates\.$/);
});

test("of very many things that are wrong, Check names tells as many as one reads", () => {
  const spreadsheet = planned();
  for (let at = 0; at < 50; at += 1) spreadsheet.put(`Plan_Mine_${at}`, 30 + at, 5, [[at]]);
  const [, text] = new Bound(spreadsheet).choose("Check names");
  assert.equal(text.match(/✗ 'Plan_Mine/g).length, 20);
  assert.match(text, /✗ and 30 more\n/);
});

test("a log's dates are not asked of Google one by one, as nothing of them is told", () => {
  const spreadsheet = planned();
  const days = ["2027-01-05", "2027-02-05", "2027-03-05"];
  spreadsheet.put(
    "Plan_Log",
    30,
    5,
    days.map((day) => [new WallClock(day), "Web", "Lead", "volume", "", 3]),
  );
  assert.match(new Bound(spreadsheet).choose("Check names")[1], /In order: .*Plan_Log/);
  assert.equal(spreadsheet.calls, 0);
});

test("Check names tells names that are not as long as the funnel", () => {
  const spreadsheet = planned();
  spreadsheet.put("Plan_Stages", 16, 5, [["Lead"], ["Won"]]);
  spreadsheet.put("Plan_Required", 20, 5, [[""], [""]]);
  const [, text] = new Bound(spreadsheet).choose("Check names");
  assert.match(text, /'Plan_Stages' names 2 stages, but 6 rates make 7/);
  assert.match(text, /'Plan_Required' \(Sheet1!E20:E21\) has 2 cells, but 7 are needed/);
  assert.match(text, /In order: Plan_Target, Plan_Value, Plan_Rates\.$/);
});

test("Check names of a spreadsheet without names says how to begin", () => {
  const [, text] = new Bound().choose("Check names");
  assert.match(text, /defines no name that begins with Plan_/);
});

/** A person's spreadsheet with a cell selected. */
function selecting(row, column, options) {
  const spreadsheet = new Spreadsheet(options);
  spreadsheet.selected = spreadsheet.sheets[0].getRange(row, column, 1, 1);
  return spreadsheet;
}

test("Insert plan puts a plan at the selected cell that works at once", () => {
  const spreadsheet = selecting(3, 2);
  const bound = new Bound(spreadsheet);
  assert.match(bound.choose("Insert plan")[1], /^A plan stands in Sheet1!B3:E15\./);
  assert.deepEqual(read(spreadsheet), VOLUMES);
  assert.match(bound.choose("Check names")[1], /^All is well/);
  const [sheet] = spreadsheet.sheets;
  const formulas = [...sheet.formulas.values()];
  assert.deepEqual(formulas, [
    "=FUNNEL_REQUIRED(Plan_Target; Plan_Rates; Plan_Value)",
    "=FUNNEL_REQUIRED(Plan_Target; Plan_Rates; Plan_Value; Plan_Confidence)",
  ]);
  for (const [formula, top] of [
    [formulas[0], 640_000],
    [formulas[1], 693_033],
  ]) {
    const names = formula.match(/\((.*)\)/)[1].split("; ");
    const cells = names.map((name) => spreadsheet.named.get(name).getValues());
    const args = cells.map((rows) => (rows.length === 1 ? rows[0][0] : rows));
    const { value, error } = bound.formula("FUNNEL_REQUIRED", ...args);
    assert.equal(error, undefined);
    assert.equal(value[0][0], top);
    assert.equal(value.length, 7);
  }
  // each spills over the blank cells below it
  assert.deepEqual([...sheet.formulas.keys()], ["9:4", "9:5"]);
  for (let row = 9; row < 16; row += 1) {
    for (const column of [4, 5]) assert.ok(!sheet.cells.has(`${row}:${column}`));
  }
});

test("Insert plan refuses where a cell is filled or a name exists, and changes nothing", () => {
  const filled = selecting(3, 2);
  filled.put(null, 10, 4, [["mine"]]);
  const before = new Map(filled.sheets[0].cells);
  assert.match(
    new Bound(filled).choose("Insert plan")[1],
    /^The plan takes B3:E15, and D10 is filled: nothing was changed\. Select a cell/,
  );
  assert.deepEqual(filled.sheets[0].cells, before);
  const formula = selecting(3, 2);
  formula.sheets[0].getRange(9, 5, 1, 1).setFormula('=""');
  assert.match(new Bound(formula).choose("Insert plan")[1], /and E9 is filled/);
  const named = planned();
  named.selected = named.sheets[0].getRange(30, 1, 1, 1);
  assert.match(
    new Bound(named).choose("Insert plan")[1],
    /^This spreadsheet already has a plan: Plan_Target, Plan_Value and Plan_Rates are defined/,
  );
  assert.ok(!named.sheets[0].cells.has("30:1"));
  assert.equal(named.named.size, 3);
});

test("Insert plan says where the sheet is too small for it", () => {
  assert.match(
    new Bound(selecting(995, 2)).choose("Insert plan")[1],
    /^The plan takes B995:E1007, and the sheet ends before/,
  );
  assert.match(new Bound(selecting(1, 25)).choose("Insert plan")[1], /^The plan takes Y1:AB13/);
});

test("a person who may not edit is told so, in Sheets' own words; names can be checked", () => {
  const [, text] = new Bound(selecting(1, 1, { mayEdit: false })).choose("Insert plan");
  assert.match(text, /You do not have permission to call setValues/);
  assert.match(text, /you must be allowed to edit it/);
  const viewed = planned();
  viewed.mayEdit = false;
  assert.match(new Bound(viewed).choose("Check names")[1], /^All is well/);
});

test("a spreadsheet that lists no names is asked for each; one that tells no place has a name", () => {
  const cells = { plan_target: [[100]], plan_rates: [[0.5], [0.25]] };
  const bare = {
    getRangeByName: (name) => {
      const rows = cells[name.toLowerCase()];
      return rows ? { getValues: () => rows } : null;
    },
  };
  assert.deepEqual(read(bare), [[800], [400], [100]]);
  cells.plan_rates = [[0.5], ["many"]];
  assert.match(read(bare), /'many'/);
});

test("where there is no spreadsheet to ask, a date is the script's own", () => {
  const context = vm.createContext({});
  vm.runInContext(SCRIPT, context);
  const due = vm.runInContext(
    "FUNNEL_EXPECTED(365, new Date(2027, 0, 1), new Date(2027, 11, 31), new Date(2027, 0, 31))",
    context,
  );
  assert.deepEqual(structuredClone(due), [[31]]);
});
