/** The answers of the functions of the section. Twin of funnel_addin/functions/answers/trends.py. */

/** @type {import("../read.js").Answers} */
export const TRENDS = {};
