import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { workbooks } from "./files.mjs";
import * as support from "./support.mjs";

let browser;
before(async () => {
  browser = await support.launch();
});
after(() => browser.close());

const markup = "<img src=x onerror=alert(1)>";
const script = "<script>document.title='harm'</script>";
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The workbook with markup as the name of each sheet and at the end of each text of its cells. */
function withMarkup(bytes) {
  const parts = unzipSync(bytes);
  const change = (part, pattern, by) => {
    const text = strFromU8(parts[part]);
    const changed = text.replace(pattern, by);
    assert.notEqual(changed, text, part);
    parts[part] = strToU8(changed);
  };
  let sheet = 0;
  change("xl/workbook.xml", /(<sheet name=")[^"]*/g, (_, front) => `${front}${escaped(markup)}${(sheet += 1)}`);
  change("xl/sharedStrings.xml", /([^>]*文化馆[^<]*)<\/t>/g, (_, text) => `${text}${escaped(script)}${escaped(markup)}</t>`);
  return Buffer.from(zipSync(parts));
}

test("markup in names of sheets and files and in cells is shown as text", () =>
  support.withPage(browser, async (page) => {
    const title = await page.title();
    page.on("dialog", (dialog) => assert.fail(dialog.message()));
    await support.choose(page, `${markup.replaceAll("/", "")}.xlsx`, withMarkup(workbooks[0].bytes));
    await page.locator(".verdict .sentence").waitFor();
    for (const table of await page.locator(".table-link").all()) {
      await table.click();
      await page.locator(".book").waitFor();
    }
    const seen = await page.locator("body").innerText();
    assert.ok(seen.includes(markup), "the markup is to be read on the page");
    const made = await page.locator("img[src=x], body script:not([src]), [onerror]").count();
    assert.equal(made, 0);
    assert.ok((await page.title()).startsWith(title.slice(0, 2)), await page.title());
    const { text } = await support.download(page, "下载核对报告");
    assert.ok(text.includes("<img src=x"), "the report has it as it stands in the file");
  }));
