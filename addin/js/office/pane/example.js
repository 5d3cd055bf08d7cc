/**
 * The example of a function as it is typed in a cell, and how many cells its answer takes.
 *
 * Twin of `as_typed_in_a_cell` of funnel_addin/reference.py.
 */

import { call } from "../../functions/index.js";

/** @typedef {import("../../catalog/explained.js").Explained} Explained */

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/**
 * Writes a function's example as a formula.
 *
 * @param {Explained} each
 * @returns {string}
 */
export function exampleOf(each) {
  return `=${each.name}(${JSON.parse(each.example).map(typed).join(", ")})`;
}

/**
 * Gives what a function's example answers.
 *
 * @param {Explained} each
 * @returns {(number | string)[][]}
 */
export function answerOf(each) {
  return call(each.name, JSON.parse(each.example));
}

/**
 * @param {unknown} argument
 * @returns {string}
 */
function typed(argument) {
  if (Array.isArray(argument)) {
    const rows = argument.map((row) => (Array.isArray(row) ? row : [row]));
    return `{${rows.map((row) => row.map(typed).join(",")).join(";")}}`;
  }
  if (argument === null) return "";
  if (typeof argument === "boolean") return argument ? "TRUE" : "FALSE";
  if (typeof argument !== "string") return `${argument}`;
  const day = DAY.exec(argument);
  return day ? `DATE(${day.slice(1).map(Number).join(", ")})` : `"${argument}"`;
}
