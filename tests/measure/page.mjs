// Measures the page that GOUJI_URL serves; prints the figures as a Markdown table and puts them into
// docs/BENCHMARKS.md: node page.mjs
import lighthouse from "lighthouse";
import { chromium } from "playwright-core";
import { put } from "./document.mjs";

const { GOUJI_URL: address, GOUJI_DOCUMENT, MACHINE } = process.env;
const port = 9333;
const RUNS = 5;
const EDITS = 5;
const SLOW = { cpu: 4, megabits: 10, latency: 20 };

const screen = { mobile: false, width: 1350, height: 940, deviceScaleFactor: 1, disabled: false };
const DEVICES = {
  desktop: { formFactor: "desktop", screenEmulation: screen, throttling: { rttMs: 40, throughputKbps: 10240, cpuSlowdownMultiplier: 1 } },
  phone: { formFactor: "mobile" },
};

/** The start page that lies in the document takes files, which are checked as soon as that can be. */
const usable = (page) => page.waitForFunction(() => globalThis.gouji && document.querySelector(".drop-buttons button")?.offsetHeight);
/** The page's own module has drawn it. */
const ready = (page) => page.locator("#app .drop-buttons button").first().waitFor();
/** The worker has told its rulebooks: a file that is dropped now is checked at once. */
const checking = (page) => page.waitForFunction(() => document.querySelectorAll(".rulebook option").length > 1);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", `--remote-debugging-port=${port}`],
});
try {
  const rows = [...(await transfers()), ...(await firstUse()), ...(await editing()), ...(await scores())];
  const table = ["| what | figure | allowed |", "|---|---|---|", ...rows.map((row) => `| ${row.join(" | ")} |`)];
  console.log(table.join("\n"));
  const heading = `## The page: first use\n\n\`cargo xtask measure\`, in Chromium ${browser.version()}, on ${MACHINE}.`;
  put(GOUJI_DOCUMENT, "measure", `${heading}\n\n${table.join("\n")}`);
} finally {
  await browser.close();
}

/** Opens the page as a first visitor does, lets `use` have it, and counts what comes over the network to
 * page and worker; what is fetched again for use without a network is not counted. */
async function visit(use, slow) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "zh-CN", serviceWorkers: "block" });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    let bytes = 0;
    const finished = [];
    page.on("requestfinished", (request) => {
      finished.push(request.sizes().then((sizes) => (bytes += sizes.responseHeadersSize + sizes.responseBodySize)));
    });
    const transferred = async () => {
      await Promise.all(finished);
      return bytes;
    };
    if (slow) {
      await session.send("Emulation.setCPUThrottlingRate", { rate: slow.cpu });
      const throughput = (slow.megabits * 1_000_000) / 8;
      const limits = { downloadThroughput: throughput, uploadThroughput: throughput, latency: slow.latency, offline: false };
      await session.send("Network.emulateNetworkConditions", limits);
    }
    return await use(page, transferred);
  } finally {
    await context.close();
  }
}

/** Over the slow network, so that what the page only prepares for is not counted as what it waits for. */
async function transfers() {
  const kilo = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
  return visit(async (page, bytes) => {
    await page.goto(address, { waitUntil: "commit" });
    await usable(page);
    await page.waitForLoadState("domcontentloaded");
    const first = await bytes();
    await ready(page);
    const drawn = await bytes();
    await page.evaluate(() => { const rulebook = document.querySelector(".rulebook"); if (rulebook) rulebook.open = true; });
    await checking(page);
    await page.waitForLoadState("networkidle");
    const whole = await bytes();
    await page.locator(".drop-buttons button").last().click();
    await page.locator(".verdict .sentence").waitFor();
    const sample = await bytes();
    await page.getByRole("tab").nth(1).click();
    await page.locator(".picture svg").first().waitFor();
    await page.waitForLoadState("networkidle");
    return [
      ["transferred until the start page takes files", kilo(first), ""],
      ["transferred until its module has drawn the page", kilo(drawn), "450 kB"],
      ["transferred until a file can be checked", kilo(whole), "(450 kB)"],
      ["transferred for the first picture", kilo((await bytes()) - sample), "250 kB"],
    ];
  }, SLOW);
}

async function firstUse() {
  const times = { usable: [], drawn: [], whole: [] };
  for (let run = 0; run < RUNS; run++) {
    await visit(async (page) => {
      await page.goto(address, { waitUntil: "commit" });
      const since = () => page.evaluate(() => performance.now());
      await usable(page);
      times.usable.push(await since());
      await ready(page);
      times.drawn.push(await since());
      await page.evaluate(() => { const rulebook = document.querySelector(".rulebook"); if (rulebook) rulebook.open = true; });
      await checking(page);
      times.whole.push(await since());
    }, SLOW);
  }
  const laptop = `${SLOW.cpu}× slower processor, ${SLOW.megabits} Mbit/s, ${SLOW.latency} ms`;
  return [
    [`the start page takes files (${laptop}), median of ${RUNS}`, `${median(times.usable)} ms`, "1500 ms"],
    ["its module has drawn the page (the same)", `${median(times.drawn)} ms`, "1500 ms"],
    [`a file can be checked (the same)`, `${median(times.whole)} ms`, ""],
  ];
}

/** From the key that ends an entry to the frame that shows the verdict on it, again and again. */
async function editing() {
  const times = await visit(async (page) => {
    await page.goto(address);
    await ready(page);
    await page.locator(".drop-buttons button").last().click();
    await page.locator(".verdict .sentence").waitFor();
    await page.locator(".table-link").nth(2).click();
    const cell = page.locator(".book tbody td.amount").filter({ hasText: /\d/ }).first();
    await cell.click();
    const times = [];
    for (let entry = 0; entry < 2 * EDITS; entry += 1) {
      await cell.focus();
      await page.keyboard.type(entry % 2 ? "1.00" : "99999.00");
      await page.evaluate(watch);
      await page.keyboard.press("Enter");
      times.push(await page.evaluate(() => globalThis.repainted));
    }
    return times;
  });
  return [[`a cell of the sample typed in, verdict repainted, median of ${times.length}`, `${median(times)} ms`, "50 ms"]];
}

/** In the page: how long after the next press of a key the verdict is another and painted. */
function watch() {
  globalThis.repainted = new Promise((resolve) => {
    let begin;
    addEventListener("keydown", () => (begin = performance.now()), { once: true, capture: true });
    const verdict = document.querySelector(".verdict");
    const seen = new MutationObserver(() => {
      seen.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begin)));
    });
    seen.observe(verdict, { subtree: true, childList: true, characterData: true });
  });
}

function median(list) {
  return Math.round([...list].sort((a, b) => a - b)[list.length >> 1]);
}

async function scores() {
  const rows = [];
  for (const [device, settings] of Object.entries(DEVICES)) {
    const { lhr } = await lighthouse(address, { port, output: "json", logLevel: "error", ...settings });
    for (const { title, score, auditRefs } of Object.values(lhr.categories)) {
      const lost = auditRefs.map(({ id }) => lhr.audits[id]).filter((audit) => audit.score !== null && audit.score < 1 && audit.scoreDisplayMode !== "informative");
      if (score < 1) console.error(`${device} ${title}: ${lost.map(({ id, score }) => `${id} ${score}`).join(", ")}`);
      rows.push([`Lighthouse ${lhr.lighthouseVersion} ${device}: ${title}`, Math.round(score * 100), title === "Performance" ? "≥ 95" : "100"]);
    }
  }
  return rows;
}
