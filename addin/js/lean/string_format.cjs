/** What stands where stdlib would format its errors: their text, as it is. */

/**
 * @param {string} text
 * @returns {string}
 */
module.exports = function format(text) {
  return text;
};
