import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { workbooks } from "./files.mjs";
import * as support from "./support.mjs";

let browser;
before(async () => {
  browser = await support.launch();
});
after(() => browser.close());

const sample = workbooks[0];
const skip = sample.skip;
const root = (page) =>
  page.evaluate(() => ({ lang: document.documentElement.lang, ...document.documentElement.dataset }));

/** Han characters that stand in an English page and are not marked as Chinese. */
const unmarked = (page) =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const { data, parentElement } = walker.currentNode;
      const own = parentElement.closest("[lang]").lang;
      if (/\p{Script=Han}/u.test(data) && own !== "zh-CN" && parentElement.checkVisibility()) found.push(data);
    }
    return found;
  });

test("the page is Chinese, English at a press, and remembers it", { skip }, () =>
  support.withPage(browser, async (page) => {
    assert.equal((await root(page)).lang, "zh-CN");
    assert.match(await page.title(), /^勾稽/);
    await support.choose(page, sample.name, sample.bytes);
    const chinese = await support.verdict(page, sample.name);
    const { counts } = JSON.parse(support.commandReport(sample.name, sample.bytes));
    await page.getByRole("button", { name: "English" }).click();
    assert.equal((await root(page)).lang, "en");
    assert.match(await page.title(), /^Gouji/);
    const english = await support.verdict(page, sample.name);
    assert.match(english, new RegExp(`^Fit to publish, with ${counts.rounding} rounding differences`));
    await page.getByRole("button", { name: "中文" }).click();
    assert.equal(await support.verdict(page, sample.name), chinese);
    await page.getByRole("button", { name: "English" }).click();
    await page.reload();
    await page.getByRole("button", { name: "Try the sample" }).waitFor();
    assert.equal((await root(page)).lang, "en");
  }));

test("what an address wants outlives a cell that is opened and closed", { skip }, () =>
  support.withPage(
    browser,
    async (page) => {
      await support.choose(page, sample.name, sample.bytes);
      await support.verdict(page, sample.name);
      await page.locator(".book td.amount").first().click();
      await page.locator(".inspector .close").click();
      await page.waitForFunction(() => location.hash === "#/files");
      assert.equal(await page.evaluate(() => location.search), "?language=en");
      await page.reload();
      await page.getByRole("button", { name: "Try the sample" }).waitFor();
    },
    { address: `${support.address}?language=en` },
  ));

test("words on buttons stay whole at any width", { skip }, async () => {
  for (const [width, size] of [[360, "normal"], [390, "large"], [430, "normal"], [768, "large"]]) {
    await support.withPage(
      browser,
      async (page) => {
        await support.choose(page, sample.name, sample.bytes);
        await support.verdict(page, sample.name);
        const broken = await page.evaluate(() => {
          const found = [];
          for (const button of document.querySelectorAll("header .button, header .setting, [role=tab]")) {
            const texts = document.createTreeWalker(button, NodeFilter.SHOW_TEXT);
            while (texts.nextNode()) {
              for (const { index, 0: word } of texts.currentNode.data.matchAll(/\S+/g)) {
                const range = document.createRange();
                range.setStart(texts.currentNode, index);
                range.setEnd(texts.currentNode, index + word.length);
                if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) found.push(word);
              }
            }
          }
          return found;
        });
        assert.deepEqual(broken, [], `${width} px, ${size}`);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width} px, ${size}`);
      },
      { width, height: 800, settings: `en light ${size}` },
    );
  }
});

test("what is Chinese in an English page is marked as such", { skip }, () =>
  support.withPage(
    browser,
    async (page) => {
      assert.deepEqual(await unmarked(page), []);
      await support.choose(page, sample.name, sample.bytes);
      await support.verdict(page, sample.name);
      for (const summary of await page.locator(".side details:not([open]) > summary").all()) {
        if (await summary.isVisible()) await summary.click();
      }
      await page.locator(".book .cell-link").first().click();
      await page.locator(".inspector h2").waitFor();
      assert.deepEqual(await unmarked(page), []);
      await page.locator(".rulebook > summary").click();
      assert.deepEqual(await unmarked(page), []);
      await page.locator(".rulebook > summary").click();
      for (const tab of await page.getByRole("tab").all()) {
        await tab.click();
        for (const summary of await page.locator(".panel details:not([open]) > summary").all()) {
          if (await summary.isVisible()) await summary.click();
        }
        assert.deepEqual(await unmarked(page), [], await tab.innerText());
      }
      await page.goto(`${support.address}#/rules`);
      await page.locator(".rule").first().waitFor();
      assert.deepEqual(await unmarked(page), []);
    },
    { settings: "en light normal" },
  ));

test("colours follow the system, or what is set; text is large at a press; both are remembered", () =>
  support.withPage(browser, async (page) => {
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    await page.emulateMedia({ colorScheme: "dark" });
    await page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
    const dark = await ground();
    assert.notEqual(dark, light);
    for (const [name, theme] of [["外观：跟随系统", "light"], ["外观：浅色", "dark"], ["外观：深色", "contrast"]]) {
      await page.getByRole("button", { name }).click();
      assert.equal((await root(page)).theme, theme);
    }
    const size = () => page.evaluate(() => getComputedStyle(document.body).fontSize);
    assert.equal(await size(), "16px");
    await page.getByRole("button", { name: "Aa 大字" }).click();
    assert.equal(await size(), "20px");
    await page.reload();
    await page.getByRole("button", { name: "外观：高对比" }).waitFor();
    assert.deepEqual(await root(page), { lang: "zh-CN", theme: "contrast", size: "large" });
    assert.equal(await size(), "20px");
  }));

test("nothing but settings is remembered", { skip }, () =>
  support.withPage(browser, async (page) => {
    await support.choose(page, sample.name, sample.bytes);
    await support.verdict(page, sample.name);
    const kept = await page.evaluate(() => ({ ...localStorage, session: sessionStorage.length }));
    assert.deepEqual(kept, { "gouji.settings": "zh-CN auto normal", session: 0 });
  }));

test("the rulebook that is preferred is remembered", { skip }, () =>
  support.withPage(browser, async (page) => {
    const summary = page.locator(".rulebook > summary");
    await summary.click();
    const select = page.locator(".rulebook select");
    await select.locator("option").nth(1).waitFor({ state: "attached" });
    const [, value] = await select.locator("option").evaluateAll((list) => list.map((option) => option.value));
    await select.selectOption(value);
    await page.reload();
    await summary.click();
    await page.waitForFunction((value) => document.querySelector(".rulebook select").value === value, value);
  }));
