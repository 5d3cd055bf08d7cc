/**
 * The workbook that the add-in is open in: its names, and the cells behind them.
 *
 * Twin of funnel_addin/books/excel, as far as an add-in sees it.
 */

import { Place } from "../plans/places.js";
import { parted } from "./addresses.js";

/** @typedef {import("../plans/reading.js").Found} Found */
/** @typedef {import("../plans/reading.js").Find} Find */

const CORNER = /^\$?([A-Z]+)\$?([0-9]+)$/;

/**
 * Asks Excel for the cells behind names, all in one request.
 *
 * @param {readonly string[]} names
 * @returns {Promise<{ title: string, find: Find }>} what the workbook is called; a name's cells
 */
export function findsNames(names) {
  return Excel.run({ delayForCellEdit: true }, async (context) => {
    const { workbook } = context;
    workbook.load("name");
    const items = names.map((name) => {
      const item = workbook.names.getItemOrNullObject(name);
      const range = item.getRangeOrNullObject();
      item.load("type");
      return { name, item, range: range.load("address,values,valueTypes") };
    });
    await context.sync();
    const found = new Map(items.map(({ name, item, range }) => [name, foundOf(name, item, range)]));
    return { title: workbook.name, find: (/** @type {string} */ name) => found.get(name) ?? null };
  });
}

/**
 * @param {string} name
 * @param {Excel.NamedItem} item
 * @param {Excel.Range} range
 * @returns {Found | null}
 */
function foundOf(name, item, range) {
  if (item.isNullObject) return null;
  if (range.isNullObject) {
    if (item.type === Excel.NamedItemType.error) {
      const wrong =
        `'${name}' points at cells that are gone (#REF!): point it at cells again in ` +
        "Formulas > Name Manager";
      return { wrong, code: "#REF!" };
    }
    return { wrong: `'${name}' stands for no cells: let it stand for a range of this workbook` };
  }
  return { place: placeOf(range), rows: cellsOf(range) };
}

/**
 * Gives the cells of a range as worksheet functions get them: null for an empty one.
 *
 * @param {Excel.Range} range
 * @returns {unknown[][]}
 */
export function cellsOf(range) {
  return range.values.map((row, at) =>
    row.map((cell, column) =>
      range.valueTypes[at][column] === Excel.RangeValueType.empty ? null : cell,
    ),
  );
}

/**
 * Gives where the cells of a range are.
 *
 * @param {Excel.Range} range
 * @returns {Place}
 */
export function placeOf(range) {
  const { sheet, cells } = parted(range.address) ?? { sheet: "", cells: range.address };
  const [, letters = "A", top = "1"] = CORNER.exec(cells.split(":")[0]) ?? [];
  const left = [...letters].reduce((sum, each) => sum * 26 + each.charCodeAt(0) - 64, 0);
  return new Place(sheet, Number(top), left, range.values.length, range.values[0].length);
}
