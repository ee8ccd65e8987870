// Findings for spreadsheets, blank tables, the check record, filters, addresses.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, test } from "node:test";
import { strFromU8, unzipSync } from "fflate";
import { spoil, workbooks } from "./files.mjs";
import * as support from "./support.mjs";

let browser;
before(async () => {
  browser = await support.launch();
});
after(() => browser.close());

const [sample] = workbooks;
const skip = sample.skip;
const report = skip ? {} : JSON.parse(support.commandReport(sample.name, sample.bytes));
const open = async (page, bytes = sample.bytes) => {
  await support.choose(page, sample.name, bytes);
  return support.verdict(page, sample.name);
};

/** Presses a button that saves a file; gives its name and bytes. */
async function saved(page, press) {
  const [file] = await Promise.all([page.waitForEvent("download"), press()]);
  return [file.suggestedFilename(), Buffer.concat(await (await file.createReadStream()).toArray())];
}

test("findings are saved as a workbook and as comma-separated values", { skip }, () =>
  support.withPage(browser, async (page) => {
    await open(page);
    await page.getByRole("tab", { name: "下载" }).click();
    const [csvName, csv] = await saved(page, () => page.getByRole("button", { name: "(CSV)" }).click());
    assert.equal(csvName, "sample-问题清单.csv");
    const lines = csv.toString("utf8").trim().split("\r\n");
    assert.equal(lines.length, report.findings.length + 1);
    for (const [place, { code, message }] of report.findings.entries()) {
      assert.ok(lines[place + 1].includes(code) && lines[place + 1].includes(message.split(/[",]/)[0]));
      assert.doesNotMatch(lines[place + 1], /(^|,)"?[=+@]/);
    }
    const [xlsxName, xlsx] = await saved(page, () => page.getByRole("button", { name: "(XLSX)" }).click());
    assert.equal(xlsxName, "sample-问题清单.xlsx");
    const sheet = strFromU8(unzipSync(xlsx)["xl/worksheets/sheet1.xml"]);
    assert.equal(sheet.match(/<row /g).length, report.findings.length + 1);
    assert.doesNotMatch(sheet, /<f>/);
  }));

test("blank tables are saved and recognised again", { skip }, () =>
  support.withPage(browser, async (page) => {
    await page.locator(".blanks > summary").click();
    const [name, bytes] = await saved(page, () => page.locator(".blanks button").first().click());
    assert.match(name, /^空白表-.*\.xlsx$/);
    await support.choose(page, name, bytes);
    await support.verdict(page, name);
    assert.ok((await page.locator(".table-link").count()) >= 9);
  }));

test("the check record tells the file, its digest, what was checked and every finding", { skip }, () =>
  support.withPage(browser, async (page) => {
    await open(page);
    await page.evaluate(() => (window.print = () => (window.printed = (window.printed ?? 0) + 1)));
    await page.getByRole("tab", { name: "下载" }).click();
    const record = page.locator(".record");
    const text = await record.innerText();
    const digest = createHash("sha256").update(sample.bytes).digest("hex");
    for (const part of [sample.name, digest, report.sentence, report.generator, report.unit.name]) assert.ok(text.includes(part), part);
    for (const { message, hint } of report.findings) assert.ok(text.includes(message) && text.includes(hint), message);
    for (const { title } of report.tables) assert.ok(text.includes(title), title);
    assert.match(text, /核对时间\s+\d{4}/);
    await page.getByRole("button", { name: "打印核对记录" }).click();
    await page.waitForFunction(() => window.printed === 1);
    await page.emulateMedia({ media: "print" });
    assert.equal(await record.isVisible(), true);
    for (const other of [".masthead", ".tabs-row", ".print-card"]) assert.equal(await page.locator(other).isVisible(), false, other);
    const cut = await page.evaluate(() => [...document.querySelectorAll(".record, .panel-downloads")].filter((it) => it.scrollHeight > it.clientHeight + 2).length);
    assert.equal(cut, 0);
  }));

test("a result printed as it stands has verdict, source, findings and table one below the other", { skip }, () =>
  support.withPage(browser, async (page) => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await open(page);
    await page.emulateMedia({ media: "print" });
    const parts = await page.evaluate(() =>
      [".verdict", ".source", ".finding", ".book"].map((part) => {
        const { top, bottom, height } = document.querySelector(part).getBoundingClientRect();
        return { part, top, bottom, height };
      }),
    );
    for (const [place, { part, top, height }] of parts.entries()) {
      assert.ok(height > 10, `${part} is printed`);
      if (place) assert.ok(top >= parts[place - 1].bottom - 1, `${part} stands below ${parts[place - 1].part}`);
    }
    const side = await page.locator(".side").evaluate((side) => side.getBoundingClientRect().bottom);
    assert.ok(parts[3].top >= side - 1, "nothing of the list lies over the table");
    for (const other of [".masthead", ".tabs", ".rulebook"]) assert.equal(await page.locator(other).first().isVisible(), false, other);
  }));

test("findings are filtered and put together by table and by rule", { skip }, () =>
  support.withPage(browser, async (page) => {
    await open(page);
    await page.locator(".sieve > summary").click();
    const rule = page.locator(".sieve select").nth(2);
    const { code } = report.findings[0];
    await rule.selectOption(code);
    const own = report.findings.filter((finding) => finding.code === code);
    await page.waitForFunction((count) => document.querySelectorAll(".finding").length === count, own.length);
    await rule.selectOption("*");
    await page.locator(".sieve select").nth(3).selectOption("table");
    const tables = new Set(report.findings.map(({ cells: [cell] }) => cell?.table ?? ""));
    await page.waitForFunction((count) => document.querySelectorAll(".findings .group").length === count, tables.size);
    await page.waitForFunction((count) => document.querySelectorAll(".finding").length === count, report.findings.length);
    const table = report.findings[0].cells[0].table;
    await page.locator(".sieve select").nth(1).selectOption(table);
    const there = report.findings.filter(({ cells: [cell] }) => cell?.table === table);
    await page.waitForFunction((count) => document.querySelectorAll(".finding").length === count, there.length);
  }));

test("what holds and what does not apply is folded away, but there", { skip }, () =>
  support.withPage(browser, async (page) => {
    await open(page);
    const groups = page.locator(".passed .group");
    await groups.first().waitFor();
    const titles = await groups.locator("> summary").allInnerTexts();
    assert.equal(titles.length, 3, titles.join());
    assert.equal(await groups.locator("li").first().isVisible(), false);
    await groups.first().locator("> summary").click();
    await groups.first().locator("li").first().waitFor();
    const count = Number(titles[0].match(/\((\d+)\)/)[1]);
    assert.equal(await groups.first().locator("li").count(), count);
  }));

test("a table has an address", { skip }, () => {
  const { id, title } = report.tables[4];
  const use = async (page) => {
    await open(page);
    await page.getByRole("region", { name: title }).waitFor();
    await page.locator(".table-link", { hasText: report.tables[1].title }).click();
    assert.equal(await page.evaluate(() => location.hash), `#${report.tables[1].id}`);
    await page.goBack();
    await page.getByRole("region", { name: title }).waitFor();
  };
  return support.withPage(browser, use, { hash: `#${id}` });
});

test("the record of a spoiled file lists the changes that were made", { skip }, () =>
  support.withPage(browser, async (page) => {
    const changed = report.summary.series[0].parts[0].cells[0];
    await open(page, spoil(sample.bytes, changed));
    await page.locator(".teaser button").click();
    await page.locator(".correction .accept").first().click();
    await page.locator(".accepted-item").first().waitFor();
    await page.getByRole("tab", { name: "下载" }).click();
    assert.match(await page.locator(".record").innerText(), new RegExp(`${changed.cell}.*→ ${changed.value.replace(".", "\\.")}`, "s"));
  }));
