/**
 * Lists and tables that belong together: trimmed together, equally long, no blank in one alone.
 *
 * Twin of funnel_addin/functions/groups.py.
 */

import { InputError } from "../core/errors.js";
import { filled, isBlank, upTo } from "./cells.js";
import { readNumbers } from "./grid.js";
import { Listed } from "./listed.js";

/** @typedef {import("../catalog/kinds.js").Argument} Argument */
/** @typedef {import("./cells.js").Cells} Cells */
/** @typedef {import("./cells.js").Place} Place */

/** Numbers of a rectangle: for each entry of the list that belongs to it, a list of numbers. */
export class Table {
  /** @param {readonly (readonly number[])[]} entries */
  constructor(entries) {
    this.entries = entries;
  }

  /** @returns {number[][]} the other way round: for each series or step, a number per entry */
  get lines() {
    return upTo(this.entries[0].length).map((at) => this.entries.map((entry) => entry[at]));
  }
}

/** One argument of a group, and the cells that were handed over for it. */
export class Member {
  /**
   * @param {Argument} argument
   * @param {Cells} cells
   */
  constructor(argument, cells) {
    this.argument = argument;
    this.cells = cells;
    this.expected = `'${argument.name}' must be ${argument.quantity.plural}`;
    this.isTable = argument.kind === "COLUMNS" || argument.kind === "ROWS";
    this.isAlone = argument.single && cells.height === 1 && cells.width === 1;
  }

  /**
   * @param {readonly Place[]} places
   * @returns {boolean} whether nothing stands in any of them
   */
  blank(places) {
    return places.every(([row, column]) => isBlank(this.cells.at(row, column)));
  }
}

/**
 * Reads the arguments of one group, by name.
 *
 * @param {readonly Member[]} members
 * @returns {Record<string, Listed | Table>}
 */
export function readGroup(members) {
  const together = placesInGroup(members);
  /** @type {Record<string, Listed | Table>} */
  const read = {};
  for (const each of members) {
    const name = each.argument.name;
    if (each.cells.blank) throw new InputError(`${each.expected}; it is blank`);
    read[name] = each.isTable ? table(each, together[name]) : list(each, together[name]);
  }
  checkLengths(
    members.filter((each) => !each.isAlone).map((each) => each.argument.name),
    together,
  );
  return read;
}

/**
 * Gives where the entries of each argument stand, without the blank ones at the ends.
 *
 * @param {readonly Member[]} members
 * @returns {Record<string, Place[][]>}
 */
export function placesInGroup(members) {
  /** @type {Record<string, Place[][]>} */
  const slots = {};
  for (const each of members) {
    if (!each.isTable) {
      const [line] = each.cells.wholeLine(each.expected);
      slots[each.argument.name] = line.map((place) => [place]);
    }
  }
  const lengths = new Set(Object.values(slots).map((each) => each.length));
  for (const each of members) {
    if (each.isTable) slots[each.argument.name] = tableSlots(each, lengths);
  }
  const together = members.filter((each) => !each.isAlone);
  const joined = new Set(together.map((each) => slots[each.argument.name].length)).size === 1;
  /** @type {Record<string, Place[][]>} */
  const places = {};
  for (const each of members) {
    const shared = joined && !each.isAlone ? together : [each];
    const entries = slots[each.argument.name].slice(...span(shared, slots));
    places[each.argument.name] = withoutBlankLines(each, entries);
  }
  return places;
}

/**
 * Trims the blank lines at the ends of a table's other direction.
 *
 * @param {Member} member
 * @param {Place[][]} entries
 * @returns {Place[][]}
 */
function withoutBlankLines(member, entries) {
  if (!member.isTable || member.cells.blank || !entries.length) return entries;
  const kept = filled(entries[0].length, (at) => member.blank(entries.map((entry) => entry[at])));
  return entries.map((entry) => kept.map((at) => entry[at]));
}

/**
 * Gives the places of each entry: rows or columns, whichever the table's kind says.
 *
 * Series in columns may also lie across where the list does, and cannot be meant otherwise.
 *
 * @param {Member} member
 * @param {ReadonlySet<number>} lengths of the lists of the group
 * @returns {Place[][]}
 */
function tableSlots(member, lengths) {
  const [rows, columns] = [upTo(member.cells.height), upTo(member.cells.width)];
  const byRow =
    member.argument.kind === "COLUMNS" &&
    (lengths.has(rows.length) || !lengths.has(columns.length));
  return byRow
    ? rows.map((row) => columns.map((column) => [row, column]))
    : columns.map((column) => rows.map((row) => [row, column]));
}

/**
 * Gives from which entry to which something stands in any of the members.
 *
 * @param {readonly Member[]} members
 * @param {Record<string, Place[][]>} slots
 * @returns {[number, number]}
 */
function span(members, slots) {
  let [first, end] = [Infinity, 0];
  for (const each of members) {
    slots[each.argument.name].forEach((places, index) => {
      if (!each.blank(places)) {
        first = Math.min(first, index);
        end = Math.max(end, index + 1);
      }
    });
  }
  return end ? [first, end] : [0, 0];
}

/**
 * @param {readonly string[]} names
 * @param {Record<string, Place[][]>} places
 */
function checkLengths(names, places) {
  if (new Set(names.map((name) => places[name].length)).size > 1) {
    const told = names.map((name) => `${places[name].length} in '${name}'`).join(", ");
    const named = names.map((name) => `'${name}'`).join(" and ");
    throw new InputError(`${named} must be equally long; got ${told}`);
  }
}

/**
 * @param {Member} member
 * @param {Place[][]} entries
 * @returns {Listed}
 */
function list(member, entries) {
  const { cells, argument, expected } = member;
  const values = readNumbers(cells, entries.flat(), argument.quantity, expected);
  return new Listed(values, cells.wholeLine(expected)[1]);
}

/**
 * Reads a table's entries; a blank counts as what the catalog says, in a line and an entry that
 * hold something else.
 *
 * @param {Member} member
 * @param {Place[][]} entries
 * @returns {Table}
 */
function table(member, entries) {
  const { cells, argument, expected } = member;
  /** @type {Set<string>} */
  const spared = new Set();
  if (argument.blank !== null) {
    const lines = upTo(entries[0].length).map((at) => entries.map((entry) => entry[at]));
    const blankEntries = entries.map((entry) => member.blank(entry));
    for (const line of lines) {
      if (member.blank(line)) continue;
      line.forEach((place, at) => {
        if (!blankEntries[at] && member.blank([place])) spared.add(String(place));
      });
    }
  }
  const values = readNumbers(cells, entries.flat(), argument.quantity, expected, (place) =>
    spared.has(String(place)) ? argument.blank : null,
  );
  let next = 0;
  return new Table(entries.map((entry) => entry.map(() => values[next++])));
}
