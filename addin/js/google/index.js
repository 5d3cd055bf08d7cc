/** What the script Code.js offers: the answers to formulas, and the items of the menu Funnel. */

export { answer } from "./answering.js";
export { about, addMenu, checkNames, insertPlan } from "./menu.js";
