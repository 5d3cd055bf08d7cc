/** Whole numbers without end: their sum, and the largest of them. */

import { NONE } from "../exact.js";

/** @param {readonly bigint[]} values @returns {bigint} of none 0 */
export function total(values) {
  return values.reduce((sum, each) => sum + each, NONE);
}

/** @param {readonly bigint[]} values @returns {bigint} 0 where none is above 0 */
export function largestOf(values) {
  return values.reduce((largest, each) => (each > largest ? each : largest), NONE);
}
