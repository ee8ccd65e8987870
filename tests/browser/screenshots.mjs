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

const browser = await support.launch();
for (const [width, height] of [[390, 844], [1366, 768], [1920, 1080]]) {
  await support.withPage(
    browser,
    async (page) => {
      const picture = (what) => page.screenshot({ path: join(folder, `${what}-${width}.png`) });
      await picture("start");
      await support.choose(page, name, bytes);
      await support.verdict(page, name);
      await picture("result");
      const message = page.locator("button.finding-link .message").first();
      if (await message.count()) await support.follow(page, await message.textContent());
      else await page.locator(".table-link").first().click();
      await page.locator(".book").waitFor();
      await picture("table");
      await page.getByRole("tab", { name: "图表" }).click();
      await picture("charts");
      await page.locator(".rulebook summary").click();
      await picture("rulebook");
      await page.goto(`${support.address}#/rules/GJ0301`);
      await page.locator(".rule.named").waitFor();
      await picture("rule");
      const { summary } = JSON.parse(support.commandReport(name, bytes));
      const files = [["甲.xlsx", bytes], ["乙.xlsx", spoil(bytes, summary.series[0].parts[0].cells[0])], ["成绩单.xlsx", gradeBook()]];
      await page.goto(support.address);
      await page.locator("input[type=file]").first().setInputFiles(files.map(([name, buffer]) => ({ name, mimeType: "", buffer })));
      await page.locator(".outcome").first().waitFor();
      await picture("several");
    },
    { width, height },
  );
}
await browser.close();
