// The page and the package in Chromium 80, the oldest browser that they are for.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";
import { launch, open } from "./browser.mjs";

const { GOUJI, GOUJI_SITE, GOUJI_MODULE, GOUJI_SCRATCH } = process.env;
const sample = "web/samples/sample.xlsx";
const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm", ".css": "text/css" };
const script = `import init, { checkJson } from "/module/gouji.js";
  (async () => {
    await init();
    const bytes = new Uint8Array(await (await fetch("/sample.xlsx")).arrayBuffer());
    document.title = JSON.parse(checkJson(bytes, "sample.xlsx")).sentence;
  })().catch((error) => { document.title = String(error); });`;
const own = {
  "/plain.html": '<!doctype html><meta charset="utf-8"><title>page</title><script type="module" src="/plain.js"></script>',
  "/plain.js": script,
};

let browser;
let server;
let origin;
let sentence;

before(async () => {
  const run = spawnSync(GOUJI, ["check", "--json", sample], { encoding: "utf8", maxBuffer: 1 << 28 });
  sentence = JSON.parse(run.stdout).sentence;
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://host");
    const name = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    const path = name === "/sample.xlsx" ? sample : name.startsWith("/module/") ? join(GOUJI_MODULE, name.slice(8)) : join(GOUJI_SITE, name);
    try {
      const body = own[name] ?? readFileSync(path);
      response.writeHead(200, { "Content-Type": types[extname(name)] ?? "application/octet-stream" }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  origin = `http://127.0.0.1:${server.address().port}`;
  browser = await launch(GOUJI_SCRATCH);
});

after(() => {
  browser?.close();
  server?.close();
});

test("it is that browser", async () => {
  const page = await open(browser, `${origin}/plain.html`);
  assert.match(await page.ask("navigator.userAgent"), /Chrome\/80\./);
});

test("the package checks the sample", async () => {
  const page = await open(browser, `${origin}/plain.html`);
  assert.equal(await page.until("document.title !== 'page' && document.title"), sentence, page.complaints.join("\n"));
});

test("the page checks its sample", async () => {
  const page = await open(browser, `${origin}/`);
  await page.until("[...document.querySelectorAll('button')].some((button) => button.textContent.includes('试用样例'))");
  await page.ask("[...document.querySelectorAll('button')].find((button) => button.textContent.includes('试用样例')).click()");
  assert.equal(await page.until("document.querySelector('.verdict .sentence')?.innerText"), sentence);
  assert.equal(await page.ask("location.pathname"), "/old.html");
  const high = await page.until("document.querySelector('.sheet-scroll .book') && document.querySelector('.sheet-scroll').offsetHeight");
  assert.ok(high > 100, `the table is ${high} pixels high`);
  const apart = await page.ask("(([one, other]) => other.getBoundingClientRect().left - one.getBoundingClientRect().right)(document.querySelectorAll('.counts > *'))");
  assert.ok(apart >= 4, `counts are ${apart} pixels apart`);
  const unexpected = page.complaints.filter((complaint) => !/wasm-unsafe-eval/.test(complaint));
  assert.deepEqual(unexpected, []);
});
