/**
 * The names that FUNNEL_REQUIRED reads. Twin of funnel_addin/names.py, as far as a formula needs it.
 */

import { ROWS } from "./rows_read.js";

/** @typedef {import("../core/bounds.js").Quantity} Quantity */
/** @typedef {Quantity | "text" | "date" | "mixed"} Holds */
/** @typedef {"input" | "output"} Role */
/** @typedef {[name: string, role: Role, shape: string, help: string, holds: Holds]} Row */

/**
 * @typedef {object} PlanName
 * @property {string} name
 * @property {Role} role who writes the cells behind it
 * @property {string} shape how many cells it stands for
 * @property {string} help what they hold; of these names alone
 * @property {Holds} holds
 */

/** @type {readonly PlanName[]} */
export const READ = ROWS.map(([name, role, shape, help, holds]) => ({
  name,
  role,
  shape,
  help,
  holds,
}));

/** Those names themselves. */
export const NAMES_READ = READ.map(({ name }) => name);
