import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { folder, serve } from "./static.mjs";
import * as support from "./support.mjs";

const demo = fileURLToPath(new URL("../../web/embed/demo/", import.meta.url));
const dist = process.env.GOUJI_DIST ?? fileURLToPath(new URL("../../dist/", import.meta.url));

let browser;
before(async () => {
  browser = await support.launch();
});
after(() => browser.close());

const integrity = JSON.parse(readFileSync(`${dist}/integrity.json`, "utf8"))["embed.js"];
const policy = (page) =>
  `default-src 'none'; script-src 'self' ${page}; style-src 'self'; frame-src ${page}; base-uri 'none'; form-action 'none'`;

/** The demonstration portal on an origin of its own, around a page on another. */
async function withPortal(use, { attributes = "sample", hash = integrity, expected, width = 1100 } = {}) {
  const page = await serve(folder(dist), { headers: { "Access-Control-Allow-Origin": "*" } });
  const origin = new URL(page.address).origin;
  const files = folder(demo);
  const find = async (path) => {
    const content = await files(path);
    if (!path.endsWith(".html")) return content;
    const text = content.toString().replace("https://gouji.example/", page.address);
    return text.replace(/integrity="[^"]*"/, `integrity="${hash}"`).replace("<gouji-check sample>", `<gouji-check ${attributes}>`);
  };
  const portal = await serve(find, { policy: policy(origin) });
  const address = portal.address.replace("127.0.0.1", "localhost");
  try {
    const options = { address, origins: [page.address], ready: "h1", width, expected };
    await support.withPage(browser, (site) => use(site, site.frameLocator("gouji-check iframe")), options);
  } finally {
    await Promise.all([page.end(), portal.end()]);
  }
}

const frameHeight = (site) => site.locator("gouji-check iframe").evaluate((frame) => frame.clientHeight);
const inner = (frame) => frame.locator("body").evaluate((body) => Math.ceil(body.getBoundingClientRect().height));

test("a portal of another origin gets the page, its height, the outcome and its counts, and no more", () =>
  withPortal(async (site, frame) => {
    await site.evaluate(() => {
      globalThis.heard = [];
      for (const name of ["gouji-ready", "gouji-checked", "gouji-report"]) {
        document.addEventListener(name, ({ type, detail }) => globalThis.heard.push([type, detail]));
      }
    });
    await frame.locator(".verdict .sentence").waitFor();
    await site.locator("#outcome", { hasText: "项勾稽" }).waitFor();
    await site.waitForFunction(() => globalThis.heard.some(([type]) => type === "gouji-checked"));
    const heard = await site.evaluate(() => globalThis.heard);
    const [, told] = heard.find(([type]) => type === "gouji-checked");
    assert.deepEqual(Object.keys(told).sort(), ["counts", "verdict"]);
    assert.ok(Object.values(told.counts).every((count) => typeof count === "number"));
    assert.deepEqual(heard.filter(([type]) => type === "gouji-report"), []);
    await support.until(async () => Math.abs((await frameHeight(site)) - (await inner(frame))) <= 1);
  }));

test("the report goes to the portal only when the visitor agrees", () =>
  withPortal(async (site, frame) => {
    await site.locator("#outcome", { hasText: "项勾稽" }).waitFor();
    await site.locator("#report").click();
    await frame.getByText("请求取得这份核对报告").waitFor();
    assert.match(await frame.locator(".consent").innerText(), /http:\/\/localhost:\d+/);
    await frame.getByRole("button", { name: "不同意", exact: true }).click();
    await site.locator("#outcome", { hasText: "没有取得报告" }).waitFor();
    await site.locator("#report").click();
    await frame.getByRole("button", { name: "同意交给它" }).click();
    await site.locator("#outcome", { hasText: "报告：sample.xlsx" }).waitFor();
  }));

test("on a phone the portal scrolls to the cell that is chosen, and to the question for the report", () =>
  withPortal(
    async (site, frame) => {
      await frame.locator(".verdict .sentence").waitFor();
      const group = frame.locator(".findings .group", { has: frame.locator("button.finding-link") }).first();
      if (!(await group.evaluate((details) => details.open))) await group.locator("> summary").click();
      const inSight = async (part) => {
        const box = await part.boundingBox();
        return box !== null && box.y >= 0 && box.y + box.height <= 800;
      };
      const finding = frame.locator("button.finding-link").last();
      await finding.scrollIntoViewIfNeeded();
      await finding.click();
      await support.until(() => inSight(frame.locator(".book .chosen").first()));
      await support.until(() => inSight(frame.locator(".inspector h2").first()));
      await site.evaluate(() => {
        scrollTo(0, document.body.scrollHeight);
        document.querySelector("gouji-check").requestReport();
      });
      await support.until(() => inSight(frame.locator(".consent")));
    },
    { width: 390 },
  ));

test("a portal sets colours, and nothing but colours", () =>
  withPortal(async (site, frame) => {
    await frame.locator(".verdict .sentence").waitFor();
    const token = (name) => frame.locator("html").evaluate((root, name) => getComputedStyle(root).getPropertyValue(name).trim(), name);
    await support.until(async () => (await token("--brand")) === "#9c1c1c");
    const paper = await token("--paper");
    await site.locator("#dark").click();
    await support.until(async () => (await token("--paper")) !== paper);
    await site.evaluate(() => {
      const check = document.querySelector("gouji-check");
      check.style.setProperty("--gouji-ink", "url(https://example.com/x)");
      check.refresh();
    });
    await site.locator("#dark").click();
    await support.until(async () => (await token("--paper")) === paper);
    assert.doesNotMatch(await token("--ink"), /url/);
  }));

test("only the site around the frame is listened to, and only once", () =>
  withPortal(async (site, frame) => {
    await site.locator("#outcome", { hasText: "项勾稽" }).waitFor();
    const answered = await site.evaluate(async () => {
      const { port1, port2 } = new MessageChannel();
      const heard = new Promise((resolve) => {
        port1.onmessage = () => resolve(true);
        setTimeout(() => resolve(false), 300);
      });
      document.querySelector("iframe").contentWindow.postMessage({ gouji: "hello" }, "*", [port2]);
      // What does not come from the frame is no word of the page.
      postMessage({ gouji: "ready" }, "*");
      return heard;
    });
    assert.equal(answered, false);
    await site.locator("#report").click();
    await frame.locator(".consent").waitFor();
  }));

test("a script that is not the one that was agreed on does not run", () =>
  withPortal(
    async (site) => {
      await site.waitForLoadState("load");
      assert.equal(await site.locator("gouji-check iframe").count(), 0);
    },
    { hash: "sha384-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", expected: [/integrity/] },
  ));
