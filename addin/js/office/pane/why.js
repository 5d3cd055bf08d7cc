/** Why the selected cell shows an error: a sentence, with what it is about. */

import { isError } from "../../functions/cells.js";
import { FOREIGN, reasonOf } from "../reasons.js";
import { insertAt } from "./inserting.js";
import { made } from "./elements.js";

const OURS = /\bFUNNEL_[A-Z_]+\(/i;

/**
 * @typedef {object} Selected
 * @property {string} address
 * @property {unknown} value
 * @property {string} formula
 */

/**
 * Tells of the selected cell.
 *
 * @returns {Promise<Node[]>}
 */
export async function toldOfSelected() {
  const { address, value, formula } = await selected();
  const code = typeof value === "string" && isError(value.trim()) ? value.trim() : "";
  if (!code) return [made("p", {}, `${address} shows no error.`)];
  const heading = made("p", {}, made("b", { class: "code" }, code), ` in ${address}`);
  const reason = reasonOf(address);
  if (reason) return [heading, made("p", { class: "reason" }, reason.message)];
  if (!OURS.test(formula)) return [heading, made("p", { class: "reason" }, FOREIGN)];
  const again = made("button", { type: "button", class: "quiet" }, "Work it out again");
  again.addEventListener("click", () => insertAt(address, formula));
  const told = "The reason is not known: it was worked out before this workbook was opened.";
  return [heading, made("p", { class: "reason" }, told), again];
}

/** @returns {Promise<Selected>} */
function selected() {
  return Excel.run({ delayForCellEdit: true }, async (context) => {
    const cell = context.workbook.getActiveCell().load("address,values,formulas");
    await context.sync();
    return { address: cell.address, value: cell.values[0][0], formula: `${cell.formulas[0][0]}` };
  });
}
