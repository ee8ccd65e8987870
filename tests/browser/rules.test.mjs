import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { after, before, test } from "node:test";
import { workbooks } from "./files.mjs";
import * as support from "./support.mjs";

let browser;
before(async () => {
  browser = await support.launch();
});
after(() => browser.close());

const sound = workbooks.find((workbook) => !workbook.skip);
const rules = JSON.parse(spawnSync(process.env.GOUJI ?? "gouji", ["rules", "--json"], { encoding: "utf8" }).stdout);

test("every rule that the command lists has its page", () =>
  support.withPage(browser, async (page) => {
    await page.getByRole("link", { name: "规则", exact: true }).click();
    await page.getByRole("heading", { name: "规则", level: 1 }).waitFor();
    await page.locator(".rule").first().waitFor();
    assert.equal(await page.locator(".rule").count(), rules.length);
    for (const { code, title, help, basis } of rules) {
      const rule = page.getByRole("article", { name: `${code} ${title}` });
      const text = await rule.innerText();
      for (const line of help.split("\n").map((line) => line.trim()).filter(Boolean)) {
        const plain = line.replace(/^(#+|[-*]) */, "").replaceAll("`", "").replaceAll("**", "");
        assert.ok(text.includes(plain), `${code}: ${plain}`);
      }
      assert.ok(!text.includes("##"), code);
      if (basis) assert.ok(text.includes(basis), code);
    }
  }));

test("rules are found by words and by severity", () =>
  support.withPage(browser, async (page) => {
    await page.goto(`${support.address}#/rules`);
    await page.locator(".rule").first().waitFor();
    const { code, title } = rules[0];
    await page.getByLabel("查找").fill(`${code} ${title.slice(0, 4)}`);
    assert.equal(await page.locator(".rule").count(), 1);
    await page.getByLabel("查找").fill("没有这样的规则");
    assert.equal(await page.locator(".rule").count(), 0);
    assert.match(await page.locator(".rules-count").innerText(), /没有找到/);
    await page.getByLabel("查找").fill("");
    await page.getByLabel("级别").selectOption({ label: "错误" });
    const errors = rules.filter(({ severity }) => severity === "error").length;
    assert.equal(await page.locator(".rule").count(), errors);
  }));

test("an address leads to its rule", () =>
  support.withPage(
    browser,
    async (page) => {
      await page.waitForFunction(() => document.activeElement?.id === "rule-GJ0301");
      assert.ok(await page.locator("#rule-GJ0301").isVisible());
    },
    { hash: "#/rules/GJ0301", ready: ".rule" },
  ));

test("a finding leads to its rule, and back to the same cell", (t) =>
  support.withPage(browser, async (page) => {
    if (!sound) return t.skip("no sound workbook is here");
    const report = JSON.parse(support.commandReport(sound.name, sound.bytes));
    const finding = report.findings.find(({ cells }) => cells.some(({ table }) => table !== ""));
    await support.choose(page, sound.name, sound.bytes);
    const sentence = await support.verdict(page, sound.name);
    await support.follow(page, finding.message);
    const cell = finding.cells.find(({ table }) => table !== "");
    await support.assertReached(page, cell);
    await page.locator(".inspector .code a").first().click();
    await page.waitForFunction((id) => document.activeElement?.id === id, `rule-${finding.code}`);
    assert.equal(await page.locator(".verdict").isVisible(), false);
    await page.goBack();
    assert.equal(await page.locator(".verdict .sentence").innerText(), sentence);
    await page.locator(`[id="${cell.table}!${cell.cell}"].chosen`).waitFor();
    await page.getByRole("link", { name: "规则", exact: true }).click();
    await page.getByRole("link", { name: "返回结果" }).click();
    await page.locator(`[id="${cell.table}!${cell.cell}"].chosen`).waitFor();
  }));
