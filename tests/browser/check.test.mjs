import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import Ajv2020 from "ajv/dist/2020.js";
import { spoil, workbooks } from "./files.mjs";
import * as support from "./support.mjs";

let browser;
before(async () => {
  browser = await support.launch();
});
after(() => browser.close());

const hasCell = (finding) => finding.cells.some((cell) => cell.table !== "");

function assertValid(kind, text) {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const validate = ajv.compile(support.schema(kind));
  assert.ok(validate(JSON.parse(text)), ajv.errorsText(validate.errors));
}

/** Codes, numbers of rows and rates that do not stand in one line. */
const brokenNumbers = (page) =>
  page.locator(".book tbody :is(.label, .other)").evaluateAll((all) => {
    const cells = all.map((cell) => cell.querySelector(".cell-text") ?? cell);
    const lines = (cell) => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size;
    };
    return cells.map((cell) => cell.innerText).filter((text, place) => /^[-−\d.%\s]+$/.test(text) && lines(cells[place]) > 1);
  });

test("the sample is one press away", (t) =>
  support.withPage(browser, async (page) => {
    if (workbooks[0].skip) return t.skip(workbooks[0].skip);
    await page.getByRole("button", { name: "试用样例" }).click();
    assert.notEqual(await support.verdict(page, "sample.xlsx"), "");
  }));

test("rates stand in one line", () =>
  support.withPage(browser, async (page) => {
    const rows = [
      ["2026年一般公共预算支出表", "", "", "", "", "单位：万元"],
      ["科目编码", "科目名称", "2025年预算数", "2026年预算数", "增减额", "增减%"],
      ["201", "一般公共服务支出", "2000.00", "1098.00", "-902.00", "-45.10%"],
      ["20105", "统计信息事务", "2000.00", "1098.00", "-902.00", "-45.10%"],
      ["2010501", "行政运行", "1985.00", "998.00", "-987.00", "-49.72%"],
      ["2010502", "一般行政管理事务", "15.00", "100.00", "85.00", "655.67%"],
      ["", "合计", "2000.00", "1098.00", "-902.00", "-45.10%"],
    ];
    const name = "rates.csv";
    await support.choose(page, name, Buffer.from(rows.map((row) => row.join(",")).join("\n")));
    await support.verdict(page, name);
    // The wrong one has a sign before it.
    await page.locator(".book .number.warning").waitFor();
    assert.equal(await page.locator(".book .number").count(), 5);
    assert.deepEqual(await brokenNumbers(page), []);
  }));

for (const { name, bytes, skip } of workbooks) {
  describe(name, { skip }, () => {
    let printed;
    let report;
    before(() => {
      printed = support.commandReport(name, bytes);
      report = JSON.parse(printed);
    });

    for (const [way, give] of [["dropped", support.drop], ["chosen", support.choose]]) {
      test(`${way}: the verdict is read out and has the focus`, () =>
        support.withPage(browser, async (page) => {
          await give(page, name, bytes);
          assert.equal(await support.verdict(page, name), report.sentence);
          await page.waitForFunction(() => document.activeElement?.classList.contains("verdict"));
          const { relations, exact, rounding, broken } = report.counts;
          const counts = `${report.tables.length} 张表 · ${relations} 项勾稽：${exact} 相符${rounding} 尾差${broken} 不符`;
          assert.equal((await page.locator(".verdict .counts").textContent()).trim(), counts);
          assert.equal(await page.locator(".finding").count(), report.findings.length);
          assert.equal(await page.locator(".table-link").count(), report.tables.length);
        }));
    }

    for (const [width, height] of [[390, 844], [900, 1100], [1280, 800], [1920, 1080]]) {
      test(`at ${width} px a finding leads to its cell`, (t) =>
        support.withPage(
          browser,
          async (page) => {
            const finding = report.findings.find(hasCell);
            if (!finding) return t.skip("no finding points at a cell");
            await support.choose(page, name, bytes);
            await support.verdict(page, name);
            await support.follow(page, finding.message);
            await support.assertReached(page, finding.cells.find((cell) => cell.table !== ""));
            await page.locator(".inspector").getByText(support.shown(finding.message), { exact: true }).first().waitFor();
            const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            assert.ok(overflow <= 0, `the page is ${overflow} px wider than the window`);
          },
          { width, height },
        ));
    }

    test("an address leads to its cell", (t) => {
      const finding = report.findings.find(hasCell);
      if (!finding) return t.skip("no finding points at a cell");
      const cell = finding.cells.find((cell) => cell.table !== "");
      const open = async (page) => {
        await support.choose(page, name, bytes);
        await support.verdict(page, name);
        await support.assertReached(page, cell);
      };
      return support.withPage(browser, open, { hash: `#${cell.table}!${cell.cell}` });
    });

    test("every table is shown with its title", () =>
      support.withPage(browser, async (page) => {
        await support.choose(page, name, bytes);
        await support.verdict(page, name);
        for (const table of report.tables) {
          await page.locator(".table-link", { hasText: table.title }).first().click();
          await page.getByRole("region", { name: table.title }).waitFor();
          assert.ok((await page.locator(".book tbody tr").count()) >= table.rows, table.title);
          assert.deepEqual(await brokenNumbers(page), [], table.title);
        }
      }));

    test("both downloads are valid, and the report is what the command prints", () =>
      support.withPage(browser, async (page) => {
        await support.choose(page, name, bytes);
        await support.verdict(page, name);
        const stem = name.replace(/\.[^.]*$/, "");
        const saved = await support.download(page, "下载核对报告");
        assert.equal(saved.name, `${stem}-核对报告.json`);
        assert.equal(saved.text, printed);
        assertValid("report", saved.text);
        const corrected = await support.download(page, "下载更正数据");
        assert.equal(corrected.name, `${stem}-更正数据.json`);
        assertValid("corrected", corrected.text);
        assert.deepEqual(JSON.parse(corrected.text).changes, []);
      }));

    test("the charts show every series with its total", () =>
      support.withPage(browser, async (page) => {
        await support.choose(page, name, bytes);
        await support.verdict(page, name);
        await page.getByRole("tab", { name: "图表" }).click();
        for (const series of report.summary.series) {
          const chart = page.locator(".chart").filter({ has: page.getByRole("heading", { name: series.title, exact: true }) });
          if (series.total) assert.match(await chart.first().innerText(), new RegExp(series.total.value.replace(".", "\\.")));
        }
      }));

    test("no correction, none is offered", (t) => {
      if (report.corrections.length > 0) return t.skip("there are corrections");
      return support.withPage(browser, async (page) => {
        await support.choose(page, name, bytes);
        await support.verdict(page, name);
        assert.equal(await page.locator(".teaser").count(), 0);
        await page.getByRole("tab", { name: "更正" }).click();
        await page.locator(".corrections .nothing", { hasText: "没有更正建议" }).waitFor();
        assert.equal(await page.locator(".correction").count(), 0);
      });
    });

    for (const [width, height] of [[390, 844], [1280, 800], [1920, 1080]]) {
      test(`at ${width} px a proposed correction leads to its cell`, () =>
        support.withPage(
          browser,
          async (page) => {
            const changed = report.summary.series[0].parts[0].cells[0];
            const spoiled = spoil(bytes, changed);
            const { corrections } = JSON.parse(support.commandReport(name, spoiled));
            const correction = corrections.find(({ cell }) => cell.sheet === changed.sheet && cell.cell === changed.cell);
            assert.ok(correction, "no correction of the changed cell");
            const { cell, from, to } = correction;
            await support.choose(page, name, spoiled);
            await support.verdict(page, name);
            await page.getByRole("tab", { name: "更正" }).click();
            const section = page.getByRole("region", { name: `更正建议 (${corrections.length})` });
            const button = section.getByRole("button", { name: cell.cell }).filter({ hasText: to }).first();
            assert.match(await button.innerText(), new RegExp(`^${cell.table.replace(/^T/, "表")} ${cell.cell}\\s+${from} → ${to}`));
            await button.click();
            await support.assertReached(page, cell);
            const marked = page.locator(`[id="${cell.table}!${cell.cell}"] button`);
            assert.match(await marked.getAttribute("title"), new RegExp(`应为 ${to}`));
            assert.match(await marked.textContent(), new RegExp(`${from}.*应为 ${to}`));
            await page.locator(".inspector .proposed", { hasText: `应为 ${to}（` }).waitFor();
            const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            assert.ok(overflow <= 0, `the page is ${overflow} px wider than the window`);
          },
          { width, height },
        ));
    }

    test("one changed amount: not fit to publish, and an error leads to the cell", () =>
      support.withPage(browser, async (page) => {
        const changed = report.summary.series[0].parts[0].cells[0];
        const spoiled = spoil(bytes, changed);
        const isChanged = (cell) => cell.sheet === changed.sheet && cell.cell === changed.cell;
        await support.choose(page, name, spoiled);
        assert.match(await support.verdict(page, name), /不可公开/);
        const errors = JSON.parse(support.commandReport(name, spoiled)).findings.filter(({ severity }) => severity === "error");
        const finding = errors.find((error) => isChanged(error.cells[0])) ?? errors.find((error) => error.cells.some(isChanged));
        assert.ok(finding, "no error lists the changed cell");
        await support.follow(page, finding.message);
        if (!isChanged(finding.cells[0])) {
          const label = `${changed.table.replace(/^T/, "表")} ${changed.cell}`;
          await page.locator(".inspector .inspected").first().locator("button.cell-entry", { hasText: label }).first().click();
        }
        await support.assertReached(page, changed);
      }));
  });
}
