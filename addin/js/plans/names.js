/**
 * The contract between a workbook and us: all names. Twin of funnel_addin/names.py.
 */

import { READ } from "./contract.js";
import { INPUTS, OUTPUTS } from "./rows_of_others.js";

/** @typedef {import("./contract.js").PlanName} PlanName */

/** @type {PlanName[]} */
const OTHERS = [];
for (const [shape, held] of Object.entries(INPUTS)) {
  for (const [name, holds] of Object.entries(held)) {
    OTHERS.push({ name, role: "input", shape, help: "", holds });
  }
}
for (const [shape, names] of Object.entries(OUTPUTS)) {
  for (const name of names) OTHERS.push({ name, role: "output", shape, help: "", holds: "mixed" });
}

/** @type {readonly PlanName[]} */
export const NAMES = [...READ, ...OTHERS];

const BY_NAME = new Map(NAMES.map((each) => [each.name.toLowerCase(), each]));

/**
 * Finds a name of the contract, in any case.
 *
 * @param {string} name
 * @returns {PlanName | null}
 */
export function nameOf(name) {
  return BY_NAME.get(name.toLowerCase()) ?? null;
}
