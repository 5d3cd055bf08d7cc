/**
 * The points of a block of a distribution, and their weights. Twin of the second half of
 * funnel_core/numerics/blocks.py.
 */

import { roundEven } from "./doubles.js";

export const POINTS = 24;

/** The points of a block of some size, weights that sum over it, and interpolation weights. */
class Rule {
  /**
   * @param {number[]} nodes offsets, ascending
   * @param {number[]} weights
   * @param {number[]} barycentric
   */
  constructor(nodes, weights, barycentric) {
    this.nodes = nodes;
    this.weights = weights;
    this.barycentric = barycentric;
  }

  /**
   * Gives how much the value at each point counts for the value at a place.
   *
   * @param {number} place
   * @returns {number[]}
   */
  sharesAt(place) {
    if (this.nodes.includes(place)) return this.nodes.map((node) => (node === place ? 1 : 0));
    const shares = this.nodes.map((node, at) => this.barycentric[at] / (place - node));
    const total = added(shares);
    return shares.map((share) => share / total);
  }
}

/** @type {Map<number, Rule>} by the size of a block: 24, 48, 96, … */
const rules = new Map();

/** @type {Map<number, number[][]>} */
const halvings = new Map();

/**
 * Gives the matrix that takes a block's values to its lower half's; the upper's mirrors it.
 *
 * @param {number} size
 * @returns {number[][]}
 */
export function halving(size) {
  let matrix = halvings.get(size);
  if (matrix === undefined) {
    const points = rule(size);
    matrix = rule(size / 2).nodes.map((node) => points.sharesAt(node));
    halvings.set(size, matrix);
  }
  return matrix;
}

/**
 * Gives the points of a block, Chebyshev's on different whole numbers, and their weights, which are
 * exact for polynomials up to degree 23.
 *
 * @param {number} size
 * @returns {Rule}
 */
export function rule(size) {
  let found = rules.get(size);
  if (found === undefined) {
    found = ruled(size);
    rules.set(size, found);
  }
  return found;
}

/**
 * @param {number} size
 * @returns {Rule}
 */
function ruled(size) {
  /** @type {number[]} */
  const half = [];
  for (let k = 0; k < POINTS / 2; k += 1) {
    const angle = ((2 * k + 1) * Math.PI) / (2 * POINTS);
    const place = roundEven((size / 2) * (1 - Math.cos(angle)) - 0.5);
    half.push(Math.max(place, half.length ? half[half.length - 1] + 1 : 0));
  }
  const nodes = [...half, ...half.map((node) => size - 1 - node).reverse()];
  const scaled = nodes.map((node) => (2 * node - size + 1) / size);
  const barycentric = scaled.map(
    (x) => 1 / scaled.reduce((product, y) => (y === x ? product : product * (2 * (x - y))), 1),
  );
  if (size === POINTS)
    return new Rule(
      nodes,
      nodes.map(() => 1),
      barycentric,
    );
  return new Rule(nodes, summing(size, scaled), barycentric);
}

/**
 * Gives weights that sum Gram's polynomials, orthogonal on the block's whole numbers, to 0 but for
 * the first, which is 1.
 *
 * @param {number} size
 * @param {readonly number[]} scaled the points
 * @returns {number[]}
 */
function summing(size, scaled) {
  /** @type {number[][]} */
  const rows = [];
  let before = scaled.map(() => 0);
  let row = scaled.map(() => 1);
  let norm = 0;
  for (let j = 1; j <= POINTS; j += 1) {
    rows.push(row);
    const after = Math.sqrt((j * j * (1 - (j / size) ** 2)) / (4 * j * j - 1));
    const next = scaled.map((x, at) => (x * row[at] - norm * before[at]) / after);
    [before, row, norm] = [row, next, after];
  }
  return solved(
    rows,
    rows.map((_, at) => (at ? 0 : size)),
  );
}

/**
 * Solves linear equations by elimination with the largest pivot of each column.
 *
 * @param {readonly (readonly number[])[]} rows
 * @param {readonly number[]} right
 * @returns {number[]}
 */
function solved(rows, right) {
  const table = rows.map((row, at) => [...row, right[at]]);
  const size = table.length;
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let row = column + 1; row < size; row += 1) {
      if (Math.abs(table[row][column]) > Math.abs(table[pivot][column])) pivot = row;
    }
    [table[column], table[pivot]] = [table[pivot], table[column]];
    const lead = table[column];
    for (let row = 0; row < size; row += 1) {
      if (row === column) continue;
      const factor = table[row][column] / lead[column];
      table[row] = table[row].map((x, at) => x - factor * lead[at]);
    }
  }
  return table.map((row, at) => row[size] / row[at]);
}

/**
 * @param {readonly number[]} values
 * @returns {number}
 */
export function added(values) {
  let total = 0;
  for (let at = 0; at < values.length; at += 1) total += values[at];
  return total;
}
