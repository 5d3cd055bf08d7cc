/** The arguments of one call, as they were read: each by its name, and as what it is. */

/** @typedef {import("../core/model.js").Transition} Transition */
/** @typedef {import("./listed.js").Answer} Answer */
/** @typedef {import("./listed.js").Listed} Listed */
/** @typedef {import("./listed.js").Steps} Steps */
/** @typedef {import("./groups.js").Table} Table */
/** @typedef {Readonly<Record<string, (read: Read) => Answer>>} Answers */

/** The arguments of one call; what the catalog marks as optional may be asked for with a default. */
export class Read {
  /** @param {ReadonlyMap<string, unknown>} values by name; null where one was omitted */
  constructor(values) {
    this.values = values;
  }

  /** @param {string} name @returns {number} */
  number(name) {
    return /** @type {number} */ (this.values.get(name));
  }

  /**
   * @template T
   * @param {string} name
   * @param {T} fallback what it is where it was omitted
   * @returns {number | T}
   */
  numberOr(name, fallback) {
    return /** @type {number | null} */ (this.values.get(name)) ?? fallback;
  }

  /** @param {string} name @returns {boolean} FALSE where it was omitted */
  flag(name) {
    return this.values.get(name) === true;
  }

  /** @param {string} name @returns {number} whole days since 1899-12-30 */
  day(name) {
    return this.number(name);
  }

  /** @param {string} name @returns {Listed} */
  list(name) {
    return /** @type {Listed} */ (this.values.get(name));
  }

  /** @param {string} name @returns {Listed | null} */
  listOrNone(name) {
    return /** @type {Listed | null} */ (this.values.get(name));
  }

  /** @param {string} name @returns {Table} */
  table(name) {
    return /** @type {Table} */ (this.values.get(name));
  }

  /** @param {string} name @returns {Steps} */
  steps(name) {
    return /** @type {Steps} */ (this.values.get(name));
  }

  /** @param {string} name @returns {readonly Transition[]} */
  counts(name) {
    return /** @type {readonly Transition[]} */ (this.values.get(name));
  }
}
