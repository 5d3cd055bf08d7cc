/** What is pushed to Google: a script that its editor reads, with help, and the least permission. */

import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { CATALOG } from "../../../addin/js/catalog/index.js";
import { TOLD } from "../../../addin/js/catalog/told.js";
import { Bound, SCRIPT } from "./script.mjs";
import { Spreadsheet } from "./sheets.mjs";

const tools = createRequire(new URL("../../node/package.json", import.meta.url));
const builds = createRequire(new URL("../../../addin/js/package.json", import.meta.url));
const FOLDER = new URL("../../../addin/google/", import.meta.url);
const MANIFEST = JSON.parse(readFileSync(new URL("appsscript.json", FOLDER), "utf8"));
const { parse } = tools("acorn");
const program = parse(SCRIPT, { ecmaVersion: 2019, sourceType: "script" });

test("the script is ECMAScript of 2019: no 20n, no fields of classes, no ?. that editors stumble on", () => {
  assert.equal(program.type, "Program");
  assert.throws(() => parse("20n", { ecmaVersion: 2019 }));
});

test("the script's own names at the top are the doors, the menu's items, and one bundle", () => {
  const names = program.body.flatMap((each) =>
    each.type === "VariableDeclaration"
      ? each.declarations.map(({ id }) => id.name)
      : [each.id?.name],
  );
  const menu = ["onOpen", "funnelCheckNames", "funnelInsertPlan", "funnelAbout"];
  assert.deepEqual(
    new Set(names.filter(Boolean)),
    new Set(["FunnelPlanner_", ...menu, ...CATALOG.map(({ name }) => name)]),
  );
});

/** Gives every global that the script names and does not declare, as TypeScript finds them. */
function globals() {
  const ts = builds("typescript");
  const options = {
    allowJs: true,
    checkJs: true,
    noEmit: true,
    lib: ["lib.es2020.d.ts"],
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (name, ...rest) =>
    name === "Code.js"
      ? ts.createSourceFile(name, SCRIPT, ts.ScriptTarget.ES2019)
      : getSourceFile(name, ...rest);
  const found = ts.createProgram(["Code.js"], options, host).getSemanticDiagnostics();
  const unknown = found
    .map(({ messageText }) => /^Cannot find name '(\w+)'/.exec(String(messageText))?.[1])
    .filter(Boolean);
  return [...new Set(unknown)].sort();
}

test("the script uses of its host what Apps Script has: no Node, no browser, no other service", () => {
  assert.deepEqual(globals(), ["SpreadsheetApp", "Utilities", "console"]);
});

test("it asks for its own spreadsheet alone, and does nothing that takes another permission", () => {
  assert.deepEqual(MANIFEST.oauthScopes, [
    "https://www.googleapis.com/auth/spreadsheets.currentonly",
  ]);
  // each would take a permission of its own: other files, and dialogs of HTML
  for (const method of ["openById", "openByUrl", "create", "showModalDialog", "showSidebar"]) {
    assert.ok(!new RegExp(`\\.${method}\\(`).test(SCRIPT.replaceAll("Object.create(", "")), method);
  }
  const services = [...SCRIPT.matchAll(/(SpreadsheetApp|Utilities)\.(\w+)/g)].map(
    (each) => each[0],
  );
  assert.deepEqual(new Set(services), new Set(USED));
});

const USED = [
  "SpreadsheetApp.getActive",
  "SpreadsheetApp.getActiveSpreadsheet",
  "SpreadsheetApp.getUi",
  "Utilities.formatDate",
];

test("the manifest asks for the V8 runtime, and that what went wrong is not logged at Google", () => {
  assert.equal(MANIFEST.runtimeVersion, "V8");
  assert.equal(MANIFEST.exceptionLogging, "NONE");
  assert.ok(new Set(Intl.supportedValuesOf("timeZone").concat("Etc/UTC")).has(MANIFEST.timeZone));
});

test("clasp pushes the script and its manifest, and nothing else of the folder", () => {
  const micromatch = tools("micromatch");
  const patterns = readFileSync(new URL(".claspignore", FOLDER), "utf8")
    .split("\n")
    .filter(Boolean);
  const files = [...under(FOLDER, "")].filter((each) => each !== ".clasp.json");
  assert.ok(files.includes("README.md") && files.some((each) => each.startsWith("schedules/")));
  const pushed = micromatch.not(files, patterns, { dot: true });
  assert.deepEqual(pushed.sort(), ["Code.js", "appsscript.json"]);
  const example = JSON.parse(readFileSync(new URL(".clasp.json.example", FOLDER), "utf8"));
  assert.deepEqual(Object.keys(example).sort(), ["rootDir", "scriptId"]);
});

/** @returns {Generator<string>} the files of a folder, by their paths in it */
function* under(folder, path) {
  for (const name of readdirSync(folder)) {
    const inside = new URL(name, folder);
    if (statSync(inside).isDirectory())
      yield* under(new URL(`${name}/`, folder), `${path}${name}/`);
    else yield `${path}${name}`;
  }
}

/** Gives the help above each door, as Sheets reads it. */
function helpOf(name) {
  const at = SCRIPT.indexOf(`\nfunction ${name}(`);
  const begins = SCRIPT.lastIndexOf("\n/**\n", at);
  return SCRIPT.slice(begins, at)
    .split("\n")
    .map((line) => line.replace(/^ \* ?/, ""));
}

test("each function shows its summary, an example, each argument in order, and what it answers", () => {
  for (const { name, arguments: taken } of CATALOG) {
    const { summary, shape, helps, defaults } = TOLD[name];
    const help = helpOf(name);
    assert.ok(help.includes("@customfunction"), name);
    assert.ok(help[2].startsWith(summary), name);
    assert.ok(
      help.some((line) => line.startsWith(`Example: =${name}(`)),
      name,
    );
    assert.ok(help.includes(`@return {number[][]} ${shape}`), name);
    const params = help.filter((line) => line.startsWith("@param "));
    assert.deepEqual(
      params.map((line) => /^@param \{[\w[\]]+\} (\S+) \S/.exec(line)[1]),
      taken.map((each) => (each.optional ? `[${each.name}]` : each.name)),
    );
    taken.forEach((each, at) => {
      assert.ok(params[at].includes(each.help || helps[each.name]), params[at]);
      assert.ok(params[at].includes(defaults[each.name] ?? ""), params[at]);
    });
  }
});

/** Reads what a cell shows: 47%, 1000000, or DATE(2027, 1, 31), which is a text to the cases. */
function typed(text) {
  const day = /^DATE\((\d+), (\d+), (\d+)\)$/.exec(text);
  if (day) return `${day[1]}-${day[2].padStart(2, "0")}-${day[3].padStart(2, "0")}`;
  return text.endsWith("%") ? Number(text.slice(0, -1)) / 100 : Number(text);
}

/** Gives the cells of a range as an example tells them: a row's parted by commas, or a column's. */
function cellsOf(told, range) {
  const [, left, top, right, bottom] = /^([A-Z])(\d+):([A-Z])(\d+)$/.exec(range);
  const width = right.charCodeAt(0) - left.charCodeAt(0) + 1;
  const rows = told.split("; ").map((row) => row.split(", ").map(typed));
  const cells = width === 1 ? rows[0].map((cell) => [cell]) : rows;
  assert.ok(cells.length === bottom - top + 1 && cells.every((row) => row.length === width), range);
  return cells;
}

test("an example's lists stand in ranges, without braces, and it answers what the catalog's does", () => {
  for (const { name } of CATALOG) {
    const line = helpOf(name).find((each) => each.startsWith("Example: "));
    const [, formula, held] = /^Example: =\w+\((.*?)\)(?: with (.*))?$/.exec(line);
    assert.ok(!line.includes("{"), line);
    const ranges = new Map();
    for (const each of held ? held.split(" and ") : []) {
      const [told, range] = each.split(" in ");
      ranges.set(range, cellsOf(told, range));
    }
    const handed = formula
      .match(/DATE\([^)]*\)|[^ ,]+/g)
      .map((each) => ranges.get(each) ?? typed(each));
    const bound = new Bound();
    assert.deepEqual(
      structuredClone(bound.answer(name, handed)),
      structuredClone(bound.answer(name, JSON.parse(TOLD[name].example))),
      line,
    );
  }
});

test("a formula that Sheets does not work out anew is told so in its help", () => {
  const help = helpOf("FUNNEL_REQUIRED").join("\n");
  assert.match(help, /Sheets does not work it out anew when their cells change/);
  assert.match(help, /=FUNNEL_REQUIRED\(Plan_Target, Plan_Rates, Plan_Value\)/);
});

test("the whole script is small: what a spreadsheet loads before its first answer", (t) => {
  const size = Buffer.byteLength(SCRIPT);
  t.diagnostic(`${Math.round(size / 1000)} kB`);
  assert.ok(size < 200_000);
});

test("the page for people tells the functions, the menu, the error and the files that there are", () => {
  const page = readFileSync(new URL("functions.md", FOLDER), "utf8");
  assert.ok(page.includes(`There are ${CATALOG.length} such functions`));
  const { error } = new Bound().answer("FUNNEL_REQUIRED", [100, [[0.5], [47]]]);
  assert.ok(page.includes(`\n${error}\n`));
  const bound = new Bound();
  bound.context.onOpen();
  for (const [label] of bound.window.menus[0][1]) assert.ok(page.includes(`| *${label}* |`), label);
  for (const [, path] of page.matchAll(/\]\((?!https:)([^)#]+)/g)) statSync(new URL(path, FOLDER));
  const spreadsheet = new Spreadsheet();
  spreadsheet.selected = spreadsheet.sheets[0].getRange(1, 1, 1, 1);
  assert.match(new Bound(spreadsheet).choose("Insert plan")[1], /Sheet1!A1:D13/);
  assert.ok(page.includes("13 × 4 cells"));
  for (const name of spreadsheet.named.keys()) assert.ok(page.includes(`\`${name}\``), name);
});
