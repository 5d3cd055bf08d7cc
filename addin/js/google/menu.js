/**
 * The menu Funnel of the spreadsheet. Twin of funnel_addin/buttons.
 *
 * It asks for no more than the spreadsheet it belongs to: what it has to say is said in a plain
 * dialog, which needs no permission of its own.
 */

import { CATALOG } from "../catalog/index.js";
import { Book } from "./book.js";
import { checkTold, checkedNames } from "./checking.js";
import { Refusal, insertedPlan } from "./inserting.js";

const TITLE = "Funnel";

/** Adds the menu; where there is no window to add it to, nothing is added and nothing said. */
export function addMenu() {
  const ui = window();
  if (!ui) return;
  ui.createMenu(TITLE)
    .addItem("Check names", "funnelCheckNames")
    .addItem("Insert plan", "funnelInsertPlan")
    .addSeparator()
    .addItem("What is this?", "funnelAbout")
    .addToUi();
}

/** Says which names that begin with Plan_ are right, and what is wrong with the others. */
export function checkNames() {
  saying("Check names", () => {
    const book = Book.active();
    const names = book.names();
    if (!names.length) {
      return (
        "This spreadsheet defines no name that begins with Plan_. Funnel > Insert plan puts in a " +
        "small plan with its names; or define Plan_Target and Plan_Rates in Data > Named ranges."
      );
    }
    return checkTold(checkedNames(book.title, names, (name) => book.find(name)));
  });
}

/** Puts a small working plan at the selected cell, or says why it does not. */
export function insertPlan() {
  saying("Insert plan", () => insertedPlan(Book.active()));
}

/**
 * Says what this is, of which version, and where one finds help.
 *
 * @param {string} version the package's
 */
export function about(version) {
  saying("What is this?", () =>
    [
      `${CATALOG.length} functions that plan a marketing and sales funnel backwards from its target: ` +
        "type =FUNNEL_ in a cell, and Sheets lists them with their help.",
      "Type the share that advances out of each stage beneath one another in B2:B7, top of the " +
        "funnel first: 1%, 47%, 38%, 70%, 50%, 25%. Then =FUNNEL_REQUIRED(1000000, B2:B7, 10000) " +
        "says how many records each stage needs for a revenue of 1,000,000 at 10,000 a win. In a " +
        "spreadsheet that writes 0,5 for a half, put ; in place of each comma.",
      "Where a cell shows #ERROR!, point at it: the text says what was expected, what was got and " +
        "what to do.",
      "Everything is worked out by the script in this spreadsheet: nothing is sent anywhere.",
      `Version ${version} of the funnel planner, whose guide to this script is addin/google/functions.md.`,
    ].join("\n\n"),
  );
}

/**
 * Does something and says in a dialog what came of it; a person never meets a stack of calls.
 *
 * @param {string} title
 * @param {() => string} work
 */
function saying(title, work) {
  let told;
  try {
    told = work();
  } catch (error) {
    told = whyNot(error);
  }
  const ui = window();
  if (ui) ui.alert(`${TITLE}: ${title}`, told, ui.ButtonSet.OK);
  else console.log(`${TITLE}: ${title}\n${told}`);
}

/**
 * Says why something was not done. Sheets' own sentence, in the person's language, tells a missing
 * right or a protected cell.
 *
 * @param {unknown} error
 * @returns {string}
 */
function whyNot(error) {
  const told = error instanceof Error ? error.message : String(error);
  if (error instanceof Refusal) return told;
  return (
    `Sheets did not allow it, or something failed that nobody foresaw: ${told}\n\n` +
    "To change a spreadsheet you must be allowed to edit it, and its cells must not be protected."
  );
}

/**
 * Gives the window that the spreadsheet is open in; null where there is none.
 *
 * @returns {GoogleAppsScript.Base.Ui | null}
 */
function window() {
  try {
    return SpreadsheetApp.getUi();
  } catch {
    return null;
  }
}
