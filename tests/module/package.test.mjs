// The package as others use it: installed from its archive into an empty folder.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const here = import.meta.dirname ?? new URL(".", import.meta.url).pathname;
const sample = resolve(here, "../../web/samples/sample.xlsx");
const npm = process.platform === "win32" ? "npm.cmd" : "npm";
const folder = mkdtempSync(join(tmpdir(), "gouji-package-"));
let expected;

function run(program, ...args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });
  return { status, stdout, stderr: stderr || String(error ?? "") };
}

function succeeds(program, ...args) {
  const { status, stdout, stderr } = run(program, ...args);
  assert.equal(status, 0, `${program} ${args.join(" ")}: ${stderr}${stdout}`);
  return stdout;
}

const write = (name, text) => writeFileSync(join(folder, name), text);
const tool = (name, ...args) => succeeds(process.execPath, resolve(here, "node_modules", name), ...args);

before(() => {
  write("package.json", JSON.stringify({ name: "empty", private: true, type: "module" }));
  succeeds(npm, "install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", resolve(process.env.GOUJI_PACKAGE));
  cpSync(sample, join(folder, "sample.xlsx"));
  expected = succeeds(process.env.GOUJI, "check", "--json", "sample.xlsx").trimEnd();
});

after(() => rmSync(folder, { recursive: true }));

test("the archive has what it needs and nothing else", () => {
  const names = succeeds("tar", "-tzf", resolve(process.env.GOUJI_PACKAGE)).trim().split("\n").sort();
  const wanted = ["LICENSE-APACHE", "LICENSE-MIT", "README.md", "gouji.d.ts", "gouji.js", "gouji.wasm", "node.js", "package.json"];
  assert.deepEqual(names, wanted.map((name) => `package/${name}`));
});

test("Node imports it by its name", () => {
  write("use.js", `
    import { readFileSync } from "node:fs";
    import init, { check, checkFiles, checkJson, rules, version } from "gouji";
    await init();
    const bytes = readFileSync("sample.xlsx");
    const report = check(bytes, "sample.xlsx");
    const [outcome, refusal] = checkFiles([{ name: "a/sample.xlsx", bytes }, { name: "b/empty.xlsx", bytes: new Uint8Array() }]);
    let refused;
    try { check(new Uint8Array(), "empty.xlsx"); } catch (error) { refused = error.message; }
    console.log(JSON.stringify({ json: checkJson(bytes, "sample.xlsx"), report, outcome, refusal, refused, rules: rules().length, version: version() }));
  `);
  const said = JSON.parse(succeeds(process.execPath, "use.js"));
  assert.equal(said.json, expected);
  assert.deepEqual(said.report, JSON.parse(expected));
  assert.deepEqual(said.outcome.report, said.report);
  assert.match(said.refused, /^文件是空的/);
  assert.equal(said.refusal.error, said.refused);
  assert.ok(said.rules > 20);
  assert.equal(said.report.generator, `gouji ${said.version}`);
  const { version } = JSON.parse(readFileSync(join(folder, "node_modules/gouji/package.json"), "utf8"));
  assert.equal(said.version, version);
});

test("TypeScript knows its types", () => {
  const check = (text) => {
    write("use.ts", text);
    const tsc = resolve(here, "node_modules/typescript/bin/tsc");
    return run(process.execPath, tsc, "--noEmit", "--strict", "--target", "es2022", "--module", "nodenext", "--lib", "es2022,dom", "use.ts");
  };
  const good = check(`
    import init, { check, type Report, type Finding } from "gouji";
    await init();
    const report: Report = check(new Uint8Array(), "a.xlsx", { year: 2026 });
    const codes: string[] = report.findings.map((finding: Finding) => finding.code);
    const amount: string | undefined = report.corrections[0]?.to;
    console.log(codes, amount);
  `);
  assert.equal(good.status, 0, good.stdout);
  const wrong = check(`
    import { check } from "gouji";
    const relations: string = check(new Uint8Array(), "a.xlsx", { yaer: 2026 }).counts.relations;
  `);
  assert.match(wrong.stdout, /yaer/);
  assert.match(wrong.stdout, /'number' is not assignable to type 'string'/);
});

const page = (script) => `<!doctype html><meta charset="utf-8"><title>page</title><script type="module" src="${script}"></script>`;
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'";
const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".wasm": "application/wasm" };

/** Lets a browser open a page of the folder and gives what it puts into its title. */
async function titleOf(name) {
  const server = createServer((request, response) => {
    const path = join(folder, new URL(request.url, "http://host").pathname);
    try {
      const body = readFileSync(path);
      response.writeHead(200, { "Content-Type": types[extname(path)] ?? "application/octet-stream", "Content-Security-Policy": policy }).end(body);
    } catch {
      response.writeHead(path.endsWith("favicon.ico") ? 204 : 404).end();
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const opened = await browser.newPage();
    const complaints = [];
    opened.on("console", (message) => complaints.push(message.text()));
    opened.on("pageerror", (error) => complaints.push(String(error)));
    await opened.goto(`http://127.0.0.1:${server.address().port}/${name}`);
    await opened.waitForFunction(() => document.title !== "page", undefined, { timeout: 30_000 }).catch((error) => complaints.push(String(error)));
    assert.deepEqual(complaints, []);
    return await opened.title();
  } finally {
    await browser.close();
    server.close();
  }
}

test("a plain page imports it by its address", async () => {
  cpSync(join(folder, "node_modules/gouji"), join(folder, "gouji"), { recursive: true });
  write("plain.js", `
    import init, { checkJson } from "./gouji/gouji.js";
    await init();
    const bytes = new Uint8Array(await (await fetch("sample.xlsx")).arrayBuffer());
    document.title = checkJson(bytes, "sample.xlsx");
  `);
  write("plain.html", page("plain.js"));
  assert.equal(await titleOf("plain.html"), expected.replace(/\s+/g, " "));
});

test("a worker imports it", async () => {
  write("worker.js", `
    import init, { checkJson } from "./gouji/gouji.js";
    const ready = init();
    addEventListener("message", async ({ data }) => {
      await ready;
      postMessage(checkJson(data, "sample.xlsx"));
    });
  `);
  write("starts.js", `
    const worker = new Worker("worker.js", { type: "module" });
    worker.addEventListener("message", ({ data }) => { document.title = data; });
    worker.addEventListener("error", ({ message }) => { document.title = message; });
    const bytes = new Uint8Array(await (await fetch("sample.xlsx")).arrayBuffer());
    worker.postMessage(bytes, [bytes.buffer]);
  `);
  write("starts.html", page("starts.js"));
  assert.equal(await titleOf("starts.html"), expected.replace(/\s+/g, " "));
});

test("a bundler takes it in", async () => {
  write("app.js", `
    import init, { checkJson } from "gouji";
    import wasm from "gouji/gouji.wasm";
    await init({ module_or_path: new URL(wasm, import.meta.url) });
    const bytes = new Uint8Array(await (await fetch("sample.xlsx")).arrayBuffer());
    document.title = checkJson(bytes, "sample.xlsx");
  `);
  tool("esbuild/bin/esbuild", "app.js", "--bundle", "--format=esm", "--target=es2022", "--minify", "--loader:.wasm=file", "--outfile=bundle.js", "--log-level=warning");
  write("bundle.html", page("bundle.js"));
  assert.equal(await titleOf("bundle.html"), expected.replace(/\s+/g, " "));
});
