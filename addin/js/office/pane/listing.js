/** The list of functions: what each answers, its arguments, an example to insert, and a search. */

import { EXPLAINED } from "../../catalog/explained.js";
import { general } from "../../core/bounds.js";
import { made } from "./elements.js";
import { answerOf, exampleOf } from "./example.js";

/** @typedef {import("../../catalog/explained.js").Explained} Explained */
/** @typedef {(each: Explained, button: HTMLElement) => void} Insert */

const SHOWN_DIGITS = 6;
const MOST_ROWS = 8;

/**
 * Lists the functions by the question that they answer.
 *
 * @param {Insert} insert
 * @returns {HTMLElement[]} a section each
 */
export function listed(insert) {
  const sections = new Map(EXPLAINED.map((each) => [each.section, /** @type {Node[]} */ ([])]));
  for (const each of EXPLAINED) sections.get(each.section)?.push(entry(each, insert));
  return [...sections].map(([title, entries]) =>
    made("section", {}, made("h2", {}, title), ...entries),
  );
}

/**
 * Shows the functions that hold every word that is searched for, and tells how many.
 *
 * @param {HTMLElement} list
 * @param {string} searched
 * @returns {number}
 */
export function narrowed(list, searched) {
  const words = searched.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const section of list.querySelectorAll("section")) {
    let any = false;
    for (const each of section.querySelectorAll("details")) {
      const found = words.every((word) => (each.dataset.words ?? "").includes(word));
      each.hidden = !found;
      any = any || found;
      if (found) shown += 1;
    }
    section.hidden = !any;
  }
  return shown;
}

/**
 * @param {Explained} each
 * @param {Insert} insert
 * @returns {HTMLElement}
 */
function entry(each, insert) {
  const words = [each.usage, each.section, each.summary, each.shape]
    .concat(each.arguments.flatMap((argument) => [argument.name, argument.help]))
    .join(" ")
    .toLowerCase();
  const details = made(
    "details",
    { "data-words": words, id: each.name },
    made("summary", {}, made("b", {}, each.name), made("span", {}, each.summary)),
  );
  // most are never opened
  details.addEventListener("toggle", () => details.append(...told(each, insert)), { once: true });
  return details;
}

/**
 * @param {Explained} each
 * @param {Insert} insert
 * @returns {Node[]}
 */
function told(each, insert) {
  const terms = each.arguments.flatMap((argument) => {
    const standard = each.defaults[argument.name]
      ? `. Omitted, it is ${each.defaults[argument.name]}`
      : "";
    const optional = argument.optional ? [made("small", {}, "optional")] : [];
    return [
      made("dt", {}, argument.name, " ", ...optional),
      made("dd", {}, `${argument.help}${standard}`),
    ];
  });
  const button = made(
    "button",
    { type: "button", click: () => insert(each, button), "aria-label": `Insert ${each.name}` },
    "Insert in the selected cell",
  );
  return [
    made("code", { class: "usage" }, ...broken(each.usage)),
    made("dl", {}, ...terms),
    made("p", {}, `It answers ${each.shape}.`),
    made("h3", {}, "Example"),
    made("code", { class: "example" }, ...broken(exampleOf(each))),
    answered(each),
    made("p", { class: "insert" }, button),
  ];
}

/**
 * @param {Explained} each
 * @returns {HTMLElement} what the example answers, as cells
 */
function answered(each) {
  const rows = answerOf(each);
  const lines = rows
    .slice(0, MOST_ROWS)
    .map((row) => made("tr", {}, ...row.map((cell) => made("td", {}, shown(cell)))));
  if (rows.length > MOST_ROWS) lines.push(made("tr", {}, made("td", {}, "…")));
  const table = made("table", {}, made("tbody", {}, ...lines));
  return made(
    "div",
    { class: "answer", tabindex: "0", role: "region", "aria-label": "Its answer" },
    table,
  );
}

/**
 * @param {number | string} cell
 * @returns {string}
 */
function shown(cell) {
  if (typeof cell === "string") return cell;
  return Number.isInteger(cell) ? cell.toLocaleString("en-US") : general(cell, SHOWN_DIGITS);
}

/**
 * Lets a long formula break after its commas and underscores.
 *
 * @param {string} text
 * @returns {(Node | string)[]}
 */
function broken(text) {
  const pieces = text.match(/[^,;_(]*[,;_(]|[^,;_(]+/g) ?? [];
  return pieces.flatMap((each) => [each, made("wbr", {})]);
}
