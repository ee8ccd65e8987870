import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { zipSync } from "fflate";
import { gradeBook, oneSheetEach, renamed, spoil, workbooks } from "./files.mjs";
import * as support from "./support.mjs";

let browser;
before(async () => {
  browser = await support.launch();
});
after(() => browser.close());

const sample = workbooks[0];
const skip = sample.skip;

const files = (list) => list.map(([name, bytes]) => ({ name, mimeType: "", buffer: Buffer.from(bytes) }));

test("several disclosures are a list, each leads to its result and back", { skip }, () =>
  support.withPage(browser, async (page) => {
    const report = JSON.parse(support.commandReport(sample.name, sample.bytes));
    const spoiled = spoil(sample.bytes, report.summary.series[0].parts[0].cells[0]);
    await page.locator("input[type=file]").first().setInputFiles(
      files([["a.xlsx", sample.bytes], ["b.xlsx", spoiled], ["成绩单.xlsx", gradeBook()]]),
    );
    await page.getByRole("heading", { name: /^3 份结果：1 份没有错误，1 份有错误，1 个文件没有读成$/ }).waitFor();
    const entries = page.locator(".outcome");
    assert.deepEqual(await entries.locator(".outcome-name").allInnerTexts(), [
      `a.xlsx · ${report.unit.name}`,
      `b.xlsx · ${report.unit.name}`,
      "成绩单.xlsx",
    ]);
    assert.match(await entries.nth(2).innerText(), /没有找到/);
    assert.equal(await entries.first().locator(".outcome-sentence").innerText(), report.sentence);
    await entries.nth(1).getByRole("button").click();
    const { sentence } = JSON.parse(support.commandReport("b.xlsx", spoiled));
    assert.equal(await support.verdict(page, "b.xlsx"), sentence);
    const saved = await support.download(page, "下载核对报告");
    assert.equal(saved.text, support.commandReport("b.xlsx", spoiled));
    await page.getByRole("button", { name: "返回清单" }).click();
    await entries.first().getByRole("button").click();
    assert.equal(await support.verdict(page, "a.xlsx"), report.sentence);
  }));

test("a folder is read with all that is below it; files of one disclosure are one", { skip }, () =>
  support.withPage(browser, async (page) => {
    const parts = oneSheetEach(sample.bytes);
    const { counts, sentence } = JSON.parse(support.commandReport(sample.name, sample.bytes));
    const inFolder = Object.fromEntries(Object.entries(parts).map(([name, bytes]) => [`公开/内/${name}`, bytes]));
    await support.withFolder({ ...inFolder, "公开/README.md": "x", "公开/~$a.xlsx": "x", "公开/.b/a.xlsx": "x" }, async (folder) => {
      await support.dropPaths(page, [`${folder}/公开`]);
      assert.equal(await support.verdict(page, `等 ${Object.keys(parts).length} 个文件`), sentence);
      assert.match(await page.locator(".verdict .counts").innerText(), new RegExp(` ${counts.relations} 项勾稽`));
      await page.reload();
      await page.locator("input[webkitdirectory]").setInputFiles(`${folder}/公开`);
      assert.equal(await support.verdict(page, `等 ${Object.keys(parts).length} 个文件`), sentence);
    });
  }));

test("files of one disclosure chosen together are one", { skip }, () =>
  support.withPage(browser, async (page) => {
    const parts = Object.entries(oneSheetEach(sample.bytes));
    await page.locator("input[type=file]").first().setInputFiles(files(parts));
    await support.verdict(page, `等 ${parts.length} 个文件`);
    const title = await page.locator(".source").getAttribute("title");
    assert.equal(title.split("\n").length, parts.length);
  }));

test("an archive of several disclosures is a list", { skip }, async (t) => {
  const archive = zipSync({ "甲/a.xlsx": sample.bytes, "乙/b.xlsx": sample.bytes });
  if (support.refuses("several.zip", archive, /压缩包/)) return t.skip("archives are not read yet");
  await support.withPage(browser, async (page) => {
    await support.choose(page, "several.zip", archive);
    await page.getByRole("heading", { name: /^2 份结果/ }).waitFor();
  });
});

test("files of one name are told apart by their folders, in their natural order; others are said not to be checked", { skip }, () =>
  support.withPage(browser, async (page) => {
    const { unit } = JSON.parse(support.commandReport(sample.name, sample.bytes));
    const names = (list) => list.map((name) => `${name} · ${unit.name}`);
    const listed = () => page.locator(".outcome .outcome-name").allInnerTexts();
    const inFolder = { "年/10/预算.xlsx": sample.bytes, "年/2/预算.xlsx": sample.bytes, "年/2/甲.xlsx": sample.bytes, "年/丙.pdf": "x", "年/.b/丁.pdf": "x" };
    await support.withFolder(inFolder, async (folder) => {
      await page.locator("input[webkitdirectory]").setInputFiles(`${folder}/年`);
      await page.getByRole("heading", { name: /^3 份结果/ }).waitFor();
    });
    assert.deepEqual(await listed(), names(["甲.xlsx", "2/预算.xlsx", "10/预算.xlsx"]));
    assert.equal(await page.locator(".not-checked").innerText().then((text) => text.replace(/\s*!\s*/, "")), "另有 1 个文件没有核对：丙.pdf。");
    await page.locator(".outcome-link").last().click();
    await support.verdict(page, "10/预算.xlsx");
    await support.choose(page, "a.zip", zipSync({ "乙/预算.xlsx": sample.bytes, "甲/预算.xlsx": sample.bytes }));
    await page.getByRole("heading", { name: /^2 份结果/ }).waitFor();
    assert.deepEqual(await listed(), names(["乙/预算.xlsx", "甲/预算.xlsx"]));
  }));

test("on a phone it is read without scrolling sideways why a file could not be read", { skip }, () =>
  support.withPage(
    browser,
    async (page) => {
      await page.locator("input[type=file]").first().setInputFiles(files([["a.xlsx", sample.bytes], ["成绩单.xlsx", gradeBook()]]));
      await page.locator(".outcome.refused").waitFor();
      assert.ok(await page.locator(".outcome-scroll").evaluate((scroll) => scroll.scrollWidth <= scroll.clientWidth));
    },
    { width: 390, height: 844 },
  ));

test("the sums of a department follow what is typed into a unit", { skip: workbooks[0].skip }, () =>
  support.withPage(browser, async (page) => {
    const { unit } = JSON.parse(support.commandReport(sample.name, sample.bytes));
    const of = (name) => renamed(sample.bytes, `编制部门：${unit.name}`, `编制部门：${name}`);
    const names = ["示例市文化局部门", "示例市文化局本级", "示例市文化局图书馆"];
    await page.locator("input[type=file]").first().setInputFiles(files(names.map((name) => [`${name}.xlsx`, of(name)])));
    const lines = page.locator(".department tbody tr");
    await lines.first().waitFor();
    const amounts = async () => (await lines.first().locator(".number").allInnerTexts()).map((text) => Number(text.replaceAll(",", "").replace("−", "-")));
    const [whole, sum, difference] = await amounts();
    assert.deepEqual([sum, difference], [whole * 2, -whole]);
    await page.locator(".outcome").nth(1).getByRole("button").click();
    await page.locator(".verdict .sentence").waitFor();
    const { summary } = JSON.parse(support.commandReport(sample.name, sample.bytes));
    const { table, cell } = summary.series[0].total.cells[0];
    await page.evaluate((hash) => (location.hash = hash), `#${table}!${cell}`);
    await page.locator(".inspector h2", { hasText: cell }).waitFor();
    await page.keyboard.type("0");
    await page.keyboard.press("Enter");
    await page.locator(".verdict.error").waitFor();
    await page.getByRole("button", { name: "返回清单" }).click();
    await lines.first().waitFor();
    assert.deepEqual((await amounts()).slice(1), [whole, 0]);
  }));

test("an empty folder is said to be one", () =>
  support.withPage(browser, async (page) => {
    await support.withFolder({ "空/README.md": "x" }, (folder) => support.dropPaths(page, [`${folder}/空`]));
    assert.match(await page.locator(".failure-message").innerText(), /没有找到可核对的文件/);
  }));
