/** The task pane: the functions with examples to insert, and why the selected cell shows an error. */

import { FunnelError } from "../../core/errors.js";
import { made, part } from "./elements.js";
import { answerOf, exampleOf } from "./example.js";
import { insertAt, roomFor } from "./inserting.js";
import { listed, narrowed } from "./listing.js";
import { toldOfSelected } from "./why.js";
import { workedOut, writeAt } from "./working.js";

/** @typedef {import("../../catalog/explained.js").Explained} Explained */
/** @typedef {import("./inserting.js").Room} Room */

const DARKEST_LIGHT = 128;

/** How often the selected cell was asked for. */
let questions = 0;

/**
 * Fills the pane, and keeps telling of the selected cell.
 *
 * @returns {Promise<void>}
 */
export async function openPane() {
  fill();
  if (!Office.context?.requirements) {
    part("told").textContent =
      "This page works: it is hosted well. Now add manifest.xml, which lies beside it, to Excel, " +
      "and open the page there, by Formulas › Funnel planner.";
    return;
  }
  if (!cellsCall()) {
    part("unsupported").hidden = false;
    part("work").addEventListener("submit", (event) => {
      event.preventDefault();
      attempt(workOut);
    });
  }
  themed();
  part("again").addEventListener("click", () => attempt(tellWhy));
  const { document: workbook } = Office.context;
  const told = () => attempt(tellWhy);
  // first the handler: a cell that is selected meanwhile would not be told of
  await new Promise((registered) =>
    workbook.addHandlerAsync(Office.EventType.DocumentSelectionChanged, told, registered),
  );
  await attempt(tellWhy);
}

/** Fills the pane where Microsoft's script is not to be had, and tells so. */
export function withoutOffice() {
  fill();
  part("told").textContent =
    "Microsoft's script office.js could not be loaded, so Excel is not connected: this device " +
    "must reach https://appsforoffice.microsoft.com (ask your IT), then open the pane anew.";
}

/** Lists the functions, and lets them be searched. */
function fill() {
  part("starting").remove();
  const list = part("functions");
  list.replaceChildren(...listed((each, button) => attempt(() => offered(each, button))));
  const search = /** @type {HTMLInputElement} */ (part("search"));
  search.addEventListener("input", () => {
    const shown = narrowed(list, search.value);
    part("found").textContent = shown === 0 ? `Nothing is found for “${search.value.trim()}”.` : "";
  });
}

/**
 * Tells of the selected cell, unless it was asked for again meanwhile: Excel may answer the earlier
 * question last.
 *
 * @returns {Promise<void>}
 */
async function tellWhy() {
  questions += 1;
  const question = questions;
  const told = await toldOfSelected();
  if (question === questions) part("why").replaceChildren(...told);
}

/** @returns {boolean} whether cells of this Excel can call custom functions */
function cellsCall() {
  return Office.context.requirements.isSetSupported("CustomFunctionsRuntime", "1.3");
}

/**
 * Works out the formula that is typed in the pane, and writes its answer as values.
 *
 * @returns {Promise<void>}
 */
async function workOut() {
  part("told").textContent = "";
  const rows = await workedOut(/** @type {HTMLInputElement} */ (part("formula")).value);
  await whereThereIsRoom(rows, part("work-out"), async (room) => {
    await writeAt(room.cell, rows);
    part("told").textContent = `The answer stands in ${room.cells}, as values.`;
  });
}

/**
 * Inserts an example: in the selected cell or, where cells cannot call functions, in the pane.
 *
 * @param {Explained} each
 * @param {HTMLElement} button
 * @returns {Promise<void>}
 */
async function offered(each, button) {
  if (cellsCall()) {
    await whereThereIsRoom(answerOf(each), button, (room) => inserted(each, room));
    return;
  }
  const formula = /** @type {HTMLInputElement} */ (part("formula"));
  formula.value = exampleOf(each);
  formula.focus();
}

/**
 * Does what fills cells where they are empty, and asks before anything is replaced.
 *
 * @param {(number | string)[][]} rows the answer that they will hold
 * @param {HTMLElement} button after which it is asked
 * @param {(room: Room) => Promise<void>} fill
 * @returns {Promise<void>}
 */
async function whereThereIsRoom(rows, button, fill) {
  part("told").textContent = "";
  const room = await roomFor({ rows: rows.length, columns: rows[0].length });
  button.parentElement?.querySelector(".asking")?.remove();
  if (!room.taken && !room.blocked) {
    await fill(room);
    return;
  }
  const asking = made(
    "div",
    { class: "asking", role: "alertdialog", "aria-label": "Insert all the same?" },
    made("p", {}, warning(room)),
    made(
      "button",
      { type: "button", click: () => attempt(() => agreed(room, button, fill)) },
      room.taken || !cellsCall() ? "Replace it" : "Insert all the same",
    ),
    made("button", { type: "button", class: "quiet", click: () => left(button) }, "Leave it"),
  );
  button.after(asking);
  // the harmless one, for a key that is pressed once more
  /** @type {HTMLElement | null} */ (asking.querySelector(".quiet"))?.focus();
}

/**
 * @param {Room} room
 * @returns {string}
 */
function warning(room) {
  if (!cellsCall()) return `${room.cells} is not empty: the answer would replace what is there.`;
  const told = [];
  if (room.taken) told.push(`${room.cell} is not empty: the example would replace what it holds.`);
  if (room.blocked) {
    told.push(
      `The answer takes ${room.cells}, where other cells are filled: ` +
        "Excel would show #SPILL! until they are empty.",
    );
  }
  return told.join(" ");
}

/**
 * @param {Room} room
 * @param {HTMLElement} button
 * @param {(room: Room) => Promise<void>} fill
 * @returns {Promise<void>}
 */
function agreed(room, button, fill) {
  left(button);
  return fill(room);
}

/** @param {HTMLElement} button */
function left(button) {
  button.parentElement?.querySelector(".asking")?.remove();
  button.focus();
}

/**
 * @param {Explained} each
 * @param {Room} room
 * @returns {Promise<void>}
 */
async function inserted(each, room) {
  await insertAt(room.cell, exampleOf(each));
  part("told").textContent = `${each.name} stands in ${room.cell}.`;
}

/**
 * Does what may fail, and tells how it failed.
 *
 * @param {() => Promise<unknown>} action
 * @returns {Promise<void>}
 */
async function attempt(action) {
  try {
    await action();
  } catch (error) {
    const told = error instanceof Error ? error.message : String(error);
    const ours = error instanceof FunnelError;
    part("told").textContent = ours ? told : `Excel could not do that: ${told}`;
  }
}

/** Takes the theme of Office, where it tells it; else the page follows the system's. */
function themed() {
  const background = Office.context.officeTheme?.bodyBackgroundColor ?? "";
  const parts = /^#?(..)(..)(..)/
    .exec(background)
    ?.slice(1)
    .map((each) => parseInt(each, 16));
  if (!parts) return;
  const bright = parts.reduce((sum, each) => sum + each, 0) / parts.length;
  document.documentElement.dataset.theme = bright < DARKEST_LIGHT ? "dark" : "light";
}
