/**
 * What a number must keep to, and how it is said what was got instead.
 *
 * Twin of funnel_core/bounds.py; numbers are written as Python writes them.
 */

import { Fault, InputError, OutOfRange, curedOnce } from "./errors.js";
import { Fraction, toNumber } from "./exact.js";

const LONGEST_TOLD = 50;
const SHOWN_DIGITS = 15;

/**
 * @typedef {object} Bounds
 * @property {number} [above] a strict bound
 * @property {number} [atLeast]
 * @property {number} [below] a strict bound
 * @property {number} [atMost]
 * @property {boolean} [whole]
 * @property {string} [cure] what to write instead
 */

/** What a number stands for and the bounds that it must keep. */
export class Quantity {
  /**
   * @param {string} one how one is called in a sentence
   * @param {string} plural how the bounds are put in a sentence: "shares above 0 and up to 1"
   * @param {Bounds} [bounds]
   */
  constructor(one, plural, bounds = {}) {
    this.one = one;
    this.plural = plural;
    this.bounds = bounds;
  }

  /**
   * Says what is wrong with a number, or gives null where nothing is.
   *
   * @param {number} value
   * @returns {string | null}
   */
  complaint(value) {
    const { above, atLeast, below, atMost, whole } = this.bounds;
    const keeps =
      Number.isFinite(value) &&
      !(above !== undefined && value <= above) &&
      !(atLeast !== undefined && value < atLeast) &&
      !(below !== undefined && value >= below) &&
      !(atMost !== undefined && value > atMost) &&
      !(whole && !Number.isInteger(value));
    return keeps ? null : `${show(value)}${this.hint(value)}`;
  }

  /**
   * Throws `OutOfRange` unless a number keeps the bounds.
   *
   * @param {string} name
   * @param {unknown} value
   */
  check(name, value) {
    if (typeof value !== "number") {
      throw new InputError(`'${name}' must be ${this.one}; got ${told(value)}: write a number`);
    }
    const complaint = this.complaint(value);
    if (complaint !== null) throw new OutOfRange(`'${name}' must be ${this.one}; got ${complaint}`);
  }

  /**
   * Throws one error that names every entry of a list that does not keep the bounds.
   *
   * @param {string} name
   * @param {readonly number[]} values
   */
  checkEach(name, values) {
    /** @type {[number, string][]} */
    const wrong = [];
    values.forEach((value, entry) => {
      const complaint = this.complaint(value);
      if (complaint) wrong.push([entry, `is ${complaint}`]);
    });
    if (!wrong.length) return;
    const sayings = curedOnce(wrong.map(([, said]) => said));
    const faults = wrong.map(([entry], at) => new Fault(name, entry, sayings[at]));
    throw new OutOfRange(`'${name}' must be ${this.plural}`, faults);
  }

  /**
   * @param {number} value
   * @returns {string}
   */
  hint(value) {
    if (!Number.isFinite(value)) return ": write a number below 1.8e+308";
    const { above, atLeast, below, atMost, cure } = this.bounds;
    const lowest = above ?? atLeast;
    const highest = below ?? atMost;
    const isShare = lowest === 0 && highest !== undefined && highest <= 1;
    if (isShare && 2 <= value && value <= 100) {
      const share = value / 100;
      if (this.complaint(share) === null) return `: write ${show(value)}% or ${show(share)}`;
    }
    return cure ? `: ${cure}` : "";
  }
}

/**
 * Writes in a few words what was got in a number's place.
 *
 * @param {unknown} value
 * @returns {string}
 */
export function told(value) {
  if (typeof value === "number" || typeof value === "bigint") return show(value);
  if (value instanceof Fraction) return show(value);
  const text = written(value);
  return text.length <= LONGEST_TOLD ? text : `${text.slice(0, LONGEST_TOLD - 2)}…`;
}

/**
 * Writes a number as a person would: 47, 0.47, 1e+20.
 *
 * @param {number | bigint | Fraction} value
 * @returns {string}
 */
export function show(value) {
  if (typeof value === "number") return general(value, SHOWN_DIGITS);
  const nearest = typeof value === "bigint" ? Number(value) : toNumber(value);
  return Number.isFinite(nearest) ? general(nearest, SHOWN_DIGITS) : "a number beyond 1.8e+308";
}

/**
 * Writes a number with so many significant digits, as Python's format "g" does.
 *
 * @param {number} value
 * @param {number} digits
 * @returns {string}
 */
export function general(value, digits) {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const [mantissa, power] = evenly(value, digits).split("e");
  return placed(mantissa.replace(".", ""), Number(power), digits);
}

/**
 * Rounds to so many digits, a tie to the even one, as Python does and JavaScript does not.
 *
 * @param {number} value
 * @param {number} digits
 * @returns {string} in the form 1.5e+3
 */
function evenly(value, digits) {
  const rounded = value.toExponential(digits - 1);
  const longer = value.toExponential(Math.min(digits + 24, 100));
  const beyond = longer.slice(0, longer.indexOf("e")).replace(/[-.]/g, "").slice(digits);
  if (!/^50*$/.test(beyond)) return rounded;
  const cut = longer.replace(/[-.]/g, "").slice(0, digits);
  if (Number(cut[digits - 1]) % 2) return rounded;
  const sign = value < 0 ? "-" : "";
  const point = digits > 1 ? `${cut[0]}.${cut.slice(1)}` : cut;
  return `${sign}${point}${longer.slice(longer.indexOf("e"))}`;
}

/**
 * Sets the point, or the power of ten where the number is very large or small.
 *
 * @param {string} signed the digits, behind their sign
 * @param {number} power of ten, of the first digit
 * @param {number} digits from which power on the power is written
 * @returns {string}
 */
function placed(signed, power, digits) {
  const sign = signed.startsWith("-") ? "-" : "";
  const significant = signed.slice(sign.length).replace(/0+$/, "");
  if (power < -4 || power >= digits) {
    const rest = significant.slice(1);
    const exponent = String(Math.abs(power)).padStart(2, "0");
    const point = rest ? `.${rest}` : "";
    return `${sign}${significant[0]}${point}e${power < 0 ? "-" : "+"}${exponent}`;
  }
  if (power < 0) return `${sign}0.${"0".repeat(-power - 1)}${significant}`;
  const whole = significant.slice(0, power + 1).padEnd(power + 1, "0");
  const rest = significant.slice(power + 1);
  return `${sign}${whole}${rest ? `.${rest}` : ""}`;
}

/**
 * Writes a value of any kind as Python does, on one line.
 *
 * @param {unknown} value
 * @returns {string}
 */
function written(value) {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return quoted(value).split(/\s+/).join(" ");
  if (Array.isArray(value)) return `[${value.map(told).join(", ")}]`;
  return String(value);
}

/**
 * @param {string} text
 * @returns {string}
 */
function quoted(text) {
  const escaped = text
    .replace(/\\/g, "\\\\")
    .replace(/\n/g, "\\n")
    .replace(/\r/g, "\\r")
    .replace(/\t/g, "\\t");
  if (escaped.includes("'") && !escaped.includes('"')) return `"${escaped}"`;
  return `'${escaped.replace(/'/g, "\\'")}'`;
}

/** @param {number} whole @returns {string} 1,000 for 1000 */
export function grouped(whole) {
  return String(whole).replace(/\B(?=(\d{3})+$)/g, ",");
}
