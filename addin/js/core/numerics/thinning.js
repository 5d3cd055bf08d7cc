/**
 * How many of x records take a learnt step, for x that is uncertain itself, number by number.
 *
 * Twin of funnel_core/numerics/thinning.py, where the recurrence stands.
 */

/**
 * Gives the distribution of how many take a step whose rate is learnt.
 *
 * @param {Float64Array} values the probability of each number of records, from 0 up
 * @param {number} advanced how many were counted to take the step
 * @param {number} rest how many were counted not to take it
 * @returns {Float64Array} the probability of each number that takes it, from 0 up, as many
 */
export function thinned(values, advanced, rest) {
  const passed = Float64Array.from(values);
  // P(z) as P(z + 1) and a correction: where p is 0, P(z) hardly changes, and rounds hardly.
  for (let times = 0; times <= rest; times += 1) {
    const before = advanced + times;
    const alpha = before + 1;
    let more = 0;
    for (let z = passed.length - 1; z >= 0; z -= 1) {
      more += (alpha * passed[z] - before * more) / (z + alpha);
      passed[z] = more;
    }
  }
  return passed;
}
