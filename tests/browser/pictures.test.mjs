import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { renamed, spoil, workbooks } from "./files.mjs";
import * as support from "./support.mjs";

let browser;
before(async () => {
  browser = await support.launch();
});
after(() => browser.close());

/** The pictures of a workbook, once all of them are drawn. */
const withPictures = (name, bytes, use, options) =>
  support.withPage(
    browser,
    async (page) => {
      await support.choose(page, name, bytes);
      await support.verdict(page, name);
      await page.getByRole("tab", { name: "图表" }).click();
      await support.until(async () => {
        const [all, drawn] = [await page.locator(".picture").count(), await page.locator(".picture svg").count()];
        return all > 0 && all === drawn;
      });
      await use(page);
    },
    options,
  );

const picture = (page, title) => page.locator("figure.chart").filter({ has: page.getByRole("heading", { name: title, exact: true }) });
const TREE = "支出按功能分类：类、款、项";

for (const { name, bytes, skip } of workbooks) {
  test(`every picture of ${name} has title, unit, source and the report's own amounts`, { skip }, () =>
    withPictures(name, bytes, async (page) => {
      const { series, flows, changes = [] } = JSON.parse(support.commandReport(name, bytes)).summary;
      const titles = await page.locator("figure.chart h3").allInnerTexts();
      const expected = [...flows, ...changes, ...series].map(({ title }) => title);
      assert.deepEqual(titles.filter((title) => title !== TREE).sort(), expected.sort());
      for (const { title, unit, table, parts } of series) {
        const figure = picture(page, title);
        const caption = await figure.locator("figcaption").innerText();
        assert.ok(caption.includes(unit) && caption.includes(`来源：表${table.slice(1)}`), caption);
        const drawn = await figure.locator(".picture svg").textContent();
        for (const { value, share } of parts.filter(({ level }) => level === 1)) {
          assert.ok(drawn.includes(`${value}\u2002${share}%`), `${title}: ${value}`);
        }
        assert.equal(await figure.locator(".stamp").count(), 0);
      }
      const [flow] = flows;
      const bands = await picture(page, flow.title).locator(".band").count();
      assert.equal(bands, flow.sources.length + flow.functions.length + flow.splits.length);
    }));
}

const [{ name, bytes }] = workbooks;

test("bars are sorted, the longest first", () =>
  withPictures(name, bytes, async (page) => {
    const bars = picture(page, "支出按功能分类").locator("rect.bar");
    const widths = await bars.evaluateAll((list) => list.map((bar) => Number(bar.getAttribute("width"))));
    assert.ok(widths.length > 2);
    assert.deepEqual(widths, [...widths].sort((a, b) => b - a));
  }));

test("areas are opened and left by keyboard, and lead to their cells", () =>
  withPictures(name, bytes, async (page) => {
    const tree = picture(page, TREE);
    const area = tree.getByRole("button", { name: /^208 / });
    await area.focus();
    await page.keyboard.press("Enter");
    await tree.locator(".trail-here", { hasText: "208" }).waitFor();
    const inner = await tree.locator(".picture svg .tile").count();
    assert.ok(inner > 0 && (await tree.getByRole("button", { name: /^207 / }).count()) === 0);
    await page.keyboard.press("Escape");
    await tree.getByRole("button", { name: /^207 / }).first().waitFor();
    assert.equal(await tree.locator(".trail").count(), 0);
    await tree.getByRole("button", { name: /^208 / }).first().press("Enter");
    await tree.getByRole("button", { name: /^20805 / }).first().press("Enter");
    const report = JSON.parse(support.commandReport(name, bytes));
    const part = report.summary.series.find(({ kind }) => kind === "function").parts.find(({ code }) => code === "2080505");
    await tree.getByRole("button", { name: /^2080505 / }).press("Enter");
    await support.assertReached(page, part.cells[0]);
  }));

test("a picture is saved as SVG, as PNG and its data as CSV", () =>
  withPictures(name, bytes, async (page) => {
    const saved = async (figure, button) => {
      const [file] = await Promise.all([page.waitForEvent("download"), figure.getByRole("button", { name: button }).click()]);
      return { name: file.suggestedFilename(), content: Buffer.concat(await (await file.createReadStream()).toArray()) };
    };
    for (const title of ["资金从来源到用途", TREE, "收入按资金来源"]) {
      const figure = picture(page, title);
      const svg = await saved(figure, "存为 SVG");
      assert.match(svg.name, new RegExp(`-${title}\\.svg$`));
      const text = svg.content.toString();
      for (const word of [title, "单位：万元", "来源：", "783.56"]) assert.ok(text.includes(word), `${title}: ${word}`);
      assert.doesNotMatch(text, /<script|onload|style="|class="|var\(--/);
      const sound = await page.evaluate((text) => !new DOMParser().parseFromString(text, "image/svg+xml").querySelector("parsererror"), text);
      assert.ok(sound);
      const png = await saved(figure, "存为 PNG");
      assert.equal(png.content.subarray(1, 4).toString(), "PNG");
      assert.equal(png.content.readUInt32BE(16), 1920);
      const csv = (await saved(figure, "存为 CSV")).content.toString();
      await figure.locator(".chart-data > summary").click();
      const rows = await figure.locator(".chart-data tr").evaluateAll((rows) => rows.map((row) => row.cells[1].innerText.replace("−", "-")));
      const lines = csv.replace(/^\ufeff/, "").trimEnd().split("\r\n");
      assert.deepEqual(lines.map((line) => line.split(",")[1]), rows);
    }
  }));

test("pictures of figures that do not agree are stamped, on the page and in the file", () => {
  const { summary } = JSON.parse(support.commandReport(name, bytes));
  const spoilt = spoil(bytes, summary.series.find(({ kind }) => kind === "function").parts[0].cells[0]);
  return withPictures("改错.xlsx", spoilt, async (page) => {
    const figure = picture(page, "支出按功能分类");
    await figure.locator(".stamp", { hasText: "未核平" }).waitFor();
    assert.ok((await figure.locator(".picture .broken").count()) > 0);
    const [file] = await Promise.all([page.waitForEvent("download"), figure.getByRole("button", { name: "存为 SVG" }).click()]);
    const text = Buffer.concat(await (await file.createReadStream()).toArray()).toString();
    assert.ok(text.includes("未核平"));
    assert.equal(await picture(page, "收入按资金来源").locator(".stamp").count(), 0);
  });
});

test("markup in names is text", () => {
  const { summary } = JSON.parse(support.commandReport(name, bytes));
  const [project] = summary.series.find(({ kind }) => kind === "project").parts;
  const markup = "<img src=x onerror=alert(1)>&<b>粗</b>";
  return withPictures("标记.xlsx", renamed(bytes, project.name, markup), async (page) => {
    const figure = picture(page, "一般公共预算项目支出按项目");
    const said = await figure.locator(".picture svg title").allTextContents();
    assert.ok(said.some((text) => text.includes(markup)), said.join("\n"));
    assert.equal(await figure.locator("img, b:text('粗')").count(), 0);
  });
});

test("pictures follow the width of the page", () =>
  withPictures(
    name,
    bytes,
    async (page) => {
      for (const width of [390, 1280, 700]) {
        await page.setViewportSize({ width, height: 800 });
        await support.until(async () => {
          const sizes = await page.locator(".picture").evaluateAll((list) => list.map((one) => Math.abs(one.clientWidth - one.querySelector("svg").clientWidth)));
          return sizes.every((gap) => gap <= 1);
        });
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, `${width}`);
      }
    },
    { width: 1280 },
  ));

/** A table with last year's amounts; `change` has the text of its cells. */
const lastYear = (change = (text) => text) =>
  Buffer.from(
    change(`一般公共预算支出表,,,,,,
编制部门：某市教育局,,2026年,,,,单位：万元
科目编码,科目名称,2025年预算数,2026年预算数,,,比上年增减
,,,小计,基本支出,项目支出,增减额
205,教育支出,900.00,1000.00,800.00,200.00,100.00
20502,普通教育,900.00,1000.00,800.00,200.00,100.00
208,社会保障和就业支出,270.50,120.50,120.50,0.00,-150.00
20805,行政事业单位养老支出,270.50,120.50,120.50,0.00,-150.00
221,住房保障支出,60.00,60.00,60.00,0.00,0.00
22102,住房改革支出,60.00,60.00,60.00,0.00,0.00
合计,,1230.50,1180.50,980.50,200.00,-50.00
`),
  );
const CHANGES = "一般公共预算支出比上年增减";

test("changes from last year are drawn to either side of a line, the greatest first, and saved", () =>
  withPictures("上年.csv", lastYear(), async (page) => {
    const figure = picture(page, CHANGES);
    const caption = await figure.locator("figcaption").innerText();
    for (const word of ["万元", "来源：一般公共预算支出表", "1230.50 → 1180.50", "−50.00", "−4.06%"]) assert.ok(caption.includes(word), `${word}: ${caption}`);
    const names = await figure.locator(".picture svg title").allTextContents();
    assert.deepEqual(names, [
      "208 社会保障和就业支出 270.50 → 120.50\u2002−150.00\u2002−55.45%",
      "205 教育支出 900.00 → 1000.00\u2002+100.00\u2002+11.11%",
      "221 住房保障支出 60.00 → 60.00\u20020.00\u20020.00%",
    ]);
    const bars = await figure.locator("rect.bar").evaluateAll((all) => all.map((bar) => ({ fall: bar.classList.contains("fall"), from: bar.x.baseVal.value, size: bar.width.baseVal.value })));
    const [fall, rise] = bars;
    assert.deepEqual(bars.map((bar) => bar.fall), [true, false]);
    assert.ok(Math.abs(fall.from + fall.size - rise.from) < 1 && Math.abs(fall.size / rise.size - 1.5) < 0.05, JSON.stringify(bars));
    const [file] = await Promise.all([page.waitForEvent("download"), figure.getByRole("button", { name: "存为 CSV" }).click()]);
    const lines = Buffer.concat(await (await file.createReadStream()).toArray()).toString().replace(/^\ufeff/, "").trimEnd().split("\r\n");
    assert.equal(lines[0], "项目,本年（万元）,上年预算数（万元）,增减（万元）,增减 %,出处,核对");
    assert.equal(lines[2], "208 社会保障和就业支出,120.50,270.50,-150.00,-55.45,一般公共预算支出表 D7 一般公共预算支出表 C7 一般公共预算支出表 G7,✓ 相符");
    await figure.locator(".chart-data > summary").click();
    const rows = await figure.locator(".chart-data tr").evaluateAll((rows) => rows.map((row) => [...row.cells].slice(0, 5).map((cell) => cell.innerText.replace("−", "-")).join()));
    assert.deepEqual(rows, lines.map((line) => line.split(",").slice(0, 5).join()));
    await figure.getByRole("button", { name: /^208 / }).press("Enter");
    await support.assertReached(page, { table: "T5", cell: "D7" });
  }));

test("a wrong change is stamped; where last year is not told there is no picture of it", async () => {
  await withPictures("改错.csv", lastYear((text) => text.replaceAll("-150.00", "-105.00")), async (page) => {
    await picture(page, CHANGES).locator(".stamp", { hasText: "未核平" }).waitFor();
    assert.ok((await picture(page, CHANGES).locator(".picture .broken").count()) > 0);
  });
  await support.withPage(browser, async (page) => {
    await support.choose(page, "无.csv", lastYear((text) => text.replace("2025年预算数", "备注").replace("增减额", "说明")));
    await support.verdict(page, "无.csv");
    await page.getByRole("tab", { name: "图表" }).click();
    await page.locator(".panel-charts .nothing", { hasText: "没有可画的数据" }).waitFor();
    assert.equal(await page.locator("figure.chart").count(), 0);
  });
});
