import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { workbooks } from "./files.mjs";
import { folder, laterBuild, serve } from "./static.mjs";
import * as support from "./support.mjs";

const dist = process.env.GOUJI_DIST ?? fileURLToPath(new URL("../../dist/", import.meta.url));
const sound = workbooks.find((workbook) => !workbook.skip);

let browser;
before(async () => {
  browser = await support.launch();
});
after(() => browser.close());

const visit = (address, use) =>
  support.withPage(browser, use, { address, serviceWorkers: "allow", expected: [/Failed to load resource|ERR_/] });

/** Waits until the page is kept whole. */
async function kept(page) {
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active.state === "activated") return;
    await new Promise((resolve) => active.addEventListener("statechange", resolve, { once: true }));
  });
}

test("the page can be installed", () =>
  visit(support.address, async (page) => {
    const session = await page.context().newCDPSession(page);
    const { errors, url } = await session.send("Page.getAppManifest");
    assert.deepEqual(errors, []);
    const manifest = await page.evaluate(async (url) => (await fetch(url)).json(), url);
    for (const { src, sizes } of manifest.icons) {
      const size = await page.evaluate(async (src) => {
        const image = new Image();
        image.src = src;
        await image.decode();
        return `${image.width}x${image.height}`;
      }, new URL(src, url).href);
      assert.equal(size, sizes);
    }
    const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
    assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito"), []);
  }));

test("after the first visit everything works with the network cut", async (t) => {
  if (!sound) return t.skip("no sound workbook is here");
  const server = await serve(folder(dist));
  await visit(server.address, async (page) => {
    await kept(page);
    await server.end();
    await page.reload();
    await page.locator(".privacy").first().waitFor();
    await support.choose(page, sound.name, sound.bytes);
    await support.verdict(page, sound.name);
    await page.getByRole("tab", { name: "图表" }).click();
    await page.locator(".picture svg").first().waitFor();
    await page.goto(`${server.address}?sample`);
    await support.verdict(page, "sample.xlsx");
  });
});

test("a later build is offered, and then all of it is used", async () => {
  let find = folder(dist);
  const server = await serve((path) => find(path));
  const asked = [];
  try {
    await visit(server.address, async (page) => {
      await kept(page);
      await page.reload();
      await page.locator(".privacy").first().waitFor();
      const build = () => page.evaluate(() => new URL(globalThis.gouji.files).pathname);
      const earlier = await build();
      find = laterBuild(dist, "新");
      page.context().on("request", (request) => asked.push(request));
      await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
      const update = page.getByRole("button", { name: "更新", exact: true });
      await update.waitFor();
      await page.reload();
      assert.equal(await build(), earlier, "a reload alone keeps the build");
      await update.waitFor();
      // Whatever the page still wants of its build comes from what was kept.
      find = laterBuild(dist, "新");
      await page.getByRole("button", { name: "试用样例" }).click();
      await support.verdict(page, "sample.xlsx");
      await update.click();
      await page.waitForFunction((earlier) => globalThis.gouji && new URL(globalThis.gouji.files).pathname !== earlier, earlier);
      await page.locator(".privacy").first().waitFor();
      assert.notEqual(await build(), earlier);
      await page.getByRole("button", { name: "试用样例" }).click();
      await support.verdict(page, "sample.xlsx");
      const scripts = await page.evaluate(() => performance.getEntriesByType("resource").map((entry) => new URL(entry.name).pathname));
      assert.deepEqual(scripts.filter((path) => path.startsWith(earlier)), [], "nothing of the earlier build");
    });
  } finally {
    await server.end();
  }
});
