/**
 * Blank cells among arguments: Excel on a desktop hands them over as 0, on the web as null.
 *
 * Where a range holds a 0, Excel is asked which of its cells are empty; nothing else tells an empty
 * cell from one that holds 0.
 */

import { InputError } from "../core/errors.js";
import { parted } from "./addresses.js";

/** @typedef {readonly (readonly unknown[])[]} Grid */

/**
 * Gives arguments with null where their cells are empty.
 *
 * @param {readonly unknown[]} cells the arguments, cells or rows of cells
 * @param {readonly (string | null)[]} addresses where they come from; blank: from no cells
 * @returns {unknown[] | Promise<unknown[]>} a promise only where Excel must be asked
 */
export function withBlanks(cells, addresses) {
  const unsure = cells.flatMap((argument, at) => {
    const place = parted(addresses[at] ?? "");
    return place && hasZero(argument) ? [{ at, ...place }] : [];
  });
  if (!unsure.length) return [...cells];
  return emptiness(unsure).then((empties) => {
    const filled = [...cells];
    unsure.forEach(({ at }, index) => {
      filled[at] = blanked(/** @type {Grid} */ (gridOf(cells[at])), empties[index]);
    });
    return filled;
  });
}

/**
 * Asks Excel which cells of ranges are empty.
 *
 * @param {readonly { sheet: string, cells: string }[]} places
 * @returns {Promise<boolean[][][]>}
 */
async function emptiness(places) {
  try {
    return await Excel.run({ delayForCellEdit: true }, async (context) => {
      const ranges = places.map(({ sheet, cells }) => {
        const range = context.workbook.worksheets.getItem(sheet).getRange(cells);
        return range.load("valueTypes");
      });
      await context.sync();
      return ranges.map((range) =>
        range.valueTypes.map((row) => row.map((type) => type === Excel.RangeValueType.empty)),
      );
    });
  } catch (error) {
    const told = error instanceof Error ? error.message : String(error);
    throw new InputError(
      `Excel hands empty cells over as 0, and could not tell which cells are empty (${told}): ` +
        "work the formula out again",
    );
  }
}

/**
 * @param {Grid} rows
 * @param {boolean[][]} empties
 * @returns {unknown[][]}
 */
function blanked(rows, empties) {
  return rows.map((row, at) =>
    row.map((cell, column) => (cell === 0 && empties[at]?.[column] ? null : cell)),
  );
}

/**
 * @param {unknown} argument
 * @returns {boolean}
 */
function hasZero(argument) {
  return gridOf(argument).some((row) => row.includes(0));
}

/**
 * @param {unknown} argument
 * @returns {unknown[][]}
 */
function gridOf(argument) {
  if (!Array.isArray(argument)) return [[argument]];
  return argument.map((row) => (Array.isArray(row) ? row : [row]));
}
