/**
 * Blank cells among arguments: Excel on a desktop hands them over as 0, on the web as null.
 *
 * Where a range holds a 0, Excel is asked which of its cells are empty; nothing else tells an empty
 * cell from one that holds 0.
 */

import { InputError } from "../core/errors.js";
import { parted } from "./addresses.js";

/** @typedef {readonly (readonly unknown[])[]} Grid */
/** @typedef {(row: number, column: number) => boolean} Empty whether a cell of a range is empty */

/** What Excel calls the type of an empty cell. */
const EMPTY = "Empty";

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
 * Asks Excel which cells of ranges are empty; what lies beyond the used ones is not fetched.
 *
 * @param {readonly { sheet: string, cells: string }[]} places
 * @returns {Promise<Empty[]>}
 */
async function emptiness(places) {
  try {
    return await Excel.run({ delayForCellEdit: true }, async (context) => {
      const ranges = places.map(({ sheet, cells }) => {
        const range = context.workbook.worksheets.getItem(sheet).getRange(cells);
        const used = range.getUsedRangeOrNullObject(true);
        range.load("rowIndex,columnIndex");
        return { range, used: used.load("rowIndex,columnIndex,valueTypes") };
      });
      await context.sync();
      return ranges.map(({ range, used }) => {
        if (used.isNullObject) return () => true;
        const [down, across] = [
          used.rowIndex - range.rowIndex,
          used.columnIndex - range.columnIndex,
        ];
        const types = used.valueTypes;
        return (row, column) => (types[row - down]?.[column - across] ?? EMPTY) === EMPTY;
      });
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
 * @param {Empty} empty
 * @returns {unknown[][]}
 */
function blanked(rows, empty) {
  return rows.map((row, at) =>
    row.map((cell, column) => (cell === 0 && empty(at, column) ? null : cell)),
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
