/** What Excel's cells get beyond the cases: names read, blanks told from zeros, reasons of errors. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { keep, whyOf } from "../../../addin/js/office/reasons.js";
import { ended, opened } from "./chromium.mjs";

const METADATA = new URL("../../../addin/office/functions.json", import.meta.url);
const FOREIGN = /^This error comes from no FUNNEL function of this cell/;
const UNKNOWN = /^The reason is not known any more: work the cell out again/;
const NO_ARGUMENTS = ["FUNNEL_REQUIRED", [null, null, null, null, null, null], []];

let office;
before(async () => {
  office = await opened();
});
after(ended);

/** Answers a call as it would stand in a cell. */
function called(name, values, addresses = [], cell = "Sheet1!Z1") {
  return office.page.evaluate((given) => excel.invoke(...given), [name, values, addresses, cell]);
}

/** Changes the workbook. */
function inExcel(change, given = null) {
  return office.page.evaluate(change, given);
}

test("every function of functions.json is associated, and no other", async () => {
  const { functions } = JSON.parse(readFileSync(METADATA, "utf8"));
  const associated = await inExcel(() => Object.keys(CustomFunctions._association.mappings));
  assert.deepEqual(associated.sort(), functions.map(({ id }) => id).sort());
});

test("an empty cell is told from one that holds 0 by asking Excel, and only where there is a 0", async () => {
  await inExcel(() => excel.put("Sheet1!A1", [[5], [0], [7], [null]]));
  const asked = await inExcel(() => excel.requests());
  const given = [[[100]], [[5], [0], [7], [0]]];
  const answer = await called("FUNNEL_SPREAD", given, [null, "Sheet1!$A$1:$A$4"]);
  assert.deepEqual(answer.value, [[42], [0], [58]]);
  // one for the question, one for the answer
  assert.equal(await inExcel(() => excel.requests()), asked + 2);
  const without = await called("FUNNEL_SPREAD", [[[100]], [[5], [7]]], [null, "Sheet1!A1:A2"]);
  assert.deepEqual(without.value, [[42], [58]]);
  assert.equal(await inExcel(() => excel.requests()), asked + 3);
});

test("of whole columns, only the cells that hold something are asked for", async () => {
  await inExcel(() => excel.put("Columns!C3", [[5], [0], [7]]));
  const column = [[0], [0], [5], [0], [7], [0], [0], [0]];
  const answer = await called("FUNNEL_SPREAD", [[[100]], column], [null, "Columns!C:C"]);
  assert.deepEqual(answer.value, [[42], [0], [58]]);
  const blank = await called("FUNNEL_SPREAD", [[[100]], column], [null, "Columns!F:F"]);
  assert.equal(blank.error, "#VALUE!");
});

test("a 0 of a constant, or of another workbook, is a 0", async () => {
  for (const address of [
    null,
    "",
    "[Other.xlsx]Sheet1!A1:A3",
    "'C:\\[Other.xlsx]My sheet'!A1:A3",
  ]) {
    const answer = await called("FUNNEL_SPREAD", [[[10]], [[1], [1], [0]]], [null, address]);
    assert.deepEqual(answer.value, [[5], [5], [0]]);
  }
});

test("where Excel cannot tell which cells are empty, nothing is guessed", async () => {
  await inExcel(() => excel.breakWith("The workbook is busy."));
  const answer = await called("FUNNEL_SPREAD", [[[10]], [[1], [0]]], [null, "Sheet1!A1:A2"]);
  await inExcel(() => excel.breakWith(""));
  assert.equal(answer.error, "#VALUE!");
  assert.match(answer.message, /could not tell which cells are empty \(The workbook is busy\.\)/);
});

test("a host that has no Excel to be asked is taken at its word", async () => {
  const own = await opened();
  const answers = await own.page.evaluate(async () => {
    const given = [[[10]], [[1], [0]]];
    const asked = () => excel.invoke("FUNNEL_SPREAD", given, [null, "Sheet1!A1:A2"], "Sheet1!Z1");
    const whole = window.Excel;
    window.Excel = {
      run: (options, action) => action({ workbook: {}, sync: async () => {} }),
    };
    const poor = await asked();
    delete window.Excel;
    const none = await asked();
    window.Excel = whole;
    return [poor, none];
  });
  await own.close();
  for (const { value } of answers) assert.deepEqual(value, [[10], [0]]);
});

test("without arguments FUNNEL_REQUIRED reads the names of its workbook", async () => {
  await inExcel(() => {
    excel.put("Goal!C6", [[1_000_000]]);
    excel.put("Goal!C7", [[10_000]]);
    excel.put("'The funnel'!B2", [[0.01], [0.47], [0.38], [0.7], [0.5], [0.25], [null]]);
    excel.defineName("Plan_Target", { type: "Range", cells: "Goal!C6" });
    excel.defineName("Plan_Value", { type: "Range", cells: "Goal!C7" });
    excel.defineName("Plan_Rates", {
      type: "Range",
      cells: "'The funnel'!$B$2:$B$8",
    });
  });
  const answer = await called(...NO_ARGUMENTS);
  const needed = [[640_000], [6_400], [3_008], [1_143], [800], [400], [100]];
  assert.deepEqual(answer.value, needed);
});

test("where Excel cannot tell the names, a sentence says what to do", async () => {
  await inExcel(() => excel.breakWith("The workbook is busy."));
  const answer = await called(...NO_ARGUMENTS);
  await inExcel(() => excel.breakWith(""));
  assert.equal(answer.error, "#VALUE!");
  assert.match(answer.message, /\(The workbook is busy\.\).*hand the names over, as in =FUNNEL_/);
});

test("what is wrong with names is told with the cell", async () => {
  await inExcel(() => excel.put("'The funnel'!B3", [[47]]));
  const wrong = await called(...NO_ARGUMENTS);
  assert.equal(wrong.error, "#NUM!");
  assert.match(wrong.message, /^Book1\.xlsx: .*'The funnel'!B3 is 47: write 47% or 0\.47/);
  await inExcel(() => excel.defineName("Plan_Rates", { type: "Error", cells: null }));
  const gone = await called(...NO_ARGUMENTS);
  assert.equal(gone.error, "#VALUE!");
  assert.match(gone.message, /'Plan_Rates' points at cells that are gone \(#REF!\)/);
  await inExcel(() => excel.defineName("Plan_Rates", { type: "Double", cells: null }));
  const constant = await called(...NO_ARGUMENTS);
  assert.match(constant.message, /'Plan_Rates' stands for no cells/);
});

test("a reference to a blank cell is an argument: no names are read", async () => {
  const answer = await called(
    "FUNNEL_REQUIRED",
    [null, null, null, null, null, null],
    ["Sheet1!Q1"],
  );
  assert.equal(answer.error, "#VALUE!");
  assert.match(answer.message, /^'target' is missing in FUNNEL_REQUIRED\(/);
});

test("errors within an answer are errors, not texts", async () => {
  const still = Array.from({ length: 12 }, (_, at) => [at % 5, 3]);
  const result = Array.from({ length: 12 }, (_, at) => [(at * 7) % 5]);
  const answer = await called("FUNNEL_CORRELATE", [still, result, null]);
  assert.deepEqual(answer.value[1], ["#N/A", "#N/A", "#N/A", "#N/A"]);
  assert.equal(typeof answer.value[0][1], "number");
});

/** An error cell as it is handed over. */
const error = (code) => [[[{ type: "CustomFunctionError", code }]]];

/** Puts a formula into a cell, as if a person had typed it. */
function typed(cell, formula) {
  return inExcel(
    ([address, text]) => {
      excel.put(address, [["#NUM!"]]);
      excel.at(address).formula = text;
    },
    [cell, formula],
  );
}

/** What FUNNEL_WHY says of a cell that shows an error. */
async function why(cell, code) {
  const answer = await called("FUNNEL_WHY", error(code), [cell]);
  return answer.value[0][0];
}

test("FUNNEL_WHY tells the reason of the error in a cell, until the cell shows none", async () => {
  await typed("'My plan'!B4", "=funnel_roi(A1,A2)");
  await called("FUNNEL_ROI", [[[1]], [[0]]], [], "'My plan'!B4");
  assert.match(await why("'My plan'!$B$4", "#NUM!"), /^'cost' must be/);
  const none = await called("FUNNEL_WHY", [[[12]]], ["'My plan'!B4"]);
  assert.deepEqual(none.value, [[""]]);
  await called("FUNNEL_ROI", [[[3]], [[2]]], [], "'My plan'!B4");
  assert.match(await why("'My plan'!B4", "#NUM!"), UNKNOWN);
  const range = await called("FUNNEL_WHY", [[[1, 2]]], ["'My plan'!B4:C4"]);
  assert.match(range.message, /FUNNEL_WHY takes one cell/);
});

test("FUNNEL_WHY tells a reason of that error of that formula alone", async () => {
  await typed("Why!A1", "=FUNNEL_CAC(-1,1)");
  await called("FUNNEL_CAC", [[[-1]], [[1]]], [], "Why!A1");
  assert.match(await why("Why!A1", "#NUM!"), /^'cost' must be/);
  assert.match(await why("Why!A1", "#VALUE!"), UNKNOWN);
  await typed("Why!A1", "=FUNNEL_ROI(1,2)+1/0");
  assert.match(await why("Why!A1", "#NUM!"), UNKNOWN);
  await typed("Why!A1", "=1/0");
  assert.match(await why("Why!A1", "#DIV/0!"), FOREIGN);
  assert.match(await why("Why!A1", "#NUM!"), FOREIGN);
  await typed("Why!A1", "=FUNNEL_CAC(-1,1)");
  await called("FUNNEL_CAC", [[[-1]], [[1]]], [], "Why!A1");
  assert.match(await why("Why!A1", "#NUM!"), /^'cost' must be/);
});

test("of a FUNNEL formula that moved, or was not worked out yet, nothing false is said", async () => {
  await typed("Moved!A2", "=FUNNEL_CAC(-1,1)");
  assert.match(await why("Moved!A2", "#NUM!"), UNKNOWN);
  assert.match(await why("[Other.xlsx]Sheet1!A1", "#NUM!"), /its own workbook alone/);
  assert.match(await why(null, "#NUM!"), FOREIGN);
});

test("one function's answer leaves the reason of another in the same formula", async () => {
  await typed("Why!B1", "=FUNNEL_CAC(-1,1)+FUNNEL_ROI(3,2)");
  await called("FUNNEL_CAC", [[[-1]], [[1]]], [], "Why!B1");
  await called("FUNNEL_ROI", [[[3]], [[2]]], [], "Why!B1");
  assert.match(await why("Why!B1", "#NUM!"), /^'cost' must be/);
});

test("of ten thousand bad rows so much is told as a cell holds", async () => {
  const rows = Array.from({ length: 10_000 }, () => ["47%"]);
  await typed("Why!C1", "=FUNNEL_REQUIRED(100,A1:A10000)");
  const answer = await called("FUNNEL_REQUIRED", [[[100]], rows], [], "Why!C1");
  assert.equal(answer.message.length, 2000);
  assert.match(answer.message, /^'rates' .*…$/s);
  assert.equal(await why("Why!C1", answer.error), answer.message);
});

test("only the latest reasons are kept", () => {
  for (let row = 1; row <= 5_001; row += 1) {
    keep(`Sheet1!A${row}`, {
      name: "FUNNEL_CAC",
      code: "#NUM!",
      told: `row ${row}`,
    });
  }
  const kept = (row) => whyOf(`Sheet1!A${row}`, "#NUM!", "=FUNNEL_CAC(1,2)");
  assert.match(kept(1), UNKNOWN);
  assert.deepEqual([kept(2), kept(5_001)], ["row 2", "row 5001"]);
});

test("a thousand cells that ask at once ask in a few requests", async () => {
  const asked = await inExcel(() => excel.requests());
  const answers = await inExcel(() => {
    const all = Array.from({ length: 1_000 }, (_, at) => {
      if (at % 2) excel.put(`Many!A${at + 1}`, [[0]]);
      const address = `Many!A${at + 1}:A${at + 2}`;
      return excel.invoke("FUNNEL_SPREAD", [[[100]], [[1], [0]]], [null, address], `Many!Z${at}`);
    });
    return Promise.all(all);
  });
  answers.forEach(({ value }, at) => assert.deepEqual(value, at % 2 ? [[100]] : [[100], [0]]));
  // one for all questions, one for all answers, and what Office.js parts
  assert.ok((await inExcel(() => excel.requests())) - asked < 20);
});

test("a question that Excel cannot answer fails alone", async () => {
  const own = await opened();
  const answers = await own.page.evaluate(() => {
    excel.put("Sheet1!A1", [[1], [0]]);
    return Promise.all(
      ["Sheet1!A1:A2", "Sheet1!nowhere", "Sheet1!A1:A2", "Sheet1!B1:B2"].map((address, at) =>
        excel.invoke("FUNNEL_SPREAD", [[[4]], [[1], [0]]], [null, address], `Sheet1!Z${at + 1}`),
      ),
    );
  });
  await own.close();
  assert.deepEqual(answers[0].value, [[4], [0]]);
  assert.match(answers[1].message, /could not tell which cells are empty .*work the formula out/);
  assert.deepEqual(answers[2].value, [[4], [0]]);
  assert.ok(answers[3].value);
});

test("called without an invocation, or with data types, the functions answer all the same", async () => {
  const answers = await inExcel(() => {
    const { FUNNEL_CAC, FUNNEL_WHY, FUNNEL_REQUIRED } = CustomFunctions._association.mappings;
    const failed = (work) => {
      try {
        return work();
      } catch (thrown) {
        return [thrown.constructor === CustomFunctions.Error, thrown.code, thrown.message];
      }
    };
    const entity = {
      type: "FormattedNumber",
      basicValue: 50_000,
      numberFormat: "0",
    };
    return [
      FUNNEL_CAC(50_000, 100),
      FUNNEL_CAC([[entity]], [[100]], null),
      FUNNEL_REQUIRED([[21]], [[0.7]], null, null, null, null),
      FUNNEL_WHY([[12]]),
      FUNNEL_CAC([[50_000]], [[100]], {}),
      failed(() => FUNNEL_CAC(1, 2, [[3]])),
      failed(() => FUNNEL_CAC({ type: "Error", basicValue: "#DIV/0!" }, 1, undefined)),
    ];
  });
  assert.deepEqual(answers.slice(0, 5), [[[500]], [[500]], [[30], [21]], [[""]], [[500]]]);
  assert.match(answers[5][2], /takes at most 2 arguments; got 3/);
  assert.deepEqual(answers[6].slice(0, 2), [true, "#DIV/0!"]);
});

test("ten thousand rows are answered", async () => {
  const rows = Array.from({ length: 10_000 }, (_, at) => [at + 1]);
  const answer = await called("FUNNEL_SPREAD", [[[1e6]], rows]);
  assert.equal(answer.value.length, 10_000);
  assert.equal(
    answer.value.reduce((sum, [each]) => sum + each, 0),
    1e6,
  );
});

test("nothing went wrong in the page, and it asked for Microsoft's scripts and its own files alone", () => {
  assert.deepEqual(office.troubles, []);
  const hosts = new Set(office.asked.map((url) => new URL(url).host));
  assert.deepEqual([...hosts].sort(), ["appsforoffice.microsoft.com", "localhost:3000"]);
});
