// The archives of a release, put together of a page, a package and a command that are none.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, posix, resolve } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";

const here = import.meta.dirname ?? new URL(".", import.meta.url).pathname;
const root = resolve(here, "../..");
const tools = resolve(root, "crates/xtask/release");
const { strFromU8, unzipSync } = createRequire(join(tools, "release.mjs"))("fflate");
const folder = mkdtempSync(join(tmpdir(), "gouji-release-"));
const out = join(folder, "out");

before(() => {
  const put = (path, text) => writeFileSync(join(folder, path), text);
  mkdirSync(join(folder, "site"));
  put("site/index.html", "page");
  put("package.tgz", "package");
  put("gouji", "command");
  const given = [out, "0.0.0", ...["site", "package.tgz", "gouji"].map((path) => join(folder, path)), "host"];
  const run = spawnSync(process.execPath, [join(tools, "release.mjs"), ...given], { cwd: root, encoding: "utf8" });
  assert.equal(run.status, 0, run.stderr);
});

after(() => rmSync(folder, { recursive: true }));

/** The files of an archive by their paths in its only folder. */
function unpacked(name) {
  const files = Object.entries(unzipSync(readFileSync(join(out, `${name}.zip`))));
  return new Map(files.map(([path, bytes]) => [path.replace(`${name}/`, ""), strFromU8(bytes)]));
}

/** What the documents of an archive link to and it does not hold. */
function dead(files) {
  const documents = [...files].filter(([path]) => path.endsWith(".md"));
  return documents.flatMap(([path, text]) => {
    const links = [...text.matchAll(/\]\(([^)\s#]+)/g)].map(([, link]) => link).filter((link) => !/^[a-z]+:/.test(link));
    const there = (link) => [...files.keys()].some((file) => `${file}/`.startsWith(`${posix.join(path, "..", link)}/`));
    return links.filter((link) => !there(link)).map((link) => `${path}: ${link}`);
  });
}

test("the command comes with its documents, and no link in them is dead", () => {
  const files = unpacked("gouji-0.0.0-host");
  const markdown = (path) => readdirSync(join(root, path)).filter((name) => name.endsWith(".md")).map((name) => posix.join(path, name));
  const rulebooks = readdirSync(join(root, "crates/gouji/rulebooks")).map((name) => `crates/gouji/rulebooks/${name}`);
  for (const path of ["gouji", "docs/screenshot.png", ...markdown("."), ...markdown("docs"), ...rulebooks]) {
    assert.ok(files.has(path), path);
  }
  assert.deepEqual(dead(files), []);
});

test("the page comes with how to host it, and no link in that is dead", () => {
  const files = unpacked("gouji-site-0.0.0");
  assert.deepEqual([...files.keys()].sort(), [
    "LICENSE-APACHE", "LICENSE-MIT", "docs/embedding.md", "docs/hosting.md", "docs/hosting.zh-CN.md", "site/index.html",
  ]);
  assert.deepEqual(dead(files), []);
});

test("a document that links to nothing is no part of a release", async () => {
  const { documents } = await import(pathToFileURL(join(tools, "documents.mjs")));
  const before = process.cwd();
  process.chdir(folder);
  try {
    writeFileSync("a.md", "[b](b.md#c) [d](https://example.com/d) [e](#e)");
    writeFileSync("b.md", "[back](a.md)");
    assert.deepEqual(documents(["a.md"]), ["a.md", "b.md"]);
    writeFileSync("b.md", "[c](docs/c.md)");
    assert.throws(() => documents(["a.md"]), /b\.md names docs\/c\.md, which is not there/);
  } finally {
    process.chdir(before);
  }
});
