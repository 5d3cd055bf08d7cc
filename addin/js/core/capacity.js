/** What a team can handle: reps who start over time. Twin of funnel_core/capacity.py. */

import { InputError } from "./errors.js";
import { NONE } from "./exact.js";
import { convolved, wholeScale } from "./numerics/convolution.js";
import { RECORDS, REPS, SHARE, asFloat } from "./quantities.js";

/**
 * Lists the records that a team can handle per period.
 *
 * @param {readonly number[]} starters reps who start in each period; the first: those already there
 * @param {number} perRep records that a fully ramped rep handles per period
 * @param {readonly number[]} [ramp] shares of that which a new rep reaches, period of start first
 * @returns {number[]} a number of records per period
 */
export function teamCapacity(starters, perRep, ramp = []) {
  REPS.checkEach("starters", starters);
  if (!starters.length) {
    throw new InputError("'starters' must hold a number of reps for each period; got none");
  }
  RECORDS.check("per_rep", perRep);
  SHARE.checkEach("ramp", ramp);
  const [reps, repScale] = wholeScale(starters);
  const [reached, full] = wholeScale([...ramp, 1]);
  const [[each], eachScale] = wholeScale([perRep]);
  const started = [NONE, ...reps.slice(1)];
  const ramping = ramp.length ? convolved(started, reached.slice(0, -1)) : reps.map(() => NONE);
  const scale = repScale * full * eachScale;
  let ramped = reps[0];
  return reps.map((_, period) => {
    if (period >= ramp.length) ramped += started[period - ramp.length];
    return asFloat(each * (ramping[period] + full * ramped), scale);
  });
}
