/**
 * Where the entries of a list stand: an error of the core counts them, a person reads their rows.
 *
 * Twin of funnel_addin/functions/places.py.
 */

import { areCounts } from "./grid.js";
import { Member, placesInGroup } from "./groups.js";

/** @typedef {import("../catalog/kinds.js").Argument} Argument */
/** @typedef {import("../catalog/kinds.js").WorksheetFunction} WorksheetFunction */
/** @typedef {import("../core/errors.js").Fault} Fault */
/** @typedef {import("../core/errors.js").FunnelError} FunnelError */
/** @typedef {import("./cells.js").Cells} Cells */
/** @typedef {import("./cells.js").Place} Place */
/** @typedef {(fault: Fault) => string | null} Placing */

/**
 * Gives an error of the core with its entries called by their rows in the ranges.
 *
 * @param {FunnelError} error
 * @param {WorksheetFunction} called
 * @param {Readonly<Record<string, Cells>>} cells
 * @returns {FunnelError}
 */
export function located(error, called, cells) {
  /** @type {Map<string, Placing>} once a list: all of its entries may be at fault */
  const places = new Map();
  return error.located((fault) => {
    let placing = places.get(fault.argument);
    if (placing === undefined) {
      const named = called.arguments.find((each) => each.name === fault.argument);
      placing = named ? placesOf(called, named, cells) : (each) => each.place;
      places.set(fault.argument, placing);
    }
    return placing(fault);
  });
}

/**
 * Gives the arguments of a group that were handed over, with their cells.
 *
 * @param {WorksheetFunction} called
 * @param {string} group
 * @param {Readonly<Record<string, Cells>>} cells
 * @returns {Member[]}
 */
export function membersOf(called, group, cells) {
  return called.arguments
    .filter((each) => each.group === group && !(each.optional && cells[each.name].blank))
    .map((each) => new Member(each, cells[each.name]));
}

/**
 * Makes what calls each entry of an argument by where it stands.
 *
 * @param {WorksheetFunction} called
 * @param {Argument} argument
 * @param {Readonly<Record<string, Cells>>} cells
 * @returns {Placing}
 */
function placesOf(called, argument, cells) {
  const own = cells[argument.name];
  if (argument.kind === "COUNTS" || (argument.kind === "STEPS" && areCounts(own))) {
    const rows = own.filledRows();
    return (fault) => (fault.entry < rows.length ? own.rowTold(rows[fault.entry]) : null);
  }
  /** @type {Place[][]} */
  let entries = [[[0, 0]]];
  if (argument.group) {
    entries = placesInGroup(membersOf(called, argument.group, cells))[argument.name];
  } else if (argument.kind === "LIST" || argument.kind === "STEPS") {
    entries = own.line(argument.name)[0].map((place) => [place]);
  }
  return (fault) => placeOf(own, entries, fault);
}

/**
 * @param {Cells} own
 * @param {readonly Place[][]} entries
 * @param {Fault} fault
 * @returns {string | null}
 */
function placeOf(own, entries, fault) {
  const series = fault.series ?? 0;
  if (entries.length === 1) return own.place(...entries[0][series]);
  if (fault.entry >= entries.length) return null;
  const entry = entries[fault.entry];
  if (entry.length === 1 || fault.series !== null) return own.place(...entry[series]);
  const last = entry[entry.length - 1];
  return entry[0][0] === last[0] ? own.rowTold(entry[0][0]) : `column ${entry[0][1] + 1}`;
}
