import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { gradeBook, spoil, workbooks } from "./files.mjs";
import * as support from "./support.mjs";

let browser;
before(async () => {
  browser = await support.launch();
});
after(() => browser.close());

const sound = workbooks.find((workbook) => !workbook.skip);

async function assertAccessible(page, where) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const said = violations.map(({ id, nodes }) => `${where}: ${id} ${nodes.map((node) => node.target).join(" ")}`);
  assert.deepEqual(said, []);
}

/** Widths with settings: every language, every set of colours, large text. */
const looks = [
  [390, 844, "zh-CN light normal"],
  [390, 844, "en contrast large"],
  [1280, 800, "zh-CN dark normal"],
  [1280, 800, "en light normal"],
  [1280, 800, "zh-CN contrast large"],
];

/** The tabs by their places: their names differ by language. */
const tabs = (page) => page.getByRole("tab").all();

for (const [width, height, settings] of looks) {
  test(`no barrier at ${width} px, ${settings}`, (t) =>
    support.withPage(
      browser,
      async (page) => {
        if (!sound) return t.skip("no sound workbook is here");
        await page.locator(".rulebook > summary").click();
        await assertAccessible(page, "start");
        await page.goto(`${support.address}#/rules`);
        await page.locator(".rule").first().waitFor();
        await assertAccessible(page, "rules");
        await page.goto(support.address);
        const files = [["a.xlsx", sound.bytes], ["成绩单.xlsx", gradeBook()]];
        await page.locator("input[type=file]").first().setInputFiles(files.map(([name, buffer]) => ({ name, mimeType: "", buffer })));
        await page.locator(".outcome").first().waitFor();
        await assertAccessible(page, "several");
        await support.choose(page, sound.name, sound.bytes);
        await support.verdict(page, sound.name);
        await assertAccessible(page, "result");
        for (const summary of await page.locator(".findings summary, .remainder summary").all()) {
          if (await summary.isVisible()) await summary.click();
        }
        const marked = page.locator(".book .cell-link").first();
        if (await marked.count()) await marked.click();
        await page.locator(".relation").first().waitFor();
        await assertAccessible(page, "cell");
        if (!(await page.locator(".sieve").evaluate((sieve) => sieve.open))) await page.locator(".sieve > summary").click();
        await page.locator(".sieve select").last().selectOption("rule");
        await page.locator(".passed .group > summary").first().click();
        await assertAccessible(page, "findings by rule");
        for (const tab of (await tabs(page)).slice(1)) {
          await tab.click();
          const drawn = async () => (await page.locator(".picture").count()) === (await page.locator(".picture svg").count());
          await support.until(drawn);
          for (const summary of await page.locator(".chart-data > summary").all()) await summary.click();
          await assertAccessible(page, await tab.innerText());
        }
      },
      { width, height, settings },
    ));

  test(`no barrier in corrections at ${width} px, ${settings}`, (t) =>
    support.withPage(
      browser,
      async (page) => {
        if (!sound) return t.skip("no sound workbook is here");
        const { summary } = JSON.parse(support.commandReport(sound.name, sound.bytes));
        await support.choose(page, sound.name, spoil(sound.bytes, summary.series[0].parts[0].cells[0]));
        await support.verdict(page, sound.name);
        await page.locator(".teaser button").click();
        await page.locator(".effect > button").first().click();
        await page.locator(".effect-told").waitFor();
        await assertAccessible(page, "corrections");
        await page.locator("button.correction-link").first().click();
        await page.locator(".inspector .proposed").waitFor();
        await assertAccessible(page, "correction");
      },
      { width, height, settings },
    ));
}

test("the whole way by keyboard", (t) =>
  support.withPage(browser, async (page) => {
    if (!sound) return t.skip("no sound workbook is here");
    const focused = (property) => page.evaluate((property) => document.activeElement[property], property);
    await page.keyboard.press("Tab");
    assert.equal(await focused("textContent"), "规则");
    for (const name of ["English", "Aa 大字", "外观：跟随系统"]) {
      await page.keyboard.press("Tab");
      assert.equal((await focused("ariaLabel")) ?? (await focused("textContent")), name);
    }
    for (const folder of [false, true]) {
      await page.keyboard.press("Tab");
      assert.deepEqual([await focused("type"), await focused("webkitdirectory")], ["file", folder]);
    }
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await support.verdict(page, "sample.xlsx");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.role), "tab");
    await page.keyboard.press("ArrowRight");
    await page.locator("#panel-charts").waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.id), "tab-charts");
    await page.keyboard.press("End");
    await page.keyboard.press("Tab");
    assert.match(await focused("textContent"), /规则册/);
    await page.keyboard.press("Tab");
    const [saved] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    assert.equal(saved.suggestedFilename(), "sample-更正后.xlsx");
  }));
