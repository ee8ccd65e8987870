// What is typed and accepted outlives the worker.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, before, test } from "node:test";
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
const [wrong, other] = skip ? [] : report.summary.series[0].parts.map((part) => part.cells[0]);
const spoiled = skip ? sample.bytes : spoil(sample.bytes, wrong);
const broken = skip ? {} : JSON.parse(support.commandReport(sample.name, spoiled));

const cell = (page, { table, cell }) => page.locator(`[id="${table}!${cell}"]`);
const says = (page, sentence) => page.waitForFunction((text) => document.querySelector(".verdict .sentence")?.textContent === text, sentence);
const press = (page, name) => page.getByRole("button", { name, exact: true }).click();

/** A page whose workers the test can reach. */
const withWorkers = (use, options) =>
  support.withPage(browser, async (page) => {
    await page.addInitScript(() => {
      const Plain = Worker;
      window.workers = [];
      window.Worker = class extends Plain {
        constructor(...how) {
          super(...how);
          window.workers.push(this);
        }
      };
    });
    await page.reload();
    await page.locator(".privacy").waitFor();
    await use(page);
  }, options);

/** Lets the module fall over a message that it cannot read. */
async function fell(page) {
  const before = await page.evaluate(() => window.workers.length);
  await page.evaluate(() => window.workers.at(-1).postMessage("no request"));
  await page.waitForFunction((before) => window.workers.length > before, before);
}

/** Accepts what is proposed for the wrong amount and types another into a second cell. */
async function change(page) {
  await says(page, broken.sentence);
  await page.locator(".teaser button").click();
  await page.locator(".correction .accept").first().click();
  await says(page, report.sentence);
  await page.evaluate((hash) => (location.hash = hash), `#${other.table}!${other.cell}`);
  await page.locator(".inspector h2", { hasText: other.cell }).waitFor();
  await page.keyboard.type("9999");
  await page.keyboard.press("Enter");
  await page.locator(".verdict.error").waitFor();
  return page.locator(".verdict .sentence").innerText();
}

/** Fails unless both changes are in place, can be taken back and made again, and stand in what is saved. */
async function assertKept(page, sentence) {
  assert.equal(await page.locator(".verdict .sentence").innerText(), sentence);
  assert.match(await cell(page, other).innerText(), /9999\.00/);
  const old = page.locator(`.book td:has(del)`);
  assert.ok((await old.count()) >= 1);
  await press(page, "撤销");
  await says(page, report.sentence);
  await press(page, "撤销");
  await says(page, broken.sentence);
  await press(page, "重做");
  await says(page, report.sentence);
  await press(page, "重做");
  await says(page, sentence);
  const saved = await support.download(page, "下载更正数据");
  const changes = JSON.parse(saved.text).changes.map(({ cell, to }) => [cell.table, cell.cell, to]);
  assert.deepEqual(changes, [[wrong.table, wrong.cell, wrong.value], [other.table, other.cell, "9999.00"]]);
}

test("after a fall of the worker changes are there, and the question that came next is answered", { skip }, () => {
  const use = async (page) => {
    await support.choose(page, sample.name, spoiled);
    const sentence = await change(page);
    await fell(page);
    assert.match(await page.locator(".failure-message").innerText(), /已经重新启动.*更正都还在/);
    await press(page, "知道了");
    await assertKept(page, sentence);
  };
  return withWorkers(use, { expected: [/uncaught|error/] });
});

test("what is typed while there is no worker is put into its cell when there is one again", { skip }, () => {
  const use = async (page) => {
    await support.choose(page, sample.name, spoiled);
    await change(page);
    await fell(page);
    await cell(page, other).click();
    await page.keyboard.type("8888");
    await page.keyboard.press("Enter");
    await page.waitForFunction((id) => /8888\.00/.test(document.getElementById(id).innerText), `${other.table}!${other.cell}`);
    const saved = await support.download(page, "下载更正数据");
    const changes = JSON.parse(saved.text).changes.map(({ to }) => to);
    assert.deepEqual(changes, [wrong.value, "8888.00"]);
  };
  return withWorkers(use, { expected: [/uncaught|error/] });
});

test("after a check that was stopped the changes to the earlier file are there", { skip }, () =>
  withWorkers(async (page) => {
    await support.choose(page, sample.name, spoiled);
    const sentence = await change(page);
    await page.route("**/worker_loader.js", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
    // A worker that never gets ready: the check of the second file waits until it is stopped.
    await page.evaluate(() => window.workers.at(-1).dispatchEvent(new ErrorEvent("error")));
    await support.choose(page, "慢.xlsx", sample.bytes);
    await page.locator(".progress").waitFor();
    await page.unroute("**/worker_loader.js");
    await press(page, "取消");
    await assertKept(page, sentence);
  }));

test("changes to one of several files are there after a look at the list and after a fall", { skip }, () => {
  const use = async (page) => {
    const files = [["a.xlsx", sample.bytes], ["b.xlsx", spoiled]];
    await page.locator("input[type=file]").first().setInputFiles(files.map(([name, bytes]) => ({ name, mimeType: "", buffer: Buffer.from(bytes) })));
    const entry = page.locator(".outcome").nth(1);
    await entry.getByRole("button").click();
    const sentence = await change(page);
    await page.getByRole("button", { name: "返回清单" }).click();
    assert.equal(await entry.locator(".outcome-sentence").innerText(), sentence);
    await fell(page);
    await entry.getByRole("button").click();
    await says(page, sentence);
    await page.evaluate((hash) => (location.hash = hash), `#${other.table}!${other.cell}`);
    await cell(page, other).waitFor();
    await assertKept(page, sentence);
  };
  return withWorkers(use, { expected: [/uncaught|error/] });
});

test("changes stay when another rulebook judges the file, and go when the file is given again", { skip }, () =>
  withWorkers(async (page) => {
    await support.choose(page, sample.name, spoiled);
    const sentence = await change(page);
    await page.locator(".rulebook > summary").click();
    await page.locator(".rulebook select").selectOption(report.rulebook);
    await page.locator(".rulebook-reason", { hasText: "按指定的" }).waitFor({ state: "attached" });
    await page.locator(".rulebook > summary").click();
    await says(page, sentence);
    await page.evaluate((hash) => (location.hash = hash), `#${other.table}!${other.cell}`);
    await cell(page, other).locator("del").waitFor();
    await press(page, "撤销");
    await says(page, broken.sentence);
    await press(page, "重做");
    await says(page, sentence);
    const saved = await support.download(page, "下载更正数据");
    const changes = JSON.parse(saved.text).changes.map(({ cell, to }) => [cell.cell, to]);
    assert.deepEqual(changes, [[wrong.cell, wrong.value], [other.cell, "9999.00"]]);
    await support.choose(page, sample.name, spoiled);
    await says(page, broken.sentence);
  }));

test("a file that is no longer there is said to be gone, and its result stays", { skip }, () => {
  const use = async (page) => {
    await support.withFolder({ "a.xlsx": spoiled }, async (folder) => {
      await support.dropPaths(page, [`${folder}/a.xlsx`]);
      const sentence = await change(page);
      rmSync(`${folder}/a.xlsx`);
      await fell(page);
      await press(page, "撤销");
      await page.locator(".failure-message", { hasText: "浏览器已经读不到它" }).waitFor();
      assert.equal(await page.locator(".verdict .sentence").innerText(), sentence);
    });
  };
  return withWorkers(use, { expected: [/uncaught|error/] });
});
