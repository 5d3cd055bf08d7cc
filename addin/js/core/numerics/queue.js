/** A queue by rank: the lowest first, of equal ones the one that came first. As Python's heapq. */

/**
 * @template T
 * @typedef {object} Entry
 * @property {number} rank
 * @property {number} number
 * @property {T} item
 */

/**
 * A queue that hands out the item of the lowest rank; of equal ranks the one that came first.
 *
 * @template T
 */
export class Queue {
  constructor() {
    /** @type {Entry<T>[]} a binary heap */
    this.heap = [];
    this.number = 0;
  }

  /** @returns {number} */
  get size() {
    return this.heap.length;
  }

  /**
   * Puts an item into the queue.
   *
   * @param {number} rank
   * @param {T} item
   */
  push(rank, item) {
    const { heap } = this;
    const entry = { rank, number: this.number, item };
    this.number += 1;
    let at = heap.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(entry, heap[parent])) break;
      heap[at] = heap[parent];
      at = parent;
    }
    heap[at] = entry;
  }

  /**
   * Takes the first item out of the queue, which must not be empty.
   *
   * @returns {T}
   */
  pop() {
    const { heap } = this;
    const [first] = heap;
    const last = /** @type {Entry<T>} */ (heap.pop());
    if (!heap.length) return first.item;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1], heap[child])) child += 1;
      if (!isBefore(heap[child], last)) break;
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = last;
    return first.item;
  }
}

/**
 * @param {Entry<unknown>} one
 * @param {Entry<unknown>} other
 * @returns {boolean}
 */
function isBefore(one, other) {
  return one.rank === other.rank ? one.number < other.number : one.rank < other.rank;
}
