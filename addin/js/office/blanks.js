/**
 * Blank cells among arguments: Excel on a desktop hands them over as 0, on the web as null.
 *
 * Where a range holds a 0, Excel is asked which of its cells are empty; nothing else tells an empty
 * cell from one that holds 0. A host that has no Excel to be asked is taken at its word.
 */

import { InputError } from "../core/errors.js";
import { parted } from "./addresses.js";
import { ask } from "./asking.js";

/** @typedef {readonly (readonly unknown[])[]} Grid */
/** @typedef {{ sheet: string, cells: string }} Place */
/** @typedef {(row: number, column: number) => boolean} Empty whether a cell of a range is empty */

/** What Excel calls the type of an empty cell. */
const EMPTY = "Empty";

/** Of more cells Excel may be unable to tell in one answer. */
const MANY = 100_000;

/**
 * Gives arguments with null where their cells are empty.
 *
 * @param {readonly unknown[]} cells the arguments, cells or rows of cells
 * @param {readonly (string | null)[]} addresses where they come from; blank: from no cells
 * @returns {unknown[] | Promise<unknown[]>} a promise only where Excel must be asked
 */
export function withBlanks(cells, addresses) {
  if (typeof Excel === "undefined") return [...cells];
  const unsure = cells.flatMap((argument, at) => {
    const place = parted(addresses[at] ?? "");
    const rows = gridOf(argument);
    return place && hasZero(rows) ? [{ at, rows, place }] : [];
  });
  if (!unsure.length) return [...cells];
  return Promise.all(unsure.map(filled)).then((all) => {
    const known = [...cells];
    unsure.forEach(({ at }, index) => (known[at] = all[index]));
    return known;
  });
}

/**
 * Gives the cells of a range with null where Excel says that they are empty.
 *
 * @param {{ rows: Grid, place: Place }} range
 * @returns {Promise<unknown[][]>}
 */
async function filled({ rows, place }) {
  const cells = rows.length * rows[0].length;
  try {
    return blanked(rows, await ask(emptiness(place, cells)));
  } catch (error) {
    // Excel itself fails with errors of its own kind
    if (error instanceof TypeError) return rows.map((row) => [...row]);
    const told = error instanceof Error ? error.message : String(error);
    throw new InputError(
      `Excel hands empty cells over as 0, and could not tell which cells are empty (${told}): ` +
        (cells > MANY ? "refer to fewer rows" : "work the formula out again"),
    );
  }
}

/**
 * Gives the question which cells of a range are empty; what lies beyond the used ones is not asked.
 *
 * @param {Place} place
 * @param {number} count how many cells it has
 * @returns {import("./asking.js").Question<{ range: Excel.Range, used: Excel.Range }, Empty>}
 */
function emptiness({ sheet, cells }, count) {
  return {
    key: `which are empty ${sheet}!${cells}`,
    cells: count,
    load: (context) => {
      const range = context.workbook.worksheets.getItem(sheet).getRange(cells);
      const used = range.getUsedRangeOrNullObject(true);
      range.load("rowIndex,columnIndex");
      return { range, used: used.load("rowIndex,columnIndex,valueTypes") };
    },
    read: ({ range, used }) => {
      if (used.isNullObject) return () => true;
      const down = used.rowIndex - range.rowIndex;
      const across = used.columnIndex - range.columnIndex;
      const types = used.valueTypes;
      return (row, column) => (types[row - down]?.[column - across] ?? EMPTY) === EMPTY;
    },
  };
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
 * @param {Grid} rows
 * @returns {boolean}
 */
function hasZero(rows) {
  return rows.some((row) => row.includes(0));
}

/**
 * @param {unknown} argument
 * @returns {unknown[][]}
 */
function gridOf(argument) {
  if (!Array.isArray(argument)) return [[argument]];
  return argument.map((row) => (Array.isArray(row) ? row : [row]));
}
