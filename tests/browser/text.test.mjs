import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { workbooks } from "./files.mjs";
import * as support from "./support.mjs";

let browser;
before(async () => {
  browser = await support.launch();
});
after(() => browser.close());

const [{ name, bytes }] = workbooks;
const explanation = readFileSync(new URL("./samples/explanation.docx", import.meta.url));

/** A Word document with other words in the places of some. */
function edited(document, ...changes) {
  const parts = unzipSync(document);
  let text = strFromU8(parts["word/document.xml"]);
  for (const [from, to] of changes) {
    assert.ok(text.includes(from), from);
    text = text.replace(from, to);
  }
  return Buffer.from(zipSync({ ...parts, "word/document.xml": strToU8(text) }));
}

/** The explanation with one amount that is not the tables', and a rate that is not its amounts'. */
const wrong = edited(explanation, ["149.04 万元", "148.04 万元"], ["增长 6.34%", "增长 6.43%"]);

/** Drops the workbook and its explanation together and opens the explanation. */
async function dropBoth(page, document = wrong) {
  await support.withFolder({ [name]: bytes, "说明.docx": document }, (folder) =>
    support.dropPaths(page, [`${folder}/${name}`, `${folder}/说明.docx`]),
  );
  await page.locator(".table-link", { hasText: "说明.docx" }).click();
  await page.locator(".prose .said").first().waitFor();
}

const marked = (page, text) => page.locator(".prose a.said", { hasText: text }).first();

/** Fails unless these words have the focus, are chosen, and lie uncovered in the viewport. */
async function assertWords(page, text) {
  await page.waitForFunction((text) => document.activeElement?.matches("a.said.chosen") && document.activeElement.textContent.includes(text), text);
  const uncovered = await page.evaluate(() => {
    const [box] = document.activeElement.getClientRects();
    return document.activeElement.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
  });
  assert.ok(uncovered, text);
}

test("a number of the text shows its cell and the arithmetic, the cell its sentences, and back", () =>
  support.withPage(browser, async (page) => {
    await dropBoth(page);
    const [agree] = (await page.locator(".sheet-bar .claims").innerText()).match(/\d+(?= 相符)/);
    assert.ok(Number(agree) > 60, agree);
    await marked(page, "653.38 万元").click();
    const inspector = page.locator(".inspector");
    await inspector.locator(".standing.agreed").waitFor();
    assert.match(await inspector.locator(".sentence").innerText(), /一般公共预算 653\.38 万元，占 83\.39%/);
    const rows = inspector.locator(".arithmetic tbody tr");
    assert.match(await rows.first().innerText(), /653\.38\s+653\.375\s+653\.385/);
    assert.match(await rows.last().innerText(), /653\.38\s+653\.375\s+653\.385/);
    await inspector.locator(".cells button").first().click();
    await inspector.locator("h2", { hasText: /^表\d+ / }).waitFor();
    const value = await inspector.locator(".inspector-value").innerText();
    assert.equal(value, "653.38");
    const sentence = inspector.locator(".quoting-link", { hasText: "一般公共预算 653.38 万元" }).first();
    await sentence.click();
    await assertWords(page, "653.38 万元");
    await page.goBack();
    await inspector.locator("h2", { hasText: /^表\d+ / }).waitFor();
  }));

test("findings of the text lead to the marked words", () =>
  support.withPage(browser, async (page) => {
    await dropBoth(page);
    for (const [text, said] of [["148.04 万元", /149\.04/], ["6.43%", /6\.34%/]]) {
      const finding = page.locator(".finding.error").filter({ hasText: text }).first();
      await finding.locator("button.finding-link").click();
      await assertWords(page, text);
      await page.locator(".inspector .inspected", { hasText: said }).first().waitFor();
      assert.ok(await page.locator(".inspector .arithmetic.error").isVisible());
    }
  }));

test("the text is gone through by keys, and a link leads to its words", () =>
  support.withPage(browser, async (page) => {
    await dropBoth(page);
    await page.locator(".paper-scroll").focus();
    await page.keyboard.press("Enter");
    const first = await page.locator(".prose a.said").first().textContent();
    await assertWords(page, first);
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => document.activeElement === document.querySelectorAll(".prose a.said")[1]);
    await page.keyboard.press("ArrowLeft");
    await assertWords(page, first);
    const { hash } = new URL(page.url());
    await page.keyboard.press("Escape");
    await page.locator(".inspector.empty").waitFor({ state: "attached" });
    await page.evaluate((hash) => (location.hash = hash), hash);
    await assertWords(page, first);
  }));

const looks = [
  [390, 844, "zh-CN light normal"],
  [390, 844, "en contrast large"],
  [1280, 800, "zh-CN dark normal"],
  [1920, 1080, "en light large"],
];

test("the text and its words are accessible and fit every screen", async () => {
  for (const [width, height, settings] of looks) {
    await support.withPage(
      browser,
      async (page) => {
        await dropBoth(page);
        const check = async (where) => {
          const { violations } = await new AxeBuilder({ page }).analyze();
          assert.deepEqual(violations.map(({ id, nodes }) => `${where}: ${id} ${nodes.map((node) => node.target).join(" ")}`), []);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(wide <= 0, `${where}: ${wide} px too wide`);
        };
        await check(`${width} ${settings}, text`);
        await marked(page, "148.04 万元").click();
        await page.locator(".inspector .arithmetic").waitFor();
        await check(`${width} ${settings}, words`);
      },
      { width, height, settings },
    );
  }
});

/** The text of a Word document: what stands before its paragraphs, they, and what stands behind. */
function body(document) {
  return strFromU8(unzipSync(document)["word/document.xml"]).match(/^(.*<w:body>)(.*)(<\/w:body>.*)$/s).slice(1);
}

/** A document of two hundred pages: the explanation again and again, another in the middle. */
function long(middle = explanation) {
  const [open, paragraphs, close] = body(explanation);
  const text = open + paragraphs.repeat(24) + body(middle)[1] + paragraphs.repeat(23) + close;
  return Buffer.from(zipSync({ ...unzipSync(explanation), "word/document.xml": strToU8(text) }));
}

test("a finding in the middle of a long text leads to words that stay in sight while the text comes", () =>
  support.withPage(browser, async (page) => {
    await dropBoth(page, long(wrong));
    await page.locator(".finding.error").filter({ hasText: "148.04 万元" }).first().locator("button.finding-link").click();
    await page.waitForFunction(() => document.activeElement?.matches("a.said.chosen"));
    await page.waitForFunction(() => !document.querySelector(".leaf > svg"));
    await assertWords(page, "148.04");
  }));

test("a text of two hundred pages is scrolled and gone to without the page standing still", (t) =>
  support.withPage(browser, async (page) => {
    await dropBoth(page, long());
    await page.evaluate(() => {
      window.blocks = [];
      new PerformanceObserver((list) => window.blocks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: "longtask" });
    });
    const scroll = page.locator(".paper-scroll");
    for (const share of [0.5, 1, 0.2]) {
      await scroll.evaluate((scroll, share) => (scroll.scrollTop = scroll.scrollHeight * share), share);
      await page.waitForFunction(() => {
        const { top, bottom } = document.querySelector(".paper-scroll").getBoundingClientRect();
        const leaves = [...document.querySelectorAll(".leaf")];
        const seen = leaves.map((leaf) => [leaf, leaf.getBoundingClientRect()]).filter(([, box]) => box.top < bottom && box.bottom > top);
        return seen.length > 0 && seen.every(([leaf]) => !leaf.querySelector(":scope > svg"));
      });
    }
    const leaves = await page.locator(".leaf").count();
    await page.waitForFunction(() => !document.querySelector(".leaf > svg"));
    await page.locator(".prose a.said").last().evaluate((words) => (location.hash = words.getAttribute("href")));
    await page.waitForFunction(() => document.activeElement?.matches("a.said.chosen"));
    const longest = await page.evaluate(() => Math.max(0, ...window.blocks));
    t.diagnostic(`${leaves} leaves, ${await page.locator(".prose a.said").count()} marked words, page still for ${longest.toFixed()} ms at most`);
  }));
