// A browser, a page that tolerates no stray request or console message, and the command to compare with.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { chromium } from "playwright-core";

/** Where the page is served. */
export const address = new URL(process.env.GOUJI_URL ?? "http://127.0.0.1:8080/").href;
const command = process.env.GOUJI ?? "gouji";

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** Opens the page, lets `use` have it, and fails on any foreign request, console error or policy violation. */
export async function withPage(browser, use, options = {}) {
  const { width = 1280, height = 800, expected = [], hash = "", ready = "#app .privacy", origins = [], settings } = options;
  // A service worker answers out of sight of routes and of requests that are counted.
  const { serviceWorkers = "block", address: start = address } = options;
  const context = await browser.newContext({ viewport: { width, height }, acceptDownloads: true, locale: "zh-CN", serviceWorkers });
  context.setDefaultTimeout(60_000);
  if (settings) await context.addInitScript((settings) => localStorage.setItem("gouji.settings", settings), settings);
  const page = await context.newPage();
  const complaints = [];
  const own = [start, ...origins].map((place) => new URL(place).origin);
  context.on("request", (request) => {
    const url = request.url();
    if (!/^(blob|data):/.test(url) && !own.includes(new URL(url).origin)) complaints.push(`request to ${url}`);
  });
  page.on("console", (message) => {
    const blocked = serviceWorkers === "block" && /Service Worker registration blocked/.test(message.text());
    if (["error", "warning"].includes(message.type()) && !blocked) complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error}`));
  try {
    await page.goto(start + hash);
    await page.locator(ready).first().waitFor();
    await use(page);
    const unexpected = complaints.filter((complaint) => !expected.some((pattern) => pattern.test(complaint)));
    assert.deepEqual(unexpected, []);
  } finally {
    await context.close();
  }
}

/** Waits until something is so; fails when it does not come about. */
export async function until(check) {
  const end = Date.now() + 60_000;
  while (!(await check())) {
    if (Date.now() > end) assert.fail(`not so after a minute: ${check}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Gives the page a file through its file input. */
export async function choose(page, name, bytes) {
  await page.locator("input[type=file]").first().setInputFiles({ name, mimeType: "", buffer: Buffer.from(bytes) });
}

/** Drops a file on the page as the operating system does. */
export async function drop(page, name, bytes) {
  await inFolder({ name, bytes }, (path) => dropPaths(page, [path]));
}

/** Drops files and folders on the page as the operating system does. */
export async function dropPaths(page, files) {
  await letFall(page, files);
  await page.locator(".verdict, .failure, .outcomes").first().waitFor();
}

/** Only drops them: what the page makes of them is not waited for. */
export async function letFall(page, files) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await session.send("Input.dispatchDragEvent", { type, x: 300, y: 300, data });
  }
}

/** Lets `use` have a folder of these files, by their paths in it. */
export async function withFolder(files, use) {
  const folder = mkdtempSync(join(tmpdir(), "gouji-"));
  try {
    for (const [path, bytes] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The text of the verdict, once a file with this name has been checked. */
export async function verdict(page, name) {
  await page.locator(".source", { hasText: name }).waitFor();
  return page.locator(".verdict .sentence").innerText();
}

/** A sentence of the report as the page shows it: with true minus signs. */
export const shown = (sentence) => sentence.replace(/(^|[ \u3000(（“：，、=])-(?=\d)/g, "$1−");

/** Opens the group that a finding stands in and chooses the finding. */
export async function follow(page, message) {
  const finding = page.locator(".finding").filter({ has: page.getByText(shown(message), { exact: true }) }).first();
  const group = page.locator(".findings .group").filter({ has: finding });
  if (!(await group.evaluate((details) => details.open))) await group.locator("> summary").click();
  await finding.locator("button.finding-link").click();
}

/** Fails unless this cell has the focus, is marked, and lies uncovered in the viewport. */
export async function assertReached(page, { table, cell }) {
  const id = `${table}!${cell}`;
  await page.waitForFunction((id) => document.activeElement?.closest("td, th, span[id]")?.id === id, id);
  const seen = await page.evaluate((id) => {
    const element = document.getElementById(id);
    const box = element.getBoundingClientRect();
    const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return { chosen: element.classList.contains("chosen"), uncovered: element.contains(top), hash: location.hash };
  }, id);
  assert.deepEqual(seen, { chosen: true, uncovered: true, hash: `#${id}` });
}

/** Presses a button that saves a file; gives its name and text. */
export async function download(page, button) {
  const tab = page.getByRole("tab", { name: "下载" });
  await tab.click();
  const [saved] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button }).click()]);
  const stream = await saved.createReadStream();
  return { name: saved.suggestedFilename(), text: Buffer.concat(await stream.toArray()).toString("utf8") };
}

/** What the command prints for a file; a status of 2 fails. */
export function commandReport(name, bytes) {
  return inFolder({ name, bytes }, (path) => {
    const { status, stdout, stderr, error } = spawnSync(command, ["check", "--json", path], { encoding: "utf8", maxBuffer: 1 << 28 });
    assert.ok(status === 0 || status === 1, `gouji check: ${error ?? stderr}`);
    return stdout.replace(/\n$/, "");
  });
}

/** Whether the command refuses a file with a sentence like this. */
export function refuses(name, bytes, sentence) {
  return inFolder({ name, bytes }, (path) => {
    const { status, stderr } = spawnSync(command, ["check", "--json", path], { encoding: "utf8", maxBuffer: 1 << 28 });
    return status === 2 && sentence.test(stderr);
  });
}

/** A schema as the command prints it. */
export function schema(kind) {
  const { status, stdout, stderr, error } = spawnSync(command, ["schema", kind], { encoding: "utf8" });
  assert.equal(status, 0, `gouji schema: ${error ?? stderr}`);
  return JSON.parse(stdout);
}

function inFolder({ name, bytes }, use) {
  const folder = mkdtempSync(join(tmpdir(), "gouji-"));
  const path = join(folder, name);
  const clear = () => rmSync(folder, { recursive: true });
  writeFileSync(path, bytes);
  let result;
  try {
    result = use(path);
  } catch (error) {
    clear();
    throw error;
  }
  if (result instanceof Promise) return result.finally(clear);
  clear();
  return result;
}
