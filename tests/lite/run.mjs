// Runs Python in the browser's Python, Pyodide, in Node:
//
//     node run.mjs PYODIDE_FOLDER SCRIPT [ZIP ...] < request > answer
//
// PYODIDE_FOLDER is that of the npm package, from version 0.21 on. Python imports from each ZIP (a wheel is
// one), which is unpacked; each stays at /zips under its own name, too. SCRIPT defines run(request),
// which may be async, takes standard input as a text and returns a text. What Python prints goes to
// standard error.
import { readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const UNPACK = `
import sys, zipfile
folder = "/unpacked/" + zip_name
zipfile.ZipFile("/zips/" + zip_name).extractall(folder)
sys.path.insert(0, folder)
`;

async function main([folder, script, ...zips]) {
  // before Pyodide, which opens standard input for itself
  const request = readFileSync(0, "utf8");
  const home = resolve(folder) + "/";
  const { loadPyodide } = await import(pathToFileURL(join(home, "pyodide.mjs")));
  const tell = (line) => process.stderr.write(`${line}\n`);
  const pyodide = await loadPyodide({ indexURL: home, stdout: tell, stderr: tell });
  pyodide.FS.mkdir("/zips");
  for (const zip of zips) {
    pyodide.FS.writeFile(`/zips/${basename(zip)}`, readFileSync(zip));
    pyodide.globals.set("zip_name", basename(zip));
    pyodide.runPython(UNPACK);
  }
  pyodide.runPython(readFileSync(script, "utf8"));
  process.stdout.write(await pyodide.globals.get("run")(request));
}

main(process.argv.slice(2)).catch((error) => {
  // the message alone: Node would quote the line that raised, and Pyodide's lines are a megabyte
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
