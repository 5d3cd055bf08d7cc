/** Where a function crosses 0. Twin of what funnel_core/shrinkage.py holds for it. */

const MOST_TRIALS = 200;
const SETTLED = 4e-16;

/** @typedef {[at: number, value: number]} Point */

/**
 * Finds where a function crosses 0 between two places of opposite sign (Chandrupatla, 1997).
 *
 * @param {(x: number) => number} valueAt
 * @param {Point} lower
 * @param {Point} upper
 * @returns {number}
 */
export function crossing(valueAt, lower, upper) {
  let [a, fa] = upper;
  let [b, fb] = lower;
  let [c, fc] = upper;
  let [best, part] = [a, 0.5];
  for (let trial = 0; trial < MOST_TRIALS; trial += 1) {
    const x = a + part * (b - a);
    const fx = valueAt(x);
    if (fx > 0 === fa > 0) [c, fc] = [a, fa];
    else [c, fc, b, fb] = [b, fb, a, fa];
    [a, fa] = [x, fx];
    best = Math.abs(fa) < Math.abs(fb) ? a : b;
    const narrow = b === a ? 1 : (2 * SETTLED * Math.max(1, Math.abs(best))) / Math.abs(b - a);
    if (narrow > 0.5 || fx === 0) return best;
    const [xi, phi] = [(a - b) / (c - b), (fa - fb) / (fc - fb)];
    part = 0.5;
    if (phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi) {
      part =
        ((fa / (fb - fa)) * fc) / (fb - fc) +
        ((((c - a) / (b - a)) * fa) / (fc - fa)) * (fb / (fc - fb));
    }
    part = Math.min(Math.max(part, narrow), 1 - narrow);
  }
  return best;
}
