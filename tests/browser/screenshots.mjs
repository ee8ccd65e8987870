// Pictures of the page at three widths: node screenshots.mjs FOLDER [WORKBOOK]
import { mkdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gradeBook, spoil, workbooks } from "./files.mjs";
import * as support from "./support.mjs";

const [folder, workbook] = process.argv.slice(2);
if (!folder) {
  console.error("usage: node screenshots.mjs FOLDER [WORKBOOK]");
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const { name, bytes } = workbook ? { name: basename(workbook), bytes: readFileSync(workbook) } : workbooks[0];
const { summary } = JSON.parse(support.commandReport(name, bytes));
const changed = summary.series[0].parts[0].cells[0];
const spoiled = spoil(bytes, changed);

const browser = await support.launch();
for (const [width, height] of [[390, 844], [1280, 800], [1920, 1080]]) {
  await support.withPage(
    browser,
    async (page) => {
      const picture = (what, options) => page.screenshot({ path: join(folder, `${what}-${width}.png`), ...options });
      const tab = (name) => page.getByRole("tab", { name }).click();
      await picture("start");
      await support.choose(page, name, bytes);
      await support.verdict(page, name);
      await picture("result");
      await tab("图表");
      await picture("charts");
      await support.choose(page, name, spoiled);
      await page.locator(".verdict.error").waitFor();
      await picture("verdict");
      await page.evaluate((hash) => (location.hash = hash), `#${changed.table}!${changed.cell}`);
      await page.locator(".relation").first().waitFor();
      await picture("inspector");
      await tab("更正");
      await page.locator(".effect > button").first().click();
      await page.locator(".effect-told").waitFor();
      await picture("corrections");
      await tab("下载");
      await picture("downloads");
      await page.emulateMedia({ media: "print" });
      await picture("print", { fullPage: true });
      await page.emulateMedia({ media: "screen" });
      await page.locator(".rulebook summary").click();
      await picture("rulebook");
      await page.goto(`${support.address}#/rules/GJ0301`);
      await page.locator(".rule.named").waitFor();
      await picture("rule");
      const files = [["甲.xlsx", bytes], ["乙.xlsx", spoiled], ["成绩单.xlsx", gradeBook()]];
      await page.goto(support.address);
      await page.locator("input[type=file]").first().setInputFiles(files.map(([name, buffer]) => ({ name, mimeType: "", buffer })));
      await page.locator(".outcome").first().waitFor();
      await picture("several");
      await page.getByRole("button", { name: "English" }).click();
      await page.getByRole("button", { name: /^甲/ }).click();
      await page.locator(".verdict").waitFor();
      await picture("english");
    },
    { width, height },
  );
}
await browser.close();
