/** Puts a formula into the selected cell, never over what is there without being asked to. */

import { parted } from "../addresses.js";

/** @typedef {{ rows: number, columns: number }} Size */

/**
 * @typedef {object} Room
 * @property {string} cell the address of the selected cell
 * @property {string} cells the address of the cells that the answer takes
 * @property {boolean} taken whether the selected cell holds something
 * @property {boolean} blocked whether another of the cells does, so that the answer cannot spill
 */

/**
 * Looks what lies where an answer would stand: from the selected cell to the right and down.
 *
 * @param {Size} size of the answer
 * @returns {Promise<Room>}
 */
export function roomFor(size) {
  return Excel.run(async (context) => {
    const cell = context.workbook.getActiveCell().load("address");
    const cells = cell.getResizedRange(size.rows - 1, size.columns - 1);
    cells.load("address,formulas");
    await context.sync();
    const filled = cells.formulas.map((row) => row.map((each) => each !== ""));
    const taken = filled[0][0];
    filled[0][0] = false;
    const blocked = filled.some((row) => row.includes(true));
    return { cell: cell.address, cells: cells.address, taken, blocked };
  });
}

/**
 * Puts a formula into a cell.
 *
 * @param {string} address
 * @param {string} formula in English, with commas
 * @returns {Promise<void>}
 */
export function insertAt(address, formula) {
  return Excel.run(async (context) => {
    const place = parted(address);
    if (!place) throw new Error(`${address} is no cell of this workbook`);
    const range = context.workbook.worksheets.getItem(place.sheet).getRange(place.cells);
    range.formulas = [[formula]];
    range.select();
    await context.sync();
  });
}
