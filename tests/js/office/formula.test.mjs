/** Formulas typed in the pane: each is what Excel would hand over, or is refused in a sentence. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { parsed } from "../../../addin/js/office/pane/formula.js";

const read = (argument) => parsed(`=FUNNEL_REQUIRED(100,${argument})`).arguments[1];

/** Numbers from 0 up to 1, always the same ones. */
function drawing(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const CONSTANTS = [
  ["0.5", 0.5],
  ["47%", 0.47],
  ["-.5e-3", -0.0005],
  ["1.", 1],
  ['"a, ""b""; {c"', 'a, "b"; {c'],
  ['""', ""],
  ["true", true],
  ["FALSE", false],
  ["DATE(2028, 2,29)", 46812],
];
/** What no constant of Excel is, or none that is understood here. */
const WRONG = ["1/3", "B4", '"x', "'x", "0,5,", "1e999", "5%%", "TRUE()", "{1}", "=1", "", "#N/A"];

test("any array of constants is read as Excel reads it", () => {
  const drawn = drawing(8);
  const one = (list) => list[Math.floor(drawn() * list.length)];
  for (let round = 0; round < 2_000; round += 1) {
    const width = 1 + Math.floor(drawn() * 3);
    const rows = Array.from({ length: 1 + Math.floor(drawn() * 4) }, () =>
      Array.from({ length: width }, () => one(CONSTANTS)),
    );
    const gap = one(["", " "]);
    const text = rows.map((row) => row.map(([typed]) => gap + typed).join(",")).join(`${gap};`);
    assert.deepEqual(read(`{${text}}`), {
      value: rows.map((row) => row.map(([, value]) => value)),
    });
  }
});

test("an array with one cell that is not understood is refused, wherever it stands", () => {
  const drawn = drawing(9);
  for (const wrong of WRONG) {
    for (let at = 0; at < 3; at += 1) {
      const cells = ["0.5", "0.25", "0.125"];
      cells[at] = wrong;
      for (const mark of [",", ";"]) {
        assert.throws(() => read(`{${cells.join(mark)}}`), { name: "FunnelError" }, wrong);
      }
    }
    const lone = drawn() < 0.5 ? `{${wrong}}` : `{ ${wrong} }`;
    assert.throws(() => read(lone), { name: "FunnelError" }, lone);
  }
});

test("whatever is cut out of a formula, nothing is read as an omitted cell or no number", () => {
  const formula = `=FUNNEL_REQUIRED(1e2, {0.5,47%;"a""b",TRUE}, DATE(2027,12,31), 'My plan'!$A$1:B9, ,"x")`;
  const drawn = drawing(10);
  for (let round = 0; round < 5_000; round += 1) {
    const from = Math.floor(drawn() * formula.length);
    const cut = formula.slice(0, from) + formula.slice(from + 1 + Math.floor(drawn() * 6));
    let given = [];
    try {
      given = parsed(cut).arguments;
    } catch (error) {
      assert.equal(error.name, "FunnelError", `${cut}: ${error.stack}`);
    }
    for (const each of given) {
      if (!each || "cells" in each) continue;
      for (const cell of [each.value].flat(2)) {
        assert.ok(["string", "boolean"].includes(typeof cell) || Number.isFinite(cell), cut);
      }
    }
  }
});

test("what is refused is told, with its cure", () => {
  for (const [argument, sentence] of [
    ["{0.5;0.25;1/3}", /^1\/3 is not understood in \{0\.5;0\.25;1\/3\}: write numbers/],
    ["{0.5;0.25;B4}", /^B4 is not understood in/],
    ['{1,1,"x}', /^"x is not understood in/],
    ["{0.5;;0.25}", /^a blank cell stands in \{0\.5;;0\.25\}/],
    ["{}", /^a blank cell stands in \{\}/],
    ["{1,2;3}", /^the rows of \{1,2;3\} are not equally long/],
    ["DATE(2027,2,30)", /^DATE\(2027,2,30\) is no day of the calendar/],
    ["DATE(2027,13,1)", /is no day of the calendar/],
    ["DATE(27,3,1)", /^DATE\(27,3,1\) is no day of the calendar from March 1900 on/],
    ["DATE(1900,2,28)", /is no day of the calendar/],
    ["1e999", /^1e999 is larger than a cell can hold/],
    ["1/3", /^1\/3 is not understood here/],
  ]) {
    assert.throws(() => read(argument), { message: sentence }, argument);
  }
});

test("arguments left out are omitted, and cells and names are told from constants", () => {
  assert.deepEqual(parsed("funnel_required( )"), { name: "FUNNEL_REQUIRED", arguments: [] });
  assert.deepEqual(parsed("=FUNNEL_REQUIRED(1,,)").arguments, [{ value: 1 }, null, null]);
  for (const cells of ["B2:B7", "$b$2", "'It''s, a {plan'!A1:B2", "Plan_Rates"]) {
    assert.deepEqual(read(cells), { cells });
  }
  assert.deepEqual(read("DATE(1900,3,1)"), { value: 61 });
});
