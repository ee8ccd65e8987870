import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import * as support from "./support.mjs";

const MEGABYTE = 2 ** 20;
const rows = 100_000;
const spoiledRows = 2000;

const folder = mkdtempSync(join(tmpdir(), "gouji-"));

// Files are given by their paths: handing over the content would itself keep the page busy.
const path = (name) => join(folder, `${name}.xlsx`);
const choose = (page, name) => page.locator("input[type=file]").first().setInputFiles(path(name));

let browser;
before(async () => {
  for (const [name, ...size] of [["small", 1000, 0], ["sound", rows, 0], ["spoiled", rows, spoiledRows]]) {
    writeFileSync(path(name), made(...size));
  }
  browser = await support.launch();
});
after(async () => {
  rmSync(folder, { recursive: true });
  await browser?.close();
});

/** A workbook with one table of projects, written by the fixtures. */
function made(count, faults) {
  const words = ["run", "--quiet", "--package", "gouji-fixtures", "--example", "projects", "--", String(count), String(faults)];
  const cwd = fileURLToPath(new URL("../../", import.meta.url));
  const { status, stdout, stderr } = spawnSync("cargo", words, { cwd, maxBuffer: 64 * MEGABYTE });
  assert.equal(status, 0, stderr.toString());
  return stdout;
}

/** Gives the page a file, lets its worker tell its memory, and counts how long the page stands still. */
async function watch(page, name) {
  await page.route("**/worker_loader.js", (route) =>
    route.fulfill({
      contentType: "text/javascript",
      body: `importScripts("./worker.js");
        wasm_bindgen({ module_or_path: "./worker_bg.wasm" }).then((module) => { self.memory = module.memory; });`,
    }),
  );
  await page.reload();
  await page.waitForTimeout(500);
  await page.evaluate(() => {
    window.blocks = [];
    new PerformanceObserver((list) => window.blocks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: "longtask" });
  });
  const start = Date.now();
  await choose(page, name);
  await page.locator(".source", { hasText: `${name}.xlsx` }).waitFor({ timeout: 60_000 });
  return Date.now() - start;
}

const longest = (page) => page.evaluate(() => Math.max(0, ...window.blocks));
const memory = async (page) => (await page.workers()[0].evaluate(() => self.memory.buffer.byteLength)) / MEGABYTE;
const drawn = (page) => page.locator(".book tbody.block tr").count();

/** Scrolls the table to a share of its height and waits for rows there. */
async function scrollTo(page, share) {
  await page.locator(".sheet-scroll").evaluate((scroll, share) => (scroll.scrollTop = scroll.scrollHeight * share), share);
  await page.waitForFunction(() => {
    const box = document.querySelector(".sheet-scroll").getBoundingClientRect();
    return document.elementFromPoint(box.x + 200, box.y + box.height - 60)?.closest("tbody.block");
  });
}

test(`${rows} rows are checked and looked through without the page standing still`, (t) =>
  support.withPage(browser, async (page) => {
    const time = await watch(page, "sound");
    const checkedIn = await memory(page);
    assert.ok((await drawn(page)) < 300);
    for (const share of [0.3, 0.999, 0.5, 0.001]) {
      await scrollTo(page, share);
      assert.ok((await drawn(page)) < 300);
    }
    await scrollTo(page, 1);
    await page.locator(".book tbody.block tr").last().getByText("总计").waitFor();
    const block = await longest(page);
    t.diagnostic(`verdict after ${time} ms, ${checkedIn.toFixed()} MB of the module, page still for ${block.toFixed()} ms at most`);
    assert.ok(checkedIn < 600, `${checkedIn} MB`);
  }));

test("a finding far below leads to its cell, and long lists grow when asked", (t) =>
  support.withPage(browser, async (page) => {
    const time = await watch(page, "spoiled");
    t.diagnostic(`verdict after ${time} ms, ${(await memory(page)).toFixed()} MB of the module`);
    const errors = page.locator(".findings .group.error");
    assert.match(await errors.locator("> summary").innerText(), /\(2\d{3}\)/);
    assert.equal(await errors.locator(".finding").count(), 100);
    await errors.getByRole("button", { name: "显示更多" }).click();
    await errors.locator(".finding").nth(199).waitFor();
    const finding = errors.locator(".finding").nth(150);
    const [, cell] = (await finding.innerText()).match(/表7 (F\d+)/);
    await finding.locator("button.finding-link").click();
    await page.locator(".inspector h2", { hasText: cell }).waitFor();
    await support.assertReached(page, { table: "T7", cell });
    await page.getByRole("tab", { name: "图表" }).click();
    const projects = page.locator(".chart", { hasText: "按项目" }).last();
    await projects.locator(".picture svg").waitFor();
    assert.equal(await projects.locator(".bar").count(), 40);
    const block = await longest(page);
    t.diagnostic(`page still for ${block.toFixed()} ms at most`);
  }));

test("a long check is stopped at once, and what was shown is there again when it is wanted", () =>
  support.withPage(browser, async (page) => {
    await choose(page, "small");
    const sentence = await support.verdict(page, "small.xlsx");
    await choose(page, "sound");
    await page.locator(".stages .now").waitFor();
    await page.getByRole("button", { name: "取消" }).click();
    await page.locator(".progress").waitFor({ state: "detached" });
    assert.equal(await page.locator(".verdict .sentence").innerText(), sentence);
    await scrollTo(page, 0.9);
    assert.equal(await support.verdict(page, "small.xlsx"), sentence);
  }));
