// The start page that lies in the document: of use before the page's own module is there.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { workbooks } from "./files.mjs";
import * as support from "./support.mjs";

let browser;
before(async () => {
  browser = await support.launch();
});
after(() => browser.close());

const sound = workbooks.find((workbook) => !workbook.skip);

/** Opens the page with its module held back; `use` gets the page and what lets the module through. */
async function withoutModule(use, settings = "") {
  const context = await browser.newContext({ locale: "zh-CN", serviceWorkers: "block" });
  context.setDefaultTimeout(60_000);
  await context.addInitScript((settings) => localStorage.setItem("gouji.settings", settings), settings);
  try {
    const page = await context.newPage();
    const errors = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    let letThrough;
    const allowed = new Promise((resolve) => (letThrough = resolve));
    await page.route("**/gouji-web-*.wasm", async (route) => {
      await allowed;
      await route.continue();
    });
    await page.goto(support.address, { waitUntil: "commit" });
    await page.locator("#loading .drop-buttons button").waitFor();
    await use(page, async () => {
      letThrough();
      await page.locator("#app .masthead").waitFor();
    });
    assert.deepEqual(errors, []);
  } finally {
    await context.close();
  }
}

const received = (page) => page.locator("#loading .drop-words", { hasText: "已收到" }).waitFor();

test("a file that is chosen before the module is there is checked when it is", () =>
  withoutModule(async (page, go) => {
    await support.choose(page, sound.name, sound.bytes);
    await received(page);
    await go();
    await support.verdict(page, sound.name);
  }));

test("a folder that is dropped before the module is there is checked when it is", () =>
  withoutModule((page, go) =>
    support.withFolder({ [`公开/${sound.name}`]: sound.bytes }, async (folder) => {
      await support.letFall(page, [`${folder}/公开`]);
      await received(page);
      await go();
      await support.verdict(page, sound.name);
    }),
  ));

test("the sample that is asked for before the module is there is checked when it is", () =>
  withoutModule(async (page, go) => {
    await page.getByRole("button", { name: "试用样例" }).press("Enter");
    await received(page);
    await go();
    await support.verdict(page, "sample.xlsx");
  }));

test("a file dialogue that was opened before the module was there still counts", () =>
  withoutModule(async (page, go) => {
    const opened = page.waitForEvent("filechooser");
    await page.locator("#loading .picker", { hasText: "选择文件" }).first().click();
    const dialogue = await opened;
    await go();
    assert.equal(await page.locator("#loading").count(), 0);
    await dialogue.setFiles({ name: sound.name, mimeType: "", buffer: Buffer.from(sound.bytes) });
    await support.verdict(page, sound.name);
  }));

test("the focus stays on the button that had it", () =>
  withoutModule(async (page, go) => {
    for (const place of [1, 2, 3]) await page.keyboard.press("Tab");
    const focused = () => page.evaluate(() => document.activeElement.closest("#loading, #app").id + " " + document.activeElement.textContent);
    assert.equal(await focused(), "loading 试用样例");
    await go();
    await support.until(async () => (await focused()) === "app 试用样例");
  }));

test("what was opened before the module is there stays open", () =>
  withoutModule(async (page, go) => {
    await page.locator("#loading .blanks summary").click();
    await page.locator("#loading .blanks-card", { hasText: "正在载入…" }).waitFor();
    await go();
    await page.locator("#app .blanks[open] button").first().waitFor();
    assert.equal(await page.locator("#app .rulebook[open]").count(), 0);
    const focused = () => page.evaluate(() => document.activeElement.textContent);
    await support.until(async () => (await focused()) === "下载空白表模板");
  }));

for (const [language, settings] of [["Chinese", "zh auto"], ["English", "en auto"]]) {
  test(`what is seen before the module is there is what the page then says, in ${language}`, () =>
    withoutModule(async (page, go) => {
      const parts = "h1, .brand, .promise, .drop-words, .drop-kind, .drop-buttons .button, summary, h2, .privacy p";
      const words = (root) => page.locator(`${root} :is(${parts})`).allInnerTexts();
      const accepted = (root) => page.locator(`${root} input`).first().getAttribute("accept");
      const early = [await words("#loading"), await accepted("#loading")];
      assert.equal(early[0].length, 12);
      await go();
      assert.deepEqual([await words("#app"), await accepted("#app .start")], early);
    }, settings));
}
