/** Works a formula out in the pane, and writes what it answers into cells, as values. */

import { call } from "../../functions/index.js";
import { FunnelError, InputError } from "../../core/errors.js";
import { NAMES_READ } from "../../plans/contract.js";
import { requiredByNames } from "../../plans/required.js";
import { parted } from "../addresses.js";
import { cellsOf, findsNames } from "../book.js";
import { parsed } from "./formula.js";

/** @typedef {(number | string)[][]} Rows */

/**
 * Works a formula out on the workbook's cells.
 *
 * @param {string} text
 * @returns {Promise<Rows>}
 */
export async function workedOut(text) {
  const formula = parsed(text);
  if (formula.name === "FUNNEL_REQUIRED" && !formula.arguments.length) {
    const { title, find } = await findsNames(NAMES_READ);
    return requiredByNames(title, find);
  }
  const asked = formula.arguments.map((each) => (each && "cells" in each ? each.cells : ""));
  const read = await cellsAt(asked);
  const given = formula.arguments.map((each, at) => {
    if (!each) return null;
    return "value" in each ? each.value : read[at];
  });
  return call(formula.name, given);
}

/**
 * Writes rows from a cell to the right and down.
 *
 * @param {string} address the upper left cell
 * @param {Rows} rows
 * @returns {Promise<void>}
 */
export function writeAt(address, rows) {
  return Excel.run(async (context) => {
    const place = parted(address);
    if (!place) throw new FunnelError(`${address} is no cell of this workbook`);
    const cell = context.workbook.worksheets.getItem(place.sheet).getRange(place.cells);
    cell.getResizedRange(rows.length - 1, rows[0].length - 1).values = rows;
    await context.sync();
  });
}

/**
 * Reads cells by their addresses or names, in one request; a blank text asks for none.
 *
 * @param {readonly string[]} asked
 * @returns {Promise<(unknown[][] | null)[]>}
 */
function cellsAt(asked) {
  return Excel.run(async (context) => {
    const ranges = asked.map((each) => {
      if (!each) return null;
      return rangeAt(context, each).load("values,valueTypes");
    });
    await context.sync();
    return ranges.map((range, at) => {
      if (range?.isNullObject) {
        throw new InputError(`${asked[at]} is neither cells of this workbook nor a name of cells`);
      }
      return range && cellsOf(range);
    });
  });
}

/**
 * @param {Excel.RequestContext} context
 * @param {string} asked
 * @returns {Excel.Range}
 */
function rangeAt(context, asked) {
  const { worksheets, names } = context.workbook;
  const place = parted(asked);
  if (place) return worksheets.getItem(place.sheet).getRange(place.cells);
  if (/\d/.test(asked) && /^[$A-Z\d:]+$/i.test(asked)) {
    return worksheets.getActiveWorksheet().getRange(asked);
  }
  return names.getItemOrNullObject(asked).getRangeOrNullObject();
}
