/** Bundles what the hosts load: one script each, the same to the byte on any machine. */

import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));

/** What stands for parts of stdlib that bring much along for little. */
const LEAN = {
  "@stdlib/string-format": "./lean/string_format.cjs",
  "@stdlib/math-base-special-exp": "./lean/exp.cjs",
  "@stdlib/number-float64-base-set-low-word": "./lean/low_word.cjs",
};

/**
 * Bundles one entry.
 *
 * @param {string} entry its path in this folder
 * @param {import("esbuild").BuildOptions} options what is particular to its host
 * @returns {Promise<string>} the script
 */
export async function bundled(entry, options) {
  const result = await build({
    absWorkingDir: here,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    legalComments: "none",
    charset: "utf8",
    write: false,
    logLevel: "warning",
    alias: LEAN,
    ...options,
  });
  return result.outputFiles[0].text;
}

const [entry, options = "{}"] = process.argv.slice(2);
if (entry) process.stdout.write(await bundled(entry, JSON.parse(options)));
