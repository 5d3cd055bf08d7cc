/** Times calls of the twin: {"function", "args", "calls"} a line, the seconds of one call a line. */

import { createInterface } from "node:readline";
import { performance } from "node:perf_hooks";
import { call } from "../../addin/js/functions/index.js";

const ROUNDS = 3;

/** @param {{function: string, args: unknown[], calls: number}} asked */
function shortest(asked) {
  let least = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    for (let done = 0; done < asked.calls; done += 1) call(asked.function, asked.args);
    least = Math.min(least, performance.now() - start);
  }
  return least / 1e3 / asked.calls;
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${shortest(JSON.parse(line))}\n`);
}
