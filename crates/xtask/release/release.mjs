// Puts a release together: archives, bill of materials, checksums.
//
//   node release.mjs OUT VERSION SITE PACKAGE [COMMAND HOST]
//
// It runs in the root of the repository. SITE is the built page, PACKAGE npm's archive of the module, COMMAND the command for the platform HOST.
// Archives depend on names and contents alone: no times, no owners, a fixed order.

import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { zipSync } from "fflate";
import { bill } from "./bill.mjs";
import { documents } from "./documents.mjs";

const [out, version, site, archive, command, host] = process.argv.slice(2);

/** The files below a folder, in a fixed order, by their paths with slashes. */
function files(folder, from = folder) {
  return readdirSync(folder).sort().flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path, from) : [[relative(from, path).split(sep).join("/"), path]];
  });
}

/** Writes an archive of these files: paths in it, and where they lie. */
function pack(name, entries) {
  const unix = 3;
  const entry = ([path, from]) => {
    const mode = path.endsWith("/gouji") || path.endsWith(".exe") ? 0o100755 : 0o100644;
    return [path, [readFileSync(from), { mtime: "1980-01-01T12:00:00", os: unix, attrs: mode * 0x10000, level: 9 }]];
  };
  writeFileSync(join(out, name), zipSync(Object.fromEntries(entries.map(entry))));
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
cpSync(site, join(out, "site"), { recursive: true });
const licences = ["LICENSE-MIT", "LICENSE-APACHE"];
const inside = (folder, entries) => entries.map(([path, from]) => [`${folder}/${path}`, from]);
const linked = (...paths) => documents([...paths, ...licences]).map((path) => [path, path]);
const docs = linked("docs/hosting.md", "docs/hosting.zh-CN.md", "docs/embedding.md");
const pages = files(site).map(([path, from]) => [`site/${path}`, from]);
pack(`gouji-site-${version}.zip`, inside(`gouji-site-${version}`, [...pages, ...docs]));
cpSync(archive, join(out, `gouji-module-${version}.tgz`));
if (command) {
  const name = `gouji-${version}-${host}`;
  const read = linked("README.md", "README.zh-CN.md", "crates/gouji/rulebooks");
  pack(`${name}.zip`, inside(name, [[basename(command), command], ...read]));
}
writeFileSync(join(out, `gouji-${version}.cdx.json`), `${JSON.stringify(bill(version), undefined, 1)}\n`);

const sums = files(out)
  .filter(([path]) => !path.endsWith("SHA256SUMS"))
  .map(([path, from]) => `${createHash("sha256").update(readFileSync(from)).digest("hex")}  ${path}\n`);
writeFileSync(join(out, "SHA256SUMS"), sums.join(""));
console.log(readdirSync(out).sort().map((name) => `  ${name}`).join("\n"));
