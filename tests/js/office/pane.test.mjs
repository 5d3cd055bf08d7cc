/** The task pane, opened and used in Chromium as a person would. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, afterEach, test } from "node:test";
import { ended, opened, tellsOf } from "./chromium.mjs";

const METADATA = new URL("../../../addin/office/functions.json", import.meta.url);
const NAMES = JSON.parse(readFileSync(METADATA, "utf8"))
  .functions.map(({ name }) => name)
  .filter((name) => name !== "FUNNEL_WHY");

let pane;
afterEach(() => pane.close());
after(ended);

/** Opens the pane, with a cell selected. */
async function openedAt(cell, how = {}) {
  pane = await opened(how);
  await select(pane.page, cell);
  return pane.page;
}

/** Selects a cell, and waits until the pane has seen it. */
async function select(page, cell) {
  await page.evaluate((address) => excel.select(address), cell);
  await tellsOf(page, cell);
}

const shownNames = (page) =>
  page.$$eval("#functions details", (all) =>
    all.filter((each) => each.checkVisibility()).map((each) => each.id),
  );
const formulaAt = (page, cell) =>
  page.evaluate((address) => excel.at(address)?.formula ?? null, cell);

/** Waits until the pane tells how something went, and gives what it tells. */
async function told(page) {
  await page.waitForFunction(() => document.getElementById("told").textContent !== "");
  return page.textContent("#told");
}

/** Opens a function's entry, which is filled as it opens. */
async function unfold(page, name) {
  await page.click(`#${name} summary`);
  await page.waitForSelector(`#${name} .insert`);
}

/** Opens a function's entry and clicks its button. */
async function insert(page, name) {
  await unfold(page, name);
  await page.click(`#${name} .insert > button`);
}

test("the pane lists every function, each with its arguments, an example and its answer", async () => {
  const page = await openedAt("Sheet1!A1");
  assert.deepEqual(await shownNames(page), NAMES);
  await unfold(page, "FUNNEL_REQUIRED");
  const entry = await page.innerText("#FUNNEL_REQUIRED");
  assert.match(entry, /FUNNEL_REQUIRED\(target, rates, \[value\]/);
  assert.match(entry, /=FUNNEL_REQUIRED\(1000000, \{0\.01;0\.47;0\.38;0\.7;0\.5;0\.25\}, 10000\)/);
  assert.match(entry, /640,000\s+6,400\s+3,008\s+1,143\s+800\s+400\s+100/);
  assert.deepEqual(pane.troubles, []);
});

test("every entry opens without an error, and nothing is wider than a narrow pane", async () => {
  const page = await openedAt("Sheet1!A1", { width: 320 });
  await page.evaluate(() =>
    document.querySelectorAll("details").forEach((each) => (each.open = true)),
  );
  await page.waitForFunction(
    () =>
      document.querySelectorAll(".insert").length === document.querySelectorAll("details").length,
  );
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  assert.deepEqual(pane.troubles, []);
});

test("the search finds words in names, arguments and explanations, and says when it finds nothing", async () => {
  const page = await openedAt("Sheet1!A1");
  await page.fill("#search", "budget channel");
  assert.ok((await shownNames(page)).includes("FUNNEL_ALLOCATE"));
  assert.ok(!(await shownNames(page)).includes("FUNNEL_PACE"));
  await page.fill("#search", "FUNNEL_PACE");
  assert.deepEqual(await shownNames(page), ["FUNNEL_PACE"]);
  await page.fill("#search", "zebra");
  assert.deepEqual(await shownNames(page), []);
  assert.match(await page.textContent("#found"), /Nothing is found for “zebra”/);
  await page.fill("#search", "");
  assert.deepEqual(await shownNames(page), NAMES);
});

test("an example goes into the selected cell where there is room", async () => {
  const page = await openedAt("'My plan'!B2");
  await insert(page, "FUNNEL_SPREAD");
  assert.equal(await told(page), "FUNNEL_SPREAD stands in 'My plan'!B2.");
  assert.equal(await formulaAt(page, "'My plan'!B2"), "=FUNNEL_SPREAD(100, {1,1,1})");
});

test("a filled cell is replaced only when that is confirmed", async () => {
  const page = await openedAt("Sheet1!B2");
  await page.evaluate(() => excel.put("Sheet1!B2", [["kept"]]));
  await insert(page, "FUNNEL_SPREAD");
  await page.waitForSelector(".asking");
  assert.match(await page.innerText(".asking"), /Sheet1!B2 is not empty/);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Leave it");
  await page.click("text=Leave it");
  await page.waitForSelector(".asking", { state: "detached" });
  assert.equal(await formulaAt(page, "Sheet1!B2"), "kept");
  await page.click("#FUNNEL_SPREAD .insert > button");
  await page.click("text=Replace it");
  await told(page);
  assert.equal(await formulaAt(page, "Sheet1!B2"), "=FUNNEL_SPREAD(100, {1,1,1})");
});

test("cells in the way of the answer are told before anything is written", async () => {
  const page = await openedAt("Sheet1!B2");
  await page.evaluate(() => excel.put("Sheet1!D2", [["in the way"]]));
  await insert(page, "FUNNEL_SPREAD");
  await page.waitForSelector(".asking");
  assert.match(
    await page.innerText(".asking"),
    /Sheet1!B2:D2, where other cells are filled.*#SPILL!/s,
  );
  assert.equal(await formulaAt(page, "Sheet1!B2"), null);
});

test("the pane tells why the selected cell shows an error", async () => {
  const page = await openedAt("Sheet1!A1");
  assert.equal(await page.innerText("#why"), "Sheet1!A1 shows no error.");
  await page.evaluate(async () => {
    excel.put("Sheet1!B4", [["=FUNNEL_ROI(B1,B2)"]]);
    await excel.invoke("FUNNEL_ROI", [[[1]], [[0]]], [], "Sheet1!B4");
    excel.select("Sheet1!B4");
  });
  await page.waitForFunction(() =>
    document.getElementById("why").textContent.includes("'cost' must be"),
  );
  assert.match(await page.innerText("#why"), /^#NUM! in Sheet1!B4/);
  await page.evaluate(() => {
    excel.put("Sheet1!C1", [["#DIV/0!"]]);
    excel.select("Sheet1!C1");
  });
  await page.waitForFunction(() =>
    document.getElementById("why").textContent.includes("no FUNNEL function"),
  );
});

test("the cell selected last is told, also where Excel answers for an earlier one later", async () => {
  const page = await openedAt("Sheet1!A2");
  await page.evaluate(() => {
    window.toldInTurn = [];
    const why = document.getElementById("why");
    new MutationObserver(() => toldInTurn.push(why.innerText)).observe(why, { childList: true });
    excel.hold();
    excel.select("Sheet1!B4");
  });
  await page.waitForFunction(() => excel.holds());
  await select(page, "Sheet1!C5");
  await page.evaluate(() => excel.letGo());
  await select(page, "Sheet1!D6");
  assert.deepEqual(await page.evaluate(() => toldInTurn), [
    "Sheet1!C5 shows no error.",
    "Sheet1!D6 shows no error.",
  ]);
});

test("an error from before the workbook was opened can be worked out again", async () => {
  const page = await openedAt("Sheet1!A1");
  await page.evaluate(() => {
    excel.put("Sheet1!B4", [["#NUM!"]]);
    excel.at("Sheet1!B4").formula = "=FUNNEL_ROI(B1,B2)";
    excel.select("Sheet1!B4");
  });
  await page.click("text=Work it out again");
  await page.waitForFunction(() => excel.at("Sheet1!B4").value === 0);
  assert.equal(await formulaAt(page, "Sheet1!B4"), "=FUNNEL_ROI(B1,B2)");
});

test("the keyboard alone finds a function and inserts its example", async () => {
  const page = await openedAt("Sheet1!B2");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.type("required");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#FUNNEL_REQUIRED .insert");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await told(page);
  assert.match(await formulaAt(page, "Sheet1!B2"), /^=FUNNEL_REQUIRED\(/);
});

test("what Excel refuses is told in the pane", async () => {
  const page = await openedAt("Sheet1!B2");
  await page.evaluate(() => excel.breakWith("The sheet is protected."));
  await insert(page, "FUNNEL_SPREAD");
  assert.equal(await told(page), "Excel could not do that: The sheet is protected.");
});

test("texts stand out from the ground, in the light and in the dark", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const page = await openedAt("Sheet1!A1", { colorScheme });
    await unfold(page, "FUNNEL_REQUIRED");
    const contrasts = await page.evaluate(() => {
      const shade = (text) => {
        const parts = text
          .match(/[\d.]+/g)
          .slice(0, 3)
          .map((each) => each / 255);
        const [r, g, b] = parts.map((c) =>
          c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
        );
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const ground = (element) => {
        for (let each = element; each; each = each.parentElement) {
          const colour = getComputedStyle(each).backgroundColor;
          if (!/, 0\)$/.test(colour)) return colour;
        }
        return "rgb(255, 255, 255)";
      };
      const shown = "h1, h2, h3, p, b, span, dt, dd, td, code, button, label, small";
      return [...document.querySelectorAll(shown)]
        .filter((each) => each.checkVisibility())
        .map((each) => {
          const shades = [getComputedStyle(each).color, ground(each)]
            .map(shade)
            .sort((a, b) => b - a);
          return [(shades[0] + 0.05) / (shades[1] + 0.05), each.outerHTML.slice(0, 80)];
        });
    });
    for (const [contrast, element] of contrasts)
      assert.ok(contrast >= 4.5, `${contrast}: ${element}`);
    if (colorScheme === "light") await pane.close();
  }
});

test("the pane tells no reason of an error that the cell showed before", async () => {
  const page = await openedAt("Sheet1!A1");
  const holds = async (formula, value, reason) => {
    await page.evaluate(
      ([text, shown]) => {
        excel.put("Sheet1!B4", [[shown]]);
        excel.at("Sheet1!B4").formula = text;
        excel.select("Sheet1!B4");
      },
      [formula, value],
    );
    await page.waitForFunction(
      (told) => document.querySelector("#why .reason")?.textContent.includes(told),
      reason,
    );
  };
  await page.evaluate(() => excel.invoke("FUNNEL_CAC", [[[-1]], [[1]]], [], "Sheet1!B4"));
  await holds("=FUNNEL_CAC(-1,1)", "#NUM!", "'cost' must be");
  await holds("=1/0", "#DIV/0!", "no FUNNEL function");
  await holds("=FUNNEL_ROI(1,0)", "#NUM!", "not known any more");
});

test("outside Excel the page says that it is hosted well, and what is next", async () => {
  pane = await opened({ stub: false });
  assert.match(await told(pane.page), /^This page works: .* add manifest\.xml/);
  assert.ok((await shownNames(pane.page)).length > 0);
});

test("where a script cannot be had, the page says which", async () => {
  pane = await opened({ stub: false, missing: "office.js" });
  assert.match(
    await told(pane.page),
    /office\.js could not be loaded.*appsforoffice\.microsoft\.com/,
  );
  assert.ok((await shownNames(pane.page)).length > 0);
  await pane.close();
  pane = await opened({ stub: false, missing: "funnel.js" });
  assert.match(await pane.page.innerText("#starting"), /funnel\.js.*could not be reached/s);
});

/** Types a formula into a pane whose Excel runs no custom functions, and presses Enter. */
async function workedOut(page, formula) {
  await page.evaluate(() => (document.getElementById("told").textContent = ""));
  await page.fill("#formula", formula);
  await page.press("#formula", "Enter");
  await page.waitForFunction(
    () => document.getElementById("told").textContent !== "" || document.querySelector(".asking"),
  );
  return page.textContent("#told");
}

const valueAt = (page, cell) => page.evaluate((address) => excel.at(address)?.value ?? null, cell);

test("where Excel runs no custom functions, the pane works formulas out and writes values", async () => {
  const page = await openedAt("Sheet1!D2", { cellsCall: false });
  assert.ok(await page.isVisible("#unsupported"));
  await page.evaluate(() => {
    excel.put("Sheet1!B1", [[100]]);
    excel.put("'My plan'!A1", [[0.5], [0.25], [null]]);
    excel.defineName("Plan_Rates", { type: "Range", cells: "'My plan'!A1:A3" });
  });
  const said = await workedOut(page, "=FUNNEL_REQUIRED(B1, 'My plan'!A1:A3)");
  assert.equal(said, "The answer stands in Sheet1!D2:D4, as values.");
  assert.deepEqual(
    [
      await valueAt(page, "Sheet1!D2"),
      await valueAt(page, "Sheet1!D3"),
      await valueAt(page, "Sheet1!D4"),
    ],
    [800, 400, 100],
  );
  await select(page, "Sheet1!F1");
  await workedOut(page, "funnel_required($B$1,Plan_Rates,,,1)");
  assert.equal(await valueAt(page, "Sheet1!F1"), 800);
  await select(page, "Sheet1!H1");
  await workedOut(page, "=FUNNEL_REQUIRED(100, {47%;0.5}, 1e1, , 1, FALSE)");
  assert.equal(await valueAt(page, "Sheet1!H1"), 43);
  await select(page, "Sheet1!J1");
  await page.evaluate(() => excel.defineName("Plan_Target", { type: "Range", cells: "Sheet1!B1" }));
  await workedOut(page, "=FUNNEL_REQUIRED()");
  assert.equal(await valueAt(page, "Sheet1!J1"), 800);
});

test("there, too, nothing is replaced unasked, and what is wrong is told in a sentence", async () => {
  const page = await openedAt("Sheet1!B1", { cellsCall: false });
  await page.evaluate(() => excel.put("Sheet1!C1", [["kept"]]));
  await insert(page, "FUNNEL_SPREAD");
  await page.waitForFunction(() => document.getElementById("formula").value !== "");
  assert.equal(await page.inputValue("#formula"), "=FUNNEL_SPREAD(100, {1,1,1})");
  await workedOut(page, "=FUNNEL_SPREAD(100, {1,1,1})");
  assert.match(await page.innerText(".asking"), /Sheet1!B1:D1 is not empty/);
  assert.equal(await valueAt(page, "Sheet1!C1"), "kept");
  await page.click("text=Replace it");
  await told(page);
  assert.equal(await valueAt(page, "Sheet1!C1"), 33);
  for (const [formula, sentence] of [
    ["=SUM(A1:A2)", /^write one FUNNEL function/],
    ["=FUNNEL_ROI(A1*2, 3)", /^A1\*2 is not understood here/],
    ["=FUNNEL_ROI(Nowhere, 3)", /^Nowhere is neither cells of this workbook nor a name of cells/],
    ["=FUNNEL_NOTHING(1)", /^no function is called FUNNEL_NOTHING/],
    ["=FUNNEL_ROI(1, 0)", /^'cost' must be/],
    ['=FUNNEL_ROI("1", 2)', /^'incremental_margin' must be/],
  ]) {
    assert.match(await workedOut(page, formula), sentence);
  }
});
