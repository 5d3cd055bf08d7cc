/**
 * Answers worksheet functions as Excel would: calls in as JSON lines, {"function", "args", "blank"},
 * answers out, one a line. Each argument is typed into cells of a sheet of its own, and handed over
 * as Excel hands them over: one cell as a range of one, errors as objects, and empty cells as `blank`
 * says, 0 on a desktop and null on the web.
 */

import { createInterface } from "node:readline";
import { ended, opened } from "./chromium.mjs";

const calls = [];
for await (const line of createInterface({ input: process.stdin })) calls.push(JSON.parse(line));

const { page, troubles, close } = await opened();
const answers = await page.evaluate(
  (asked) =>
    Promise.all(
      asked.map(({ function: name, args, count, blank }, at) => {
        const sheet = `Case ${at}'s`;
        const [values, addresses] = [[], []];
        let left = 1;
        for (const argument of args) {
          if (argument === null) {
            values.push(null);
            addresses.push(null);
            continue;
          }
          const lists = Array.isArray(argument) && argument.some(Array.isArray);
          const rows = lists ? argument : [Array.isArray(argument) ? argument : [argument]];
          addresses.push(excel.typed(sheet, left, rows));
          values.push(rows.map((row) => row.map((cell) => excel.handed(cell, blank))));
          left += rows[0].length + 1;
        }
        while (values.length < count) {
          values.push(null);
          addresses.push(null);
        }
        return excel.invoke(name, values, addresses, excel.typed(sheet, left, [[null]]));
      }),
    ),
  calls,
);
for (const answer of answers) process.stdout.write(`${JSON.stringify(answer)}\n`);
await close();
await ended();
if (troubles.length) throw new Error(troubles.join("\n"));
