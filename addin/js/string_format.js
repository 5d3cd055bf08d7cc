/** What stands where stdlib would format its errors: their text, as it is. */

/**
 * @param {string} text
 * @returns {string}
 */
export default function format(text) {
  return text;
}
