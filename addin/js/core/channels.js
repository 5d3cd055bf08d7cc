/**
 * A target over channels, each with a funnel of its own.
 *
 * Twin of funnel_core/channels.py, where the formula and its sources stand.
 */

import { Fault, InputError, OutOfRange, curedOnce } from "./errors.js";
import { NONE, ONE, lcm, numerator, quotient } from "./exact.js";
import { COUNT, LARGEST_WHOLE, RATE, SHARE, asTyped, isComputed, show } from "./quantities.js";
import { spread } from "./schedule.js";

/**
 * A rate as two whole numbers, and whether it was computed: see `isComputed`.
 *
 * @typedef {object} Ratio
 * @property {bigint} above
 * @property {bigint} below
 * @property {boolean} computed
 */

const TOLERATED = BigInt(10 ** 9);
const SHARES_TOLERANCE = BigInt(10 ** 6);

/**
 * Lists the whole records that each stage of each channel needs to reach a target together.
 *
 * @param {number} target whole records of the last stage, all channels together, from 0 up
 * @param {readonly number[]} shares of the target, one per channel, adding up to 1
 * @param {readonly (readonly number[])[]} rates for each channel its n rates, top first; 1 for a
 *   step that the channel does not have
 * @returns {number[][]} for each channel n + 1 whole numbers, top first
 */
export function channelVolumes(target, shares, rates) {
  COUNT.check("target", target);
  SHARE.checkEach("shares", shares);
  check(shares, rates);
  /** @type {Map<number, Ratio>} */
  const ratios = new Map();
  for (const each of rates) {
    for (const rate of each) if (!ratios.has(rate)) ratios.set(rate, ratioOf(rate));
  }
  const volumes = spread(target, shares).map((needed, channel) =>
    chained(
      needed,
      rates[channel].map((rate) => /** @type {Ratio} */ (ratios.get(rate))),
    ),
  );
  const tooLarge = volumes.flatMap((each, channel) => {
    if (each[0] <= LARGEST_WHOLE) return [];
    const stage = rates[channel].length + 2 - each.length;
    return [new Fault("shares", channel, `needs ${show(each[0])} records in stage ${stage}`)];
  });
  if (tooLarge.length) {
    throw new OutOfRange(
      "'shares' and 'rates' must keep every volume up to 2^53, the most that a cell holds",
      tooLarge,
      "check the target and the rates",
    );
  }
  return volumes.map((each) => each.map(Number));
}

/**
 * @param {readonly number[]} shares
 * @param {readonly (readonly number[])[]} rates
 */
function check(shares, rates) {
  if (!shares.length) throw new InputError("'shares' must hold a share for each channel; got none");
  checkTotal(shares);
  if (rates.length !== shares.length) {
    throw new InputError(
      "'rates' must hold the rates of each channel that 'shares' names; " +
        `got ${rates.length} channels for ${shares.length} shares`,
    );
  }
  const steps = new Set(rates.map((each) => each.length));
  if (steps.size !== 1 || steps.has(0)) {
    throw new InputError(
      "'rates' must hold equally many rates for each channel, at least one; got " +
        `${rates.map((each) => each.length).join(", ")}: write 1 for a step a channel lacks`,
    );
  }
  const faults = rates.flatMap((each, channel) =>
    each.flatMap((rate, step) => {
      const said = RATE.complaint(rate);
      return said === null ? [] : [new Fault("rates", channel, `is ${said}`, step)];
    }),
  );
  if (!faults.length) return;
  const sayings = curedOnce(faults.map(({ said }) => said));
  throw new OutOfRange(
    `'rates' must be ${RATE.plural}`,
    faults.map(({ entry, series }, at) => new Fault("rates", entry, sayings[at], series)),
  );
}

/**
 * Throws unless shares add up to 1 within 1e-6, on the decimals as typed.
 *
 * @param {readonly number[]} shares
 */
function checkTotal(shares) {
  const typed = shares.map(asTyped);
  const scale = lcm(new Set(typed.map((share) => share.d)));
  const total = typed.reduce((sum, share) => sum + numerator(share) * (scale / share.d), NONE);
  const off = total < scale ? scale - total : total - scale;
  if (off * SHARES_TOLERANCE > scale) {
    throw new OutOfRange(
      `'shares' must add up to 1, that is 100%; they add up to ${show(quotient(total, scale))}: ` +
        "give the channels shares of the whole target, a third as =1/3 and not 0.333",
    );
  }
}

/**
 * @param {number} rate
 * @returns {Ratio}
 */
function ratioOf(rate) {
  const typed = asTyped(rate);
  return { above: numerator(typed), below: typed.d, computed: isComputed(typed) };
}

/**
 * Rounds up from the bottom as `roundUp` does, in whole numbers: a million steps take time.
 *
 * Ends at the first volume that no cell holds: further up the digits only grow.
 *
 * @param {number} needed
 * @param {readonly Ratio[]} ratios
 * @returns {bigint[]} top first
 */
function chained(needed, ratios) {
  let volume = BigInt(needed);
  const volumes = [volume];
  for (let step = ratios.length - 1; step >= 0 && volume <= LARGEST_WHOLE; step -= 1) {
    const { above, below, computed } = ratios[step];
    const product = volume * below;
    volume = product / above;
    const rest = product - volume * above;
    if (rest !== NONE && !(computed && rest * TOLERATED <= product)) volume += ONE;
    volumes.push(volume);
  }
  return volumes.reverse();
}
