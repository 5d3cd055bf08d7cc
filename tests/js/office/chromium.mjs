/**
 * Chromium with the task pane open in a stub of Excel: the add-in's own files, as a static host
 * would serve them, and Office's real scripts from npm. Nothing goes over a network.
 */

import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const required = createRequire(new URL("../../node/package.json", import.meta.url));
const { chromium } = required("playwright-core");

const OFFICE = fileURLToPath(
  new URL("../../node/node_modules/@microsoft/office-js/dist/", import.meta.url),
);
const ADDIN = fileURLToPath(new URL("../../../addin/office/", import.meta.url));
export const HOST = "https://localhost:3000";
const CDN = "https://appsforoffice.microsoft.com/lib/1/hosted/";
/** How Excel on the Mac opens a page that holds custom functions: the last part asks for them. */
const OPENED = "?_host_Info=Excel$Mac$16.01$en-US$c$$$2";

/** How many milliseconds the browser and a page may take: a machine may be many times slower. */
const PATIENCE = 180_000;

const BROWSERS = ["chromium", "chromium-browser", "google-chrome"];

/** @returns {string | undefined} where a Chromium is installed */
export function browserPath() {
  const folders = (process.env.PATH ?? "").split(":");
  return folders.flatMap((folder) => BROWSERS.map((name) => `${folder}/${name}`)).find(existsSync);
}

let browser = null;

/** Ends the browser; call it when a file's tests are over. */
export async function ended() {
  await browser?.close();
  browser = null;
}

/**
 * Waits until the pane tells of the selected cell; no request to Excel is under way then.
 *
 * @param {any} page
 * @param {string} cell
 */
export async function tellsOf(page, cell) {
  await page.waitForFunction(
    (address) => document.getElementById("why").innerText.includes(address),
    cell,
  );
}

/**
 * Opens the task pane, in the one browser that all share. In a stub of Excel it is filled by then,
 * and tells of the first cell.
 *
 * @param {{ width?: number, height?: number, colorScheme?: "light" | "dark", stub?: boolean,
 *   cellsCall?: boolean, missing?: string }} how a host whose cells call no functions is told by the
 *   window's name; a file that cannot be had
 * @returns {Promise<{ page: any, troubles: string[], asked: string[], close: () => Promise<void> }>}
 */
export async function opened({
  width = 350,
  height = 800,
  colorScheme = "light",
  stub = true,
  cellsCall = true,
  missing = "",
} = {}) {
  browser ??= await chromium.launch({
    executablePath: browserPath(),
    args: ["--no-sandbox"],
    timeout: PATIENCE,
  });
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    deviceScaleFactor: 2,
  });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const troubles = [];
  const asked = [];
  page.on("pageerror", (error) => troubles.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") troubles.push(message.text());
  });
  await page.route("**/*", (route) => {
    const url = route.request().url().split(/[?#]/)[0];
    asked.push(url);
    const local = url.startsWith(`${HOST}/`)
      ? `${ADDIN}${url.slice(HOST.length + 1)}`
      : url.startsWith(CDN) && `${OFFICE}${url.slice(CDN.length)}`;
    // Office's own telemetry is no part of the add-in, and goes nowhere here
    if (url.includes("/telemetry/"))
      return route.fulfill({ contentType: "text/javascript", body: "" });
    if (missing && url.endsWith(missing)) return route.abort();
    return local && existsSync(local) ? route.fulfill({ path: local }) : route.abort();
  });
  if (!cellsCall) await page.addInitScript(() => (window.name = "no custom functions"));
  if (stub) await page.addInitScript({ path: `${here}excel.js` });
  await page.goto(`${HOST}/taskpane.html${stub ? OPENED : ""}`);
  if (stub) await page.waitForFunction(() => window.excel?.ready());
  if (stub) await tellsOf(page, "Sheet1!A1");
  return { page, troubles, asked, close: () => context.close() };
}
