/** Draws docs/pictures/office/taskpane.png: `node tests/js/office/picture.mjs` from the root. */

import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ended, opened } from "./chromium.mjs";

const PICTURE = fileURLToPath(
  new URL("../../../docs/pictures/office/taskpane.png", import.meta.url),
);
const HEIGHT = 900;

/** Shows the reason of an error and one function, as a person would see them. */
async function pictured(colorScheme, searched, name) {
  const { page } = await opened({ colorScheme, height: HEIGHT });
  await page.evaluate(async () => {
    excel.put("Plan!B9", [["=FUNNEL_REQUIRED(B1,B2:B7)"]]);
    const rates = [[0.01], [47], [0.38], [0.7], [0.5], [0.25]];
    const given = [[[100]], rates, null, null, null, null];
    await excel.invoke("FUNNEL_REQUIRED", given, ["Plan!B1", "Plan!B2:B7"], "Plan!B9");
    excel.select("Plan!B9");
  });
  await page.waitForSelector(".reason");
  await page.fill("#search", searched);
  await page.click(`#${name} summary`);
  await page.waitForSelector(`#${name} .insert`);
  return (await page.screenshot()).toString("base64");
}

const shots = [
  await pictured("light", "target stage", "FUNNEL_REQUIRED"),
  await pictured("dark", "budget", "FUNNEL_ALLOCATE"),
];
const { page } = await opened({ width: 760, height: HEIGHT + 40, stub: false });
const style = "width:350px;border:1px solid #c8cfcb;border-radius:6px";
const images = shots.map((shot) => `<img style="${style}" src="data:image/png;base64,${shot}">`);
await page.setContent(
  `<body style="margin:20px;background:#fff;display:flex;gap:20px">${images.join("")}</body>`,
);
mkdirSync(fileURLToPath(new URL(".", `file://${PICTURE}`)), { recursive: true });
await page.screenshot({ path: PICTURE });
await ended();
