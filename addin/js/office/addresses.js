/** Addresses as Excel writes them: Sheet1!A1:B9, 'Bob''s plan'!$C$2. */

const OTHER_BOOK = "[";

/**
 * Parts an address into its sheet and its cells; null where it is of another workbook, or none.
 *
 * @param {string} address
 * @returns {{ sheet: string, cells: string } | null}
 */
export function parted(address) {
  const mark = address.lastIndexOf("!");
  if (mark < 1) return null;
  let sheet = address.slice(0, mark);
  if (sheet.startsWith("'")) sheet = sheet.slice(1, -1).replace(/''/g, "'");
  return sheet.includes(OTHER_BOOK) ? null : { sheet, cells: address.slice(mark + 1) };
}

/**
 * Writes the address of one cell always alike, so that two can be compared.
 *
 * @param {string} address
 * @returns {string}
 */
export function alike(address) {
  const place = parted(address);
  if (!place) return address.replace(/\$/g, "").toUpperCase();
  return `${place.sheet}!${place.cells.replace(/\$/g, "")}`.toUpperCase();
}
