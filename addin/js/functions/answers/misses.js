/** The answers of the functions of the section. Twin of funnel_addin/functions/answers/misses.py. */

/** @type {import("../read.js").Answers} */
export const MISSES = {};
