/** Answers calls, one JSON line each, as `funnel call --batch` does: from the twin's own modules. */

import { createInterface } from "node:readline";
import { FunnelError } from "../../addin/js/core/errors.js";
import { call } from "../../addin/js/functions/index.js";

/** @param {string} line {"function", "args"} */
function answered(line) {
  const asked = JSON.parse(line);
  try {
    return { value: call(asked.function, asked.args) };
  } catch (error) {
    if (error instanceof FunnelError) return { error: error.code, message: error.message };
    return { error: "FAILED", message: error.stack };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answered(line))}\n`);
}
