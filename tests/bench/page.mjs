// This module and its peers in one page, turn by turn.
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".wasm": "application/wasm" };
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const document = '<!doctype html><meta charset="utf-8"><title>bench</title><script src="sheetjs.js"></script><script src="exceljs.js"></script>';

/** What was measured, in milliseconds and megabytes: medians of the turns. */
export async function inPage(folder) {
  cpSync(here("node_modules/@e965/xlsx/dist/xlsx.full.min.js"), join(folder, "sheetjs.js"));
  cpSync(here("node_modules/exceljs/dist/exceljs.min.js"), join(folder, "exceljs.js"));
  writeFileSync(join(folder, "index.html"), document);
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://host").pathname;
    try {
      const body = readFileSync(join(folder, path === "/" ? "index.html" : path));
      response.writeHead(200, { "Content-Type": types[extname(path)] ?? "text/html" }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--enable-precise-memory-info", "--js-flags=--expose-gc"],
  });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(0);
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    const start = await startUp(browser, server);
    const small = await page.evaluate(measure, { name: "sample.xlsx", turns: 25 });
    const wrong = await page.evaluate(checks, { name: "wrong.xlsx", turns: 25 });
    const large = await page.evaluate(measure, { name: "large.xlsx", turns: 3 });
    return { browser: browser.version(), start, small, wrong, large };
  } finally {
    await browser.close();
    server.close();
  }
}

/** From nothing to a module that is ready, in a fresh page each time. */
async function startUp(browser, server) {
  const times = [];
  for (let turn = 0; turn < 7; turn += 1) {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/gouji/package.json`);
    times.push(await page.evaluate(async () => {
      const begin = performance.now();
      const { default: init } = await import("/gouji/gouji.js");
      await init();
      return performance.now() - begin;
    }));
    await page.close();
  }
  return times.sort((a, b) => a - b)[3];
}

async function checks({ name, turns }) {
  const { default: init, checkJson } = await import("/gouji/gouji.js");
  await init();
  const bytes = new Uint8Array(await (await fetch(name)).arrayBuffer());
  const times = [];
  let report;
  for (let turn = 0; turn < turns; turn += 1) {
    const begin = performance.now();
    report = checkJson(bytes, name);
    times.push(performance.now() - begin);
  }
  report = JSON.parse(report);
  return { check: times.sort((a, b) => a - b)[turns >> 1], corrections: report.corrections.length, errors: report.counts.errors };
}

async function measure({ name, turns }) {
  const { default: init, checkJson, sheets } = await import("/gouji/gouji.js");
  const { memory } = await init();
  const { XLSX, ExcelJS } = globalThis;
  const bytes = new Uint8Array(await (await fetch(name)).arrayBuffer());
  const held = {};
  const ways = {
    read: () => sheets(bytes, name),
    sheetjs: () => XLSX.read(bytes, { type: "array", cellNF: true, cellText: true }),
    sheetjsDense: () => XLSX.read(bytes, { type: "array", cellNF: true, cellText: true, dense: true }),
    exceljs: () => new ExcelJS.Workbook().xlsx.load(bytes.buffer),
    check: () => checkJson(bytes, name),
  };
  const heap = () => {
    globalThis.gc?.();
    return performance.memory.usedJSHeapSize;
  };
  for (const [way, run] of Object.entries(ways)) {
    const before = heap();
    const result = await run();
    held[way] = (heap() - before) / 2 ** 20;
    if (!result) throw new Error(way);
    if (way === "read") held.module = memory.buffer.byteLength / 2 ** 20;
  }
  held.moduleAfterCheck = memory.buffer.byteLength / 2 ** 20;
  const times = Object.fromEntries(Object.keys(ways).map((way) => [way, []]));
  // Turn by turn, so that whatever else goes on meets all alike.
  for (let turn = 0; turn < turns; turn += 1) {
    for (const [way, run] of Object.entries(ways)) {
      globalThis.gc?.();
      const begin = performance.now();
      await run();
      times[way].push(performance.now() - begin);
    }
  }
  const medians = Object.entries(times).map(([way, all]) => [way, all.sort((a, b) => a - b)[turns >> 1]]);
  return { turns, held, ...Object.fromEntries(medians) };
}
