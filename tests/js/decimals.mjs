/** Answers sums of decimals, one JSON line each: {"precision", "does", "a", "b"} → [digits, power]. */

import { createInterface } from "node:readline";
import { Arithmetic, Decimal } from "../../addin/js/core/numerics/decimals.js";

/** @param {[string, number]} written */
const decimal = ([digits, power]) => new Decimal(BigInt(digits), power);

for await (const line of createInterface({ input: process.stdin })) {
  const { precision, does, a, b } = JSON.parse(line);
  const { digits, power } = new Arithmetic(precision)[does](
    decimal(a),
    decimal(b),
  );
  process.stdout.write(`${JSON.stringify([String(digits), power])}\n`);
}
