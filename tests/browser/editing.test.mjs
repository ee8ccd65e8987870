// Typing into a cell, and the relations of a cell.
import assert from "node:assert/strict";
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
const changed = skip ? {} : report.summary.series[0].parts[0].cells[0];
const spoiled = skip ? sample.bytes : spoil(sample.bytes, changed);
const broken = skip ? {} : JSON.parse(support.commandReport(sample.name, spoiled));

const cell = (page, { table, cell }) => page.locator(`[id="${table}!${cell}"]`);
const sentence = (page) => page.locator(".verdict .sentence");

/** Opens the sample, or a spoiled one, at a cell. */
async function at(page, place, bytes = sample.bytes) {
  await support.choose(page, sample.name, bytes);
  await support.verdict(page, sample.name);
  await page.evaluate((hash) => (location.hash = hash), `#${place.table}!${place.cell}`);
  await page.locator(".inspector h2", { hasText: place.cell }).waitFor();
}

test("any amount tells all its relations, and each addend leads to its cell", { skip }, () =>
  support.withPage(browser, async (page) => {
    await support.choose(page, sample.name, sample.bytes);
    await support.verdict(page, sample.name);
    await page.locator(".table-link").nth(2).click();
    const amount = page.locator(".book tbody td.amount").filter({ hasText: /\d/ }).last();
    const id = await amount.getAttribute("id");
    await amount.click();
    await page.locator(".relation").first().waitFor();
    const title = await page.locator(".relations h3").innerText();
    assert.equal(Number(title.match(/\((\d+)\)/)[1]), await page.locator(".relation").count());
    const sum = page.locator(".relation").first();
    assert.deepEqual(await sum.locator("thead th").allInnerTexts().then((all) => all.slice(1)), ["项目", "表中数", "最小", "最大"]);
    assert.equal(await page.locator(`.sum tr.here`).count() > 0, true);
    const other = sum.locator("tr:not(.here) button.term").first();
    const [, table, address] = (await other.locator(".cell-address").innerText()).match(/表(\d+) ([A-Z]+\d+)/);
    await other.click();
    await support.assertReached(page, { table: `T${table}`, cell: address });
    assert.notEqual(`T${table}!${address}`, id);
  }));

test("what is typed into a cell is checked at once, and taken back and made again by keys", { skip }, () =>
  support.withPage(browser, async (page) => {
    await at(page, changed);
    await page.keyboard.type("9999");
    await page.keyboard.press("Enter");
    await page.locator(".verdict.error").waitFor();
    assert.match(await cell(page, changed).innerText(), /9999\.00/);
    assert.match(await cell(page, changed).locator("del").innerText(), new RegExp(changed.value.replace(".", "\\.")));
    await page.keyboard.press("Control+z");
    await page.waitForFunction((text) => document.querySelector(".verdict .sentence").textContent === text, report.sentence);
    assert.equal(await cell(page, changed).locator("del").count(), 0);
    await page.keyboard.press("Control+y");
    await page.locator(".verdict.error").waitFor();
    await page.getByRole("button", { name: "撤销", exact: true }).click();
    await page.locator(".verdict.error").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "重做", exact: true }).click();
    await page.locator(".verdict.error").waitFor();
    const saved = await support.download(page, "下载更正数据");
    const { changes } = JSON.parse(saved.text);
    assert.deepEqual(changes.map(({ cell, from, to }) => [cell.cell, from, to]), [[changed.cell, changed.value, "9999.00"]]);
  }));

test("keys that come before the answer are for the cells", { skip }, () =>
  support.withPage(browser, async (page) => {
    // A worker that hears of everything half a second late.
    await page.addInitScript(() => {
      const post = Worker.prototype.postMessage;
      Worker.prototype.postMessage = function (...message) {
        setTimeout(() => post.apply(this, message), 500);
      };
    });
    await page.reload();
    await page.locator(".privacy").waitFor();
    await at(page, changed);
    const field = page.locator(".cell-field");
    await page.keyboard.type("9999");
    await page.keyboard.press("Enter");
    // At once, while the field stands there: another amount for the same cell, and on to the next.
    await page.keyboard.type("8888");
    await page.keyboard.press("Enter");
    await page.keyboard.press("ArrowDown");
    await page.waitForFunction((text) => document.querySelector(".inspector h2").textContent.endsWith(text) === false, changed.cell);
    const next = await page.locator(".inspector h2").innerText();
    await page.keyboard.type("7");
    await page.waitForFunction((id) => /8888/.test(document.getElementById(id).innerText), `${changed.table}!${changed.cell}`);
    assert.equal(await field.inputValue(), "7", "the answer for another cell leaves what is typed");
    await page.keyboard.press("Enter");
    await field.waitFor({ state: "detached" });
    await page.locator(".verdict.error").waitFor();
    assert.equal(await page.locator(".inspector h2").innerText(), next);
    const [, at2] = next.match(/([A-Z]+\d+)$/);
    await page.waitForFunction((id) => /7\.00/.test(document.getElementById(id).innerText), `${changed.table}!${at2}`);
    const saved = await support.download(page, "下载更正数据");
    assert.deepEqual(JSON.parse(saved.text).changes.map(({ cell, to }) => [cell.cell, to]), [[changed.cell, "8888.00"], [at2, "7.00"]]);
  }));

test("a right figure typed in makes a wrong file right", { skip }, () =>
  support.withPage(browser, async (page) => {
    await at(page, changed, spoiled);
    assert.equal(await sentence(page).innerText(), broken.sentence);
    await page.locator(".edit-form input").fill(changed.value);
    await page.locator(".edit-form button").click();
    await page.waitForFunction((text) => document.querySelector(".verdict .sentence").textContent === text, report.sentence);
    await page.waitForFunction((id) => document.activeElement?.closest("td")?.id === id, `${changed.table}!${changed.cell}`);
    await page.getByRole("button", { name: "恢复原值" }).click();
    await page.waitForFunction((text) => document.querySelector(".verdict .sentence").textContent === text, broken.sentence);
  }));

test("what is no amount is refused in the core's words and changes nothing", { skip }, () =>
  support.withPage(browser, async (page) => {
    await at(page, changed);
    await page.keyboard.press("F2");
    await page.locator(".cell-field").fill("十二");
    await page.keyboard.press("Enter");
    assert.match(await page.locator(".refused").innerText(), /“十二”.*请输入数字/);
    assert.equal(await sentence(page).innerText(), report.sentence);
    await page.keyboard.press("Enter");
    await page.locator(".cell-field").fill("1");
    await page.keyboard.press("Escape");
    await page.locator(".cell-field").waitFor({ state: "detached" });
    assert.equal(await sentence(page).innerText(), report.sentence);
  }));

test("arrows go from amount to amount", { skip }, () =>
  support.withPage(browser, async (page) => {
    await at(page, changed);
    await page.keyboard.press("ArrowDown");
    await page.waitForFunction((id) => document.activeElement.closest("td")?.id !== id, `${changed.table}!${changed.cell}`);
    await page.keyboard.press("ArrowUp");
    await support.assertReached(page, changed);
  }));

test("the effect of a correction is shown before it is accepted; a rejected one is put aside", { skip }, () =>
  support.withPage(browser, async (page) => {
    await support.choose(page, sample.name, spoiled);
    await support.verdict(page, sample.name);
    await page.locator(".teaser button").click();
    await page.locator(".correction .effect > button").first().click();
    const told = page.locator(".effect-told");
    assert.equal((await told.locator(".effect-verdict").innerText()).replace(/^[^\p{Script=Han}]*/u, ""), report.sentence);
    const errors = broken.findings.filter(({ severity }) => severity === "error");
    for (const { message } of errors.slice(0, 3)) await told.getByText(message, { exact: true }).waitFor();
    assert.equal(await sentence(page).innerText(), broken.sentence);
    await page.getByRole("button", { name: /^不采纳/ }).first().click();
    await page.locator(".corrections details summary", { hasText: "不采纳 (1)" }).click();
    await page.getByRole("button", { name: "放回建议" }).click();
    await page.locator(".correction .accept").first().click();
    await page.waitForFunction((text) => document.querySelector(".verdict .sentence").textContent === text, report.sentence);
    await page.locator(".accepted-item").first().waitFor();
  }));

test("the cause stands before what follows from it, and one press puts it right", { skip }, () =>
  support.withPage(browser, async (page) => {
    await support.choose(page, sample.name, spoiled);
    await support.verdict(page, sample.name);
    const [correction] = broken.corrections;
    const cause = page.locator(".cause").first();
    const [right, finding] = await Promise.all([cause.boundingBox(), page.locator(".finding").first().boundingBox()]);
    assert.ok(right.y < finding.y, "the cause stands beneath the findings");
    assert.match(await cause.innerText(), new RegExp(`${correction.cell.cell}\\s+${correction.from} → ${correction.to}`));
    const advice = `改为 ${correction.to}（`;
    const hints = await page.locator(".group.error .finding .hint").allInnerTexts();
    assert.equal(hints.filter((hint) => hint.includes(advice)).length, 1, "the advice is said more than once");
    await page.getByRole("button", { name: new RegExp(`^采纳：表.* ${correction.cell.cell} 改为 ${correction.to}`) }).click();
    await page.waitForFunction((text) => document.querySelector(".verdict .sentence").textContent === text, report.sentence);
    assert.equal(await page.locator(".cause").count(), 0);
    assert.notEqual(await page.evaluate(() => document.activeElement.tagName), "BODY");
  }));

test("a cell of the sample repaints the verdict", { skip }, (t) =>
  support.withPage(browser, async (page) => {
    await at(page, changed);
    const times = await page.evaluate(async (sound) => {
      const times = [];
      for (let turn = 0; turn < 10; turn += 1) {
        const before = document.querySelector(".verdict .sentence").textContent;
        const input = document.querySelector(".edit-form input");
        input.value = turn % 2 ? sound : "9999";
        const start = performance.now();
        input.form.requestSubmit();
        while (document.querySelector(".verdict .sentence").textContent === before) await new Promise(requestAnimationFrame);
        times.push(performance.now() - start);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      return times;
    }, changed.value);
    t.diagnostic(`verdict repainted after ${times.sort((a, b) => a - b)[times.length >> 1].toFixed(1)} ms (median)`);
  }));

test("the names of the rows stay in sight on a phone, under their heading", { skip }, () =>
  support.withPage(browser, async (page) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await support.choose(page, sample.name, sample.bytes);
    await support.verdict(page, sample.name);
    await page.locator(".table-link").nth(2).click();
    const edge = await page.locator(".sheet-scroll").evaluate((scroll) => {
      scroll.scrollLeft = scroll.scrollWidth;
      return scroll.getBoundingClientRect().left + scroll.clientLeft;
    });
    const names = page.locator(".book .naming");
    assert.ok((await names.count()) > 10);
    for (const name of [names.first(), names.nth(1), names.last()]) {
      assert.equal(Math.round((await name.boundingBox()).x), Math.round(edge));
    }
    assert.match(await names.first().innerText(), /科目名称/);
  }));
