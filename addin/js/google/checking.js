/**
 * What is right and what is wrong with the names of a spreadsheet, a sentence each.
 *
 * A plan is checked as `=FUNNEL_REQUIRED()` reads it; each other name by its shape and its cells.
 * No Python twin: `funnel check` says more, since it reads all that a fill reads.
 */

import { Quantity, grouped } from "../core/bounds.js";
import { CellError, FunnelError } from "../core/errors.js";
import { isBlank, isError } from "../functions/cells.js";
import { bounded, readDate, refused } from "../functions/grid.js";
import { NAMES, nameOf } from "../plans/names.js";
import { BookProblems, NamedCells, Reader } from "../plans/reading.js";
import { requiredByNames } from "../plans/required.js";

/** @typedef {import("../plans/contract.js").PlanName} PlanName */
/** @typedef {import("../plans/places.js").Place} Place */
/** @typedef {import("../plans/reading.js").Find} Find */

/**
 * @typedef {object} Check what a look at all names found
 * @property {string[]} wrong a sentence for each thing that is wrong
 * @property {string[]} filled the names that are well
 * @property {string[]} blank the names of the contract whose cells are blank
 * @property {number[][] | null} volumes what the plan needs; null where it cannot be said
 */

const AT_FILL = "_at_fill";
const IN_A_LINE = "one row or one column";
const MOST_TOLD = 20;
/** @type {Readonly<Record<string, number>>} */
const NUMBERS = { two: 2, four: 4, six: 6, seven: 7, 27: 27 };

/**
 * Checks the names of a workbook, and works out what its plan needs.
 *
 * @param {string} title what the workbook is called in a sentence
 * @param {readonly string[]} names those that begin with Plan_, as the workbook spells them
 * @param {Find} find
 * @returns {Check}
 */
export function checkedNames(title, names, find) {
  /** @type {Check} */
  const check = { wrong: [], filled: [], blank: [], volumes: null };
  const reader = new Reader(find);
  for (const name of names) checkName(check, reader, name);
  try {
    check.volumes = requiredByNames(title, find);
  } catch (error) {
    if (!(error instanceof BookProblems)) throw error;
    for (const { name, sentence } of error.problems) {
      const blamed = blamedIn(sentence, name);
      // a cell that a name's own check told is told once
      if (!reader.wrong(blamed)) check.wrong.push(sentence);
      forget(check, blamed);
    }
  }
  if (check.volumes) checkLengths(check, reader, names, check.volumes.flat().length);
  return check;
}

/**
 * Gives the name that a sentence begins with: counts may be what is wrong with a funnel's rates.
 *
 * @param {string} sentence
 * @param {string} name what was being read
 * @returns {string}
 */
function blamedIn(sentence, name) {
  const quoted = /^'(Plan_\w+)'/i.exec(sentence);
  const known = quoted && nameOf(quoted[1]);
  return known ? known.name : name;
}

/**
 * Takes a name in which something is wrong out of those that are well.
 *
 * @param {Check} check
 * @param {string} name
 */
function forget(check, name) {
  check.filled = check.filled.filter((each) => each !== name);
  check.blank = check.blank.filter((each) => each !== name);
}

/**
 * @param {Check} check
 * @param {Reader} reader
 * @param {string} spelled as the workbook spells it
 */
function checkName(check, reader, spelled) {
  const known = nameOf(spelled) ?? copied(spelled);
  if (!known) {
    check.wrong.push(unknown(spelled));
    return;
  }
  const place = reader.place(known.name);
  const cells = reader.cells(known.name);
  const before = reader.problems.length;
  if (place) reader.kept(known.name, () => checkShape(known, place));
  const wellShaped = reader.problems.length === before;
  if (cells && wellShaped && known.role === "input") {
    reader.kept(known.name, () => checkCells(known, cells));
  }
  const told = reader.problems.filter((problem) => problem.name === known.name);
  for (const { sentence } of told) check.wrong.push(sentence);
  if (told.length) return;
  if (known.role === "output") check.filled.push(known.name);
  else (cells ? check.filled : check.blank).push(known.name);
}

/**
 * Finds the copy of an input, as it was at the last fill.
 *
 * @param {string} name
 * @returns {PlanName | null}
 */
function copied(name) {
  if (!name.toLowerCase().endsWith(AT_FILL)) return null;
  const source = nameOf(name.slice(0, -AT_FILL.length));
  return source && source.role === "input" ? { ...source, name, role: "output" } : null;
}

/**
 * Says that a name is none of ours, and which one was perhaps meant.
 *
 * @param {string} name
 * @returns {string}
 */
function unknown(name) {
  const own = name.toLowerCase();
  const near = NAMES.find((each) => {
    const theirs = each.name.toLowerCase();
    return theirs.startsWith(own) || own.startsWith(theirs);
  });
  const meant = near ? ` (did you mean '${near.name}'?)` : "";
  return `'${name}' is no name of the funnel planner${meant}: rename it, or leave it, it is not read`;
}

/**
 * Throws where a name has not as many cells as its shape asks for.
 *
 * @param {PlanName} known
 * @param {Place} place
 */
function checkShape(known, place) {
  if (fits(known.shape, place)) return;
  const { rows, columns } = place;
  throw new FunnelError(
    `'${known.name}' must be ${known.shape}; ${place} is ${rows} × ${columns} cells: ` +
      "point the name at the right cells in Data > Named ranges",
  );
}

/**
 * @param {string} shape as the contract says it
 * @param {Place} place
 * @returns {boolean} whether a place has it
 */
function fits(shape, { rows, columns }) {
  if (shape === "one cell") return rows * columns === 1;
  const count = NUMBERS[shape.split(" ")[0]];
  if (shape.includes(IN_A_LINE)) {
    return Math.min(rows, columns) === 1 && (count === undefined || rows * columns === count);
  }
  return count === undefined || columns === count || (count === 2 && rows === 2);
}

/**
 * Throws one error of all cells that do not hold what the name says.
 *
 * @param {PlanName} known
 * @param {NamedCells} cells
 */
function checkCells(known, cells) {
  if (known.holds === "date") {
    readDate(cells);
    return;
  }
  const { holds } = known;
  const isOne = known.shape === "one cell";
  /** @type {import("../functions/grid.js").PlacedFault[]} */
  const faults = [];
  cells.rows.forEach((row, at) =>
    row.forEach((cell, column) => {
      if (isBlank(cell)) return;
      const fault = holds instanceof Quantity ? bounded(cell, holds) : errorIn(cell);
      if (fault instanceof FunnelError) faults.push([cells.place(at, column), fault]);
    }),
  );
  if (!faults.length) return;
  const texts = isOne ? "a text" : "texts";
  const expected =
    holds instanceof Quantity
      ? isOne
        ? holds.one
        : holds.plural
      : holds === "text"
        ? texts
        : "values";
  throw refused(`'${known.name}' must be ${expected}`, faults);
}

/**
 * @param {unknown} cell
 * @returns {FunnelError | null}
 */
function errorIn(cell) {
  if (typeof cell !== "string" || !isError(cell.trim())) return null;
  return new CellError(`holds the error ${cell.trim()}: mend that cell first`, cell.trim());
}

/**
 * Says which names are not as long as the funnel: names of stages, and outputs that a fill writes.
 *
 * @param {Check} check
 * @param {Reader} reader
 * @param {readonly string[]} names
 * @param {number} stages how many the plan has
 */
function checkLengths(check, reader, names, stages) {
  const labels = reader.texts("Plan_Stages");
  if (labels && labels.length && labels.length !== stages) {
    forget(check, "Plan_Stages");
    check.wrong.push(
      `'Plan_Stages' names ${labels.length} stages, but ${stages - 1} rates make ${stages}, ` +
        "the last being the wins: name one stage more than there are rates",
    );
  }
  for (const name of names) {
    const known = nameOf(name);
    const place = known && reader.place(known.name);
    if (!place || known.role !== "output" || !known.shape.startsWith("a cell per stage")) continue;
    const cells = place.rows * place.columns;
    if (cells < stages) {
      forget(check, known.name);
      check.wrong.push(
        `'${known.name}' (${place}) has ${cells} cells, but ${stages} are needed: ` +
          "let the name stand for more cells",
      );
    }
  }
}

/**
 * Gives what a check found as a text for a person: what is wrong first.
 *
 * @param {Check} check
 * @returns {string}
 */
export function checkTold(check) {
  const { wrong, filled, blank, volumes } = check;
  const parts = [];
  if (!wrong.length && volumes) parts.push("All is well: the plan can be worked out.");
  for (const sentence of wrong.slice(0, MOST_TOLD)) parts.push(`✗ ${cut(sentence)}`);
  if (wrong.length > MOST_TOLD) parts.push(`✗ and ${wrong.length - MOST_TOLD} more`);
  if (volumes) {
    const told = volumes.map((row) => row.map(grouped).join(", ")).join(", ");
    parts.push(`The plan needs, top of the funnel first: ${told}.`);
  }
  if (filled.length) parts.push(`In order: ${filled.join(", ")}.`);
  if (blank.length) parts.push(`Blank, and may be: ${blank.join(", ")}.`);
  return parts.join("\n\n");
}

/**
 * @param {string} sentence
 * @returns {string} so much of it that many fit on a screen
 */
function cut(sentence) {
  return sentence.length <= 300 ? sentence : `${sentence.slice(0, 299)}…`;
}
