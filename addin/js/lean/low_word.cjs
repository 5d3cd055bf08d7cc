/** What stands for stdlib's setLowWord, which looks for the order of bytes in a dozen packages. */

const number = new Float64Array(1);
const words = new Uint32Array(number.buffer);
number[0] = 1;
const LOW = words[0] === 0 ? 0 : 1;

/**
 * Gives a double with other low 32 bits.
 *
 * @param {number} value
 * @param {number} low
 * @returns {number}
 */
module.exports = function setLowWord(value, low) {
  number[0] = value;
  words[LOW] = low;
  return number[0];
};
