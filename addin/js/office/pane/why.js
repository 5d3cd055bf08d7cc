/** Why the selected cell shows an error: a sentence, with what it is about. */

import { UNKNOWN, codeOf, whyOf } from "../reasons.js";
import { insertAt } from "./inserting.js";
import { made } from "./elements.js";

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
  const code = codeOf(value);
  if (!code) return [made("p", {}, `${address} shows no error.`)];
  const heading = made("p", {}, made("b", { class: "code" }, code), ` in ${address}`);
  const told = whyOf(address, code, formula);
  const reason = made("p", { class: "reason" }, told);
  if (told !== UNKNOWN) return [heading, reason];
  const again = made("button", { type: "button", class: "quiet" }, "Work it out again");
  again.addEventListener("click", () => insertAt(address, formula));
  return [heading, reason, again];
}

/** @returns {Promise<Selected>} */
function selected() {
  return Excel.run({ delayForCellEdit: true }, async (context) => {
    const cell = context.workbook.getActiveCell().load("address,values,formulas");
    await context.sync();
    return { address: cell.address, value: cell.values[0][0], formula: `${cell.formulas[0][0]}` };
  });
}
