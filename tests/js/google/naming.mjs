/** Answers what plans need, one JSON line each, from names as a host finds them: the twin's rooms. */

import { createInterface } from "node:readline";
import { FunnelError } from "../../../addin/js/core/errors.js";
import { Place } from "../../../addin/js/plans/places.js";
import { requiredByNames } from "../../../addin/js/plans/required.js";

/** @param {string} line {"title", "names": {name: {"sheet", "top", "left", "rows"}}} */
function answered(line) {
  const { title, names } = JSON.parse(line);
  const find = (name) => {
    if (!(name in names)) return null;
    const { sheet, top, left, rows } = names[name];
    return { place: new Place(sheet, top, left, rows.length, rows[0].length), rows };
  };
  try {
    return { value: requiredByNames(title, find) };
  } catch (error) {
    if (error instanceof FunnelError) return { error: error.code, message: error.message };
    return { error: "FAILED", message: error.stack };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answered(line))}\n`);
}
