import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
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
const own = readFileSync(new URL("../../crates/gouji/rulebooks/xinjiang-2026.toml", import.meta.url), "utf8");
const wrong = own.replace("formula =", "formula = = ");

const file = (name, content) => ({ name, mimeType: "", buffer: Buffer.from(content) });
const give = (page, ...files) => page.locator("input[type=file]").first().setInputFiles(files);
const card = (page) => page.locator(".rulebook");

test("the rulebook is named with the reason, and another one can be taken", { skip }, () =>
  support.withPage(browser, async (page) => {
    const report = JSON.parse(support.commandReport(sample.name, sample.bytes));
    await give(page, file(sample.name, sample.bytes));
    await support.verdict(page, sample.name);
    await card(page).locator("summary").click();
    assert.equal(await card(page).locator(".rulebook-reason").innerText(), `${report.rulebook_reason}。`);
    const select = card(page).getByRole("combobox");
    const options = await select.locator("option").evaluateAll((list) => list.map(({ value }) => value));
    assert.equal(options[0], "auto");
    assert.ok(options.includes(report.rulebook));
    await select.selectOption(report.rulebook);
    await page.locator(".rulebook-reason", { hasText: "按指定的" }).waitFor({ state: "attached" });
    assert.equal(await page.locator(".verdict .sentence").innerText(), report.sentence);
    for (const other of options.filter((value) => !["auto", report.rulebook].includes(value))) {
      await select.selectOption(other);
      await page.locator(".rulebook-reason, .failure").first().waitFor({ state: "attached" });
    }
  }));

test("a rulebook of one's own is used: with the workbook, before it, after it", { skip }, () =>
  support.withPage(browser, async (page) => {
    const used = page.locator(".rulebook > summary", { hasText: "own.toml" });
    await give(page, file("own.toml", own), file(sample.name, sample.bytes));
    await support.verdict(page, sample.name);
    await used.waitFor();
    await page.reload();
    await give(page, file(sample.name, sample.bytes));
    await support.verdict(page, sample.name);
    await give(page, file("own.toml", own));
    await used.waitFor();
    await page.reload();
    await give(page, file("own.toml", own));
    await page.locator(".failure.good", { hasText: "own.toml" }).waitFor();
    await give(page, file(sample.name, sample.bytes));
    await support.verdict(page, sample.name);
    await used.waitFor();
  }));

test("a mistake in a rulebook is named with its line and column, and the result stays", { skip }, () =>
  support.withPage(browser, async (page) => {
    await give(page, file("wrong.toml", wrong));
    const note = page.locator(".failure", { hasText: "wrong.toml" });
    const line = own.slice(0, own.indexOf("formula =")).split("\n").length;
    assert.match(await note.locator(".failure-message").innerText(), new RegExp(`第 ${line} 行第 \\d+ 列`));
    await give(page, file(sample.name, sample.bytes));
    const sentence = await support.verdict(page, sample.name);
    await give(page, file("wrong.toml", wrong));
    await note.waitFor();
    assert.equal(await page.locator(".verdict .sentence").innerText(), sentence);
  }));

test("each built-in rulebook can be saved and used again", { skip }, () =>
  support.withPage(browser, async (page) => {
    await card(page).locator("summary").click();
    const buttons = card(page).getByRole("button", { name: /^下载/ });
    await buttons.first().waitFor();
    for (const button of await buttons.all()) {
      const [saved] = await Promise.all([page.waitForEvent("download"), button.click()]);
      const text = Buffer.concat(await (await saved.createReadStream()).toArray()).toString("utf8");
      assert.match(saved.suggestedFilename(), /\.toml$/);
      await give(page, file(saved.suggestedFilename(), text));
      await page.locator(".failure.good", { hasText: saved.suggestedFilename() }).waitFor();
    }
  }));
