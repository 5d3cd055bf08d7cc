/**
 * Lists as they were read, and how they lie: an answer to a row is a row.
 *
 * Twin of `Listed` and `Steps` of funnel_addin/functions/grid.py.
 */

/** @typedef {import("../core/model.js").Transition} Transition */
/** @typedef {number | bigint | string} AnswerCell */
/** @typedef {AnswerCell[][]} Answer rows of cells; a bigint is a whole number above 2^53 */

/** Numbers of a row or a column, and which of the two they lie in. */
export class Listed {
  /**
   * @param {readonly number[]} values
   * @param {boolean} across
   */
  constructor(values, across) {
    this.values = values;
    this.across = across;
  }

  /**
   * Lays an answer as the numbers lie: a row in, a row out.
   *
   * @param {readonly AnswerCell[]} values
   * @returns {Answer}
   */
  laid(values) {
    return laid(values, this.across);
  }
}

/** The steps of a funnel, and whether they lie across. */
export class Steps {
  /**
   * @param {readonly Transition[]} transitions
   * @param {boolean} across
   */
  constructor(transitions, across) {
    this.transitions = transitions;
    this.across = across;
  }

  /**
   * Lays an answer as the rates lie; a single rate, and counts, answer in a column.
   *
   * @param {readonly AnswerCell[]} values
   * @returns {Answer}
   */
  laid(values) {
    return laid(values, this.across);
  }
}

/**
 * @param {readonly AnswerCell[]} values
 * @param {boolean} across
 * @returns {Answer}
 */
function laid(values, across) {
  return across ? [[...values]] : values.map((value) => [value]);
}
