/**
 * What can go wrong, and the code that a cell shows for it. Twin of funnel_core/errors.py.
 *
 * What is wrong with entries of a list is handed over as data: the core counts the entries of the
 * list that it got, a person the rows of the range that was selected.
 */

/** What is wrong with one entry of a list. */
export class Fault {
  /**
   * @param {string} argument the list's name, as the worksheet function's argument is called
   * @param {number} entry which entry, 0 being the first
   * @param {string} said a predicate: "is 0.5"
   * @param {number | null} [series] in a table, which of the numbers of that entry
   * @param {string | null} [place] what the entry is called; null: its row within the list
   */
  constructor(argument, entry, said, series = null, place = null) {
    this.argument = argument;
    this.entry = entry;
    this.said = said;
    this.series = series;
    this.place = place;
  }

  /** @returns {string} */
  toString() {
    let place = this.place;
    if (place === null) {
      place = `row ${this.entry + 1}`;
      if (this.series !== null) place += `, column ${this.series + 1}`;
    }
    return `${place || "it"} ${this.said}`;
  }
}

/** The root of every error that is thrown on purpose; `code` is what a cell shows. */
export class FunnelError extends Error {
  /**
   * @param {string} told the sentence or, with `faults`, how it begins: what was expected
   * @param {readonly Fault[]} [faults] what is wrong with entries of a list, the first first
   * @param {string} [cure] what to do about them
   */
  constructor(told = "", faults = [], cure = "") {
    const sentence = [told, ...faults.map(String)].join("; ");
    super(cure ? `${sentence}: ${cure}` : sentence);
    this.name = "FunnelError";
    /** @type {string} */
    this.code = "#VALUE!";
    this.told = told;
    this.faults = faults;
    this.cure = cure;
  }

  /**
   * Gives the same error with its entries called by where they stand.
   *
   * @param {(fault: Fault) => string | null} place gives null where it does not know
   * @returns {FunnelError}
   */
  located(place) {
    if (!this.faults.length) return this;
    const kind = /** @type {new (told: string, faults: Fault[], cure: string) => FunnelError} */ (
      this.constructor
    );
    const faults = this.faults.map(
      (each) => new Fault(each.argument, each.entry, each.said, each.series, place(each)),
    );
    return new kind(this.told, faults, this.cure);
  }
}

/** An argument of the wrong kind or shape: text in a number's place, a blank, a wrong length. */
export class InputError extends FunnelError {}

/** A number out of its bounds, or a goal that no volume can reach. */
export class OutOfRange extends InputError {
  /** @param {ConstructorParameters<typeof FunnelError>} told */
  constructor(...told) {
    super(...told);
    this.code = "#NUM!";
  }
}

/** A cell that holds an error itself; its own code is passed on. */
export class CellError extends InputError {
  /**
   * @param {string} told
   * @param {string} code
   */
  constructor(told, code) {
    super(told);
    this.code = code;
  }
}

/** Too little was counted to say anything: nobody entered a stage, too few points. */
export class NotEnoughData extends FunnelError {
  /** @param {ConstructorParameters<typeof FunnelError>} told */
  constructor(...told) {
    super(...told);
    this.code = "#N/A";
  }
}

/** A worksheet function by a name that the catalog does not have. */
export class UnknownFunction extends FunnelError {
  /** @param {ConstructorParameters<typeof FunnelError>} told */
  constructor(...told) {
    super(...told);
    this.code = "#NAME?";
  }
}

/** What no double can work out, where JavaScript would go on with infinities. */
export class ArithmeticFailure extends Error {}

/**
 * Leaves out what is to be done, behind a colon, where the next one says the same.
 *
 * @param {readonly string[]} sayings
 * @returns {string[]}
 */
export function curedOnce(sayings) {
  return sayings.map((saying, at) => {
    const colon = saying.indexOf(": ");
    if (colon < 0) return saying;
    const cure = saying.slice(colon + 2);
    const following = sayings[at + 1] ?? "";
    return cure && following.endsWith(`: ${cure}`) ? saying.slice(0, colon) : saying;
  });
}
