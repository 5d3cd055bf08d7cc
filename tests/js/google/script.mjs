/** The committed Code.js in a context like Apps Script's: no Node, Google's services beside it. */

import { readFileSync } from "node:fs";
import vm from "node:vm";
import { Spreadsheet, handed, inZone } from "./sheets.mjs";

/** The script as it is pushed. */
export const SCRIPT = readFileSync(
  process.env.FUNNEL_GOOGLE_SCRIPT ?? new URL("../../../addin/google/Code.js", import.meta.url),
  "utf8",
);

const compiled = new vm.Script(SCRIPT, { filename: "Code.js" });

/** What a person sees in the window: menus, and what dialogs said. */
class Window {
  constructor() {
    this.menus = [];
    this.said = [];
    this.ButtonSet = { OK: "OK" };
  }
  createMenu(caption) {
    const items = [];
    const menu = {
      addItem(label, called) {
        items.push([label, called]);
        return menu;
      },
      addSeparator: () => menu,
      addToUi: () => this.menus.push([caption, items]),
    };
    return menu;
  }
  alert(title, prompt, buttons) {
    if (arguments.length !== 3 || buttons !== "OK") throw new Error("three arguments are given");
    this.said.push([title, prompt]);
    return "OK";
  }
}

/** One script bound to one spreadsheet; a script's globals live as long as one call of it. */
export class Bound {
  constructor(spreadsheet = new Spreadsheet(), { withWindow = true } = {}) {
    this.spreadsheet = spreadsheet;
    this.window = withWindow ? new Window() : null;
    this.logged = [];
    this.context = vm.createContext({
      SpreadsheetApp: {
        getActive: () => spreadsheet,
        getUi: () => {
          if (!this.window || spreadsheet.inFunction) {
            throw new Error("Cannot call SpreadsheetApp.getUi() from this context.");
          }
          return this.window;
        },
      },
      Utilities: {
        formatDate: (date, zone, format) => {
          if (format !== "yyyy-MM-dd'T'HH:mm:ss") throw new Error(`not tried: ${format}`);
          return inZone(date, zone);
        },
      },
      console: { log: (text) => this.logged.push(text) },
    });
    compiled.runInContext(this.context);
  }

  /** Answers a formula: a value or rows, or {error} with the text that Sheets shows. */
  formula(name, ...args) {
    this.spreadsheet.inFunction = true;
    try {
      return { value: this.context[name](...args) };
    } catch (error) {
      return { error: error.message, thrown: error };
    } finally {
      this.spreadsheet.inFunction = false;
    }
  }

  /** Answers a formula whose arguments are as in the JSON cases: null where one was left out. */
  answer(name, args) {
    return this.formula(name, ...args.map((each) => handed(each, this.spreadsheet.zone)));
  }

  /** Chooses an item of the menu Funnel, and gives what the dialog said. */
  choose(label) {
    this.context.onOpen();
    const [, items] = this.window.menus[this.window.menus.length - 1];
    const [, called] = items.find(([each]) => each === label);
    this.context[called]();
    return this.window.said[this.window.said.length - 1];
  }
}
