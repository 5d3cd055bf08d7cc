/** The doors of Code.js answer what every host answers, from cells as Google Sheets hands them. */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { call } from "../../../addin/js/functions/index.js";
import { Bound } from "./script.mjs";
import { Spreadsheet, WallClock, asSheetsMakes } from "./sheets.mjs";

const CASES = new URL("../../cases/", import.meta.url);
const bound = new Bound();

/**
 * Ranges are rectangles in Sheets: rows of unequal length cannot be handed over. And a function
 * that is handed nothing may read the spreadsheet's names, of which other tests tell.
 */
function canBeHanded({ args }) {
  return (
    args.length > 0 &&
    args.every(
      (each) =>
        !Array.isArray(each) ||
        !each.every(Array.isArray) ||
        new Set(each.map((row) => row.length)).size === 1,
    )
  );
}

function agrees(expected, got, tolerance) {
  if (Array.isArray(expected)) {
    const rows = Array.isArray(got) && got.length === expected.length;
    return rows && expected.every((each, at) => agrees(each, got[at], tolerance));
  }
  if (typeof expected === "string" || typeof got === "string") return expected === got;
  const room = Math.max(tolerance * Math.max(Math.abs(expected), Math.abs(got)), tolerance);
  return expected === got || Math.abs(expected - got) <= room;
}

for (const file of readdirSync(CASES).filter((each) => each.endsWith(".json"))) {
  const name = file.replace(".json", "");
  test(`${name} answers its cases as cells of Google Sheets`, () => {
    let asked = 0;
    for (const each of JSON.parse(readFileSync(new URL(file, CASES), "utf8"))) {
      if (!canBeHanded(each)) continue;
      const answer = bound.answer(name, each.args);
      asked += 1;
      const says = `${each.says}: ${JSON.stringify(answer)}`;
      if (each.error) {
        assert.ok(answer.error.startsWith(`${each.error}: `), says);
        assert.ok(answer.error.includes(each.message ?? ""), says);
      } else {
        assert.ok(agrees(each.value, answer.value, each.tolerance ?? 0), says);
      }
    }
    assert.ok(asked > 5);
  });
}

test("an error begins with its code, and goes on with the sentence of all hosts", () => {
  const { error, thrown } = bound.answer("FUNNEL_REQUIRED", [100, [[0.5], [47]]]);
  assert.throws(() => call("FUNNEL_REQUIRED", [100, [[0.5], [47]]]), {
    message: error.replace("#NUM!: ", ""),
  });
  assert.equal(
    error,
    "#NUM!: 'rates' must be shares above 0 and up to 1; row 2 is 47: write 47% or 0.47",
  );
  assert.equal(String(thrown), `Error: ${error}`);
});

test("what was left out is the default, at the end and in the middle", () => {
  const rates = asSheetsMakes([[0.5], [0.25]]);
  const whole = bound.formula("FUNNEL_REQUIRED", 100, rates).value;
  assert.deepEqual(structuredClone(whole), [[800], [400], [100]]);
  for (const nothing of [undefined, null, ""]) {
    const one = bound.formula("FUNNEL_REQUIRED", 100, rates, nothing, nothing, 2);
    assert.deepEqual(structuredClone(one.value), [[400]]);
  }
});

test("an argument too many is told, a range of one cell is a cell", () => {
  const answer = bound.formula("FUNNEL_ROI", 1, 2, 3);
  assert.match(answer.error, /^#VALUE!: FUNNEL_ROI\(.*\) takes at most 2 arguments; got 3$/);
  assert.deepEqual(structuredClone(bound.formula("FUNNEL_ROI", asSheetsMakes([[3]]), 2).value), [
    [0.5],
  ]);
});

test("blank cells at the ends are trimmed, one in the middle is told by its row", () => {
  const rates = asSheetsMakes([[""], [0.5], [0.25], [""], [""]]);
  assert.equal(bound.formula("FUNNEL_REQUIRED", 100, rates).value.length, 3);
  const holed = asSheetsMakes([[""], [0.5], [""], [0.25]]);
  assert.match(bound.formula("FUNNEL_REQUIRED", 100, holed).error, /^#VALUE!: .*row 3 is blank/);
});

test("error cells pass their code on; a cell that is loading is told so", () => {
  const codes = ["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#ERROR!"];
  for (const code of codes) {
    const { error } = bound.formula("FUNNEL_REQUIRED", 100, asSheetsMakes([[0.5], [code]]));
    assert.ok(error.startsWith(`${code}: 'rates' must be`), error);
    assert.ok(error.includes(`row 2 holds the error ${code}: mend that cell first`), error);
  }
  const loading = bound.formula("FUNNEL_CAC", "Loading...", 2);
  assert.match(loading.error, /^#N\/A: .*still loading/);
});

test("texts, numbers as texts and TRUE are no numbers", () => {
  for (const [cell, told] of [
    ["47%", "is the text '47%': numbers held as text do not count"],
    ["half", "is the text 'half': write a number"],
    [true, "is TRUE: write a number"],
  ]) {
    const { error } = bound.formula("FUNNEL_REQUIRED", 100, asSheetsMakes([[0.5], [cell]]));
    assert.ok(error.startsWith("#VALUE!") && error.includes(told), error);
  }
});

const ZONES = [
  "Etc/UTC",
  "America/Los_Angeles",
  "America/Sao_Paulo",
  "Europe/Amsterdam",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Pacific/Kiritimati",
];
const DAYS = ["2027-01-01", "2027-03-14", "2027-03-28", "2027-10-31", "2028-02-29", "1900-01-01"];

for (const zone of ZONES) {
  test(`a date is the day that the spreadsheet's clock shows, in ${zone}`, () => {
    const abroad = new Bound(new Spreadsheet({ zone }));
    for (const day of DAYS) {
      const [year] = day.split("-").map(Number);
      const term = [`${year - 1}-06-01`, `${year}-12-31`];
      const [asText] = bound.answer("FUNNEL_EXPECTED", [1000, ...term, day]).value;
      for (const told of [day, `${day}T00:00:01`, `${day}T23:59:59`]) {
        const dates = [...term, told].map((each) => new WallClock(each));
        const answer = abroad.answer("FUNNEL_EXPECTED", [1000, ...dates]);
        assert.deepEqual(
          structuredClone(answer.value),
          structuredClone([asText]),
          `${zone} ${told}`,
        );
      }
    }
  });
}

test("the first days of 1900 and the last of 1899 are days, too", () => {
  for (const zone of ["Etc/UTC", "Europe/Amsterdam", "Asia/Kolkata"]) {
    const abroad = new Bound(new Spreadsheet({ zone }));
    const dates = ["1899-12-30", "1900-01-08", "1900-01-03"].map((each) => new WallClock(each));
    const { value } = abroad.answer("FUNNEL_EXPECTED", [100, ...dates]);
    assert.deepEqual(structuredClone(value), [[50]]);
  }
});

test("a date in a number's place is told as a date, with its time if it has one", () => {
  const abroad = new Bound(new Spreadsheet({ zone: "America/New_York" }));
  for (const told of ["2027-01-31", "2027-01-31T09:30:00"]) {
    const { error } = abroad.answer("FUNNEL_REQUIRED", [100, [[0.5], [new WallClock(told)]]]);
    assert.ok(error.includes(`row 2 is the date ${told}: write a number`), error);
  }
});

test("the spreadsheet is asked nothing where no date is handed over", () => {
  const spreadsheet = new Spreadsheet();
  new Bound(spreadsheet).answer("FUNNEL_REQUIRED", [100, [[0.5], [0.25]]]);
  assert.equal(spreadsheet.calls, 0);
});

test("an answer is rows of numbers and texts, without a BigInt or a value that is none", () => {
  const { value } = bound.answer("FUNNEL_XMR", [[[1], [2], [3], [2], [900]]]);
  for (const row of value) {
    for (const cell of row) {
      assert.ok(typeof cell === "string" || Number.isFinite(cell), String(cell));
    }
  }
  const held = bound.answer("FUNNEL_REQUIRED", [2 ** 53, [[0.5]]]);
  assert.match(held.error, /^#NUM!: a cell holds whole numbers up to 2\^53/);
});

test("ranges of 10,000 rows are answered in a small part of Google's 30 seconds", (t) => {
  const column = (value) => asSheetsMakes(Array.from({ length: 10_000 }, (_, at) => [value(at)]));
  for (const [name, ...args] of [
    ["FUNNEL_SPREAD", 1e9, column((at) => (at % 97) + 0.25)],
    ["FUNNEL_XMR", column((at) => Math.sin(at))],
    ["FUNNEL_RATES", column((at) => 1e9 - at), 0.9],
    ["FUNNEL_CAPACITY", column((at) => at % 3), 20, asSheetsMakes([[0.3], [0.6], [1]])],
    ["FUNNEL_REQUIRED", 100, column(() => 0.9999)],
  ]) {
    const before = performance.now();
    const { value, error } = bound.formula(name, ...args);
    t.diagnostic(`${name}: ${Math.round(performance.now() - before)} ms`);
    assert.equal(error, undefined);
    assert.ok(value.length >= 9_999);
  }
});

test("a column of 10,000 dates in a number's place is told, as much of it as one reads", () => {
  const days = Array.from({ length: 10_000 }, (_, at) => [
    new WallClock(`20${10 + (at % 80)}-05-01`),
  ]);
  const { error } = bound.answer("FUNNEL_SPREAD", [100, days]);
  assert.ok(error.startsWith("#VALUE!: 'weights' must be"), error.slice(0, 100));
  assert.ok(error.length <= 2000 && error.endsWith("…"));
});
