import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { encrypted, gradeBook, noise, workbooks } from "./files.mjs";
import * as support from "./support.mjs";

let browser;
before(async () => {
  browser = await support.launch();
});
after(() => browser.close());

const sound = workbooks.find((workbook) => !workbook.skip);

const refused = {
  "an empty file": ["空.xlsx", Buffer.alloc(0), /空/],
  "random bytes": ["乱码.xlsx", noise(), /./],
  "a truncated workbook": ["半个.xlsx", sound?.bytes.subarray(0, sound.bytes.length / 2), /./],
  "a workbook without budget tables": ["成绩单.xlsx", gradeBook(), /没有找到|成绩单/],
  "an encrypted workbook": ["加密.xlsx", encrypted(), /加密|密码/],
};

async function assertRefused(page, name, words) {
  const note = page.locator(".failure").filter({ hasText: name });
  await note.waitFor();
  await page.waitForFunction(() => document.activeElement?.classList.contains("failure"));
  const message = await note.locator(".failure-message").innerText();
  assert.match(message, words);
  assert.match(message, /^[^\n]*[\u4e00-\u9fff][^\n]*。$/, "one clear sentence in Chinese");
}

for (const [kind, [name, bytes, words]] of Object.entries(refused)) {
  test(`${kind} is refused in one sentence, on the start page and after a result`, (t) =>
    support.withPage(browser, async (page) => {
      if (!sound) return t.skip("no sound workbook is here");
      await support.drop(page, name, bytes);
      await assertRefused(page, name, words);
      await page.getByRole("button", { name: "试用样例" }).waitFor();
      await support.choose(page, sound.name, sound.bytes);
      const sentence = await support.verdict(page, sound.name);
      assert.equal(await page.locator(".failure").count(), 0);
      await support.choose(page, name, bytes);
      await assertRefused(page, name, words);
      assert.equal(await page.locator(".verdict .sentence").innerText(), sentence);
      await page.getByRole("button", { name: "知道了" }).click();
      await page.locator(".table-link").first().click();
      await page.locator(".book").waitFor();
    }));
}

const pretend = (page, onMessage) =>
  page.route("**/worker_loader.js", (route) =>
    route.fulfill({
      contentType: "text/javascript",
      body: `onmessage = ({ data: [{ check: { id } }] }) => { ${onMessage} }; postMessage([{ ready: {} }]);`,
    }),
  );

test("a check that takes long can be stopped, and the next one runs", (t) =>
  support.withPage(browser, async (page) => {
    if (!sound) return t.skip("no sound workbook is here");
    await pretend(page, `postMessage([{ progress: { id, stage: "checking" } }])`);
    await page.reload();
    await support.choose(page, "慢.xlsx", sound.bytes);
    await page.locator(".stages .now", { hasText: "核对勾稽" }).waitFor();
    await page.getByRole("button", { name: "取消" }).click();
    assert.equal(await page.locator(".progress").count(), 0);
    await support.choose(page, "慢.xlsx", sound.bytes);
    await page.locator(".stages .now", { hasText: "核对勾稽" }).waitFor();
    await page.unroute("**/worker_loader.js");
    await page.keyboard.press("Escape");
    await page.locator(".progress").waitFor({ state: "detached" });
    await support.choose(page, sound.name, sound.bytes);
    await support.verdict(page, sound.name);
  }));

test("of several files those that are done stay when the check is stopped", (t) =>
  support.withPage(browser, async (page) => {
    if (!sound) return t.skip("no sound workbook is here");
    const { sentence, verdict, counts, unit } = JSON.parse(support.commandReport(sound.name, sound.bytes));
    const read = { unit: unit.name, verdict, sentence, tables: 1, counts };
    const outcomes = JSON.stringify([{ name: "3.xlsx", folder: "", files: [2], result: { read } }, { name: "2.xlsx", folder: "", files: [1], result: { refused: { message: "不行。" } } }]);
    await pretend(page, `postMessage([{ finished: { id, outcomes: ${outcomes} } }]); postMessage([{ progress: { id, stage: "checking", file: 3 } }])`);
    await page.reload();
    const names = ["1.xlsx", "2.xlsx", "3.xlsx", "10.xlsx"];
    await page.locator("input[type=file]").first().setInputFiles(names.map((name) => ({ name, mimeType: "", buffer: Buffer.from(name === "2.xlsx" ? "" : sound.bytes) })));
    await page.locator(".progress-name", { hasText: "10.xlsx" }).waitFor();
    await page.unroute("**/worker_loader.js");
    await page.keyboard.press("Escape");
    await page.getByRole("heading", { name: /^2 份结果/ }).waitFor();
    assert.match(await page.locator(".not-checked").innerText(), /另有 2 个文件没有核对：1\.xlsx、10\.xlsx。/);
    await page.locator(".outcome-link").click();
    assert.equal(await support.verdict(page, "3.xlsx"), sentence);
  }));

test("a check without a word for three minutes is ended, and the next one runs", (t) =>
  support.withPage(browser, async (page) => {
    if (!sound) return t.skip("no sound workbook is here");
    await page.clock.install();
    await pretend(page, `postMessage([{ progress: { id, stage: "checking" } }])`);
    await page.reload();
    await support.choose(page, "停.xlsx", sound.bytes);
    await page.locator(".stages .now", { hasText: "核对勾稽" }).waitFor();
    await page.clock.fastForward("02:50");
    assert.equal(await page.locator(".failure").count(), 0);
    await page.unroute("**/worker_loader.js");
    await page.clock.fastForward("00:20");
    assert.match(await page.locator(".failure-message").innerText(), /三分钟没有进展/);
    await page.clock.resume();
    await support.choose(page, sound.name, sound.bytes);
    await support.verdict(page, sound.name);
  }));

test("a late reply is ignored", () =>
  support.withPage(browser, async (page) => {
    await pretend(page, `postMessage([{ failed: { id: id - 1, message: "迟到的回答。" } }])`);
    await page.reload();
    await support.choose(page, "慢.xlsx", "x");
    await page.locator(".progress").waitFor();
    await page.waitForTimeout(200);
    assert.equal(await page.locator(".failure").count(), 0);
  }));

test("a checking program that does not load is reported", () => {
  const use = async (page) => {
    await page.route("**/worker_bg.wasm", (route) => route.abort());
    await page.reload();
    assert.match(await page.locator(".failure-message").innerText(), /没有载入/);
  };
  return support.withPage(browser, use, { expected: [/Failed to (load|fetch)/] });
});

test("after a crash the page says so and checks again", (t) => {
  if (!sound) return t.skip("no sound workbook is here");
  const use = async (page) => {
    await pretend(page, `throw new Error("a fall for the test")`);
    await page.reload();
    await page.locator("#app .privacy").waitFor();
    await page.waitForTimeout(200);
    await page.unroute("**/worker_loader.js");
    await support.choose(page, "坏.xlsx", sound.bytes);
    assert.match(await page.locator(".failure-message").innerText(), /中途停止/);
    await support.choose(page, sound.name, sound.bytes);
    await support.verdict(page, sound.name);
  };
  return support.withPage(browser, use, { expected: [/a fall for the test/] });
});

test("a browser that is too old is told so", async () => {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.addInitScript(() => {
      WebAssembly.validate = () => false;
    });
    await page.goto(support.address);
    await page.locator("#loading", { hasText: "浏览器太旧" }).waitFor();
    assert.equal(await page.locator(".privacy").count(), 0);
  } finally {
    await context.close();
  }
});

test("a browser without a word for WebAssembly in policies gets the page that it can run", async () => {
  const context = await browser.newContext({ serviceWorkers: "block" });
  try {
    const page = await context.newPage();
    await page.addInitScript(() => {
      if (location.pathname.endsWith("/old.html")) return;
      WebAssembly.Module = function () {
        throw new WebAssembly.CompileError("refused");
      };
    });
    await page.goto(`${support.address}?language=en#rules`);
    await page.waitForURL(`${support.address}old.html?language=en#rules`);
    await page.locator(".version").waitFor();
    const policy = (name) => page.evaluate(async (name) => (await (await fetch(name)).text()).match(/Content-Security-Policy" content="([^"]*)/)[1], name);
    assert.match(await policy("index.html"), /script-src 'self' 'wasm-unsafe-eval';/);
    assert.equal(await policy("old.html"), (await policy("index.html")).replace("'wasm-unsafe-eval'", "'unsafe-eval'"));
  } finally {
    await context.close();
  }
});
