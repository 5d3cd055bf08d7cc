/** The task pane: the functions with examples to insert, and why the selected cell shows an error. */

import { made, part } from "./elements.js";
import { answerOf, exampleOf } from "./example.js";
import { insertAt, roomFor } from "./inserting.js";
import { listed, narrowed } from "./listing.js";
import { toldOfSelected } from "./why.js";

/** @typedef {import("../../catalog/explained.js").Explained} Explained */
/** @typedef {import("./inserting.js").Room} Room */

const DARKEST_LIGHT = 128;

/**
 * Fills the pane, and keeps telling of the selected cell.
 *
 * @returns {Promise<void>}
 */
export async function openPane() {
  const list = part("functions");
  list.replaceChildren(...listed((each, button) => attempt(() => offered(each, button))));
  const search = /** @type {HTMLInputElement} */ (part("search"));
  search.addEventListener("input", () => {
    const shown = narrowed(list, search.value);
    part("found").textContent = shown === 0 ? `Nothing is found for “${search.value.trim()}”.` : "";
  });
  if (!Office.context?.requirements) {
    part("told").textContent = "This page belongs in a task pane. Open it in Excel: see README.md.";
    return;
  }
  if (!Office.context.requirements.isSetSupported("CustomFunctionsRuntime", "1.3")) {
    part("unsupported").hidden = false;
  }
  themed();
  part("again").addEventListener("click", () => attempt(tellWhy));
  Office.context.document.addHandlerAsync(Office.EventType.DocumentSelectionChanged, () =>
    attempt(tellWhy),
  );
  await attempt(tellWhy);
}

/** @returns {Promise<void>} */
async function tellWhy() {
  part("why").replaceChildren(...(await toldOfSelected()));
}

/**
 * Inserts an example where there is room for it, and asks before anything is replaced.
 *
 * @param {Explained} each
 * @param {HTMLElement} button
 * @returns {Promise<void>}
 */
async function offered(each, button) {
  const answer = answerOf(each);
  const room = await roomFor({ rows: answer.length, columns: answer[0].length });
  button.parentElement?.querySelector(".asking")?.remove();
  if (!room.taken && !room.blocked) return inserted(each, room);
  const asking = made(
    "div",
    { class: "asking", role: "alertdialog", "aria-label": "Insert all the same?" },
    made("p", {}, warning(room)),
    made(
      "button",
      { type: "button", click: () => attempt(() => agreed(each, room, button)) },
      room.taken ? "Replace it" : "Insert all the same",
    ),
    made("button", { type: "button", class: "quiet", click: () => left(button) }, "Leave it"),
  );
  button.after(asking);
  asking.querySelector("button")?.focus();
}

/**
 * @param {Room} room
 * @returns {string}
 */
function warning(room) {
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
 * @param {Explained} each
 * @param {Room} room
 * @param {HTMLElement} button
 * @returns {Promise<void>}
 */
function agreed(each, room, button) {
  left(button);
  return inserted(each, room);
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
    part("told").textContent = "";
    await action();
  } catch (error) {
    const told = error instanceof Error ? error.message : String(error);
    part("told").textContent = `Excel could not do that: ${told}`;
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
