/** One answer per worksheet function: checked arguments in, the core's answer laid out as cells. */

import { CHANNELS } from "./channels.js";
import { CUSTOMERS } from "./customers.js";
import { EXPERIMENTS } from "./experiments.js";
import { MISSES } from "./misses.js";
import { MONEY } from "./money.js";
import { PLAN } from "./plan.js";
import { TIME } from "./time.js";
import { TRENDS } from "./trends.js";

/** @type {import("../read.js").Answers} */
export const ANSWERS = {
  ...PLAN,
  ...CUSTOMERS,
  ...TIME,
  ...CHANNELS,
  ...MONEY,
  ...MISSES,
  ...TRENDS,
  ...EXPERIMENTS,
};
