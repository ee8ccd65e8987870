// What is transferred of the page, against the budget: node size.mjs check|renew DIST BUDGET.
//
// Each line of the budget is a file of the page and its bytes as they are transferred: after brotli where the
// page has it compressed. A file that grows by more than two in a hundred fails.
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

const [what, dist, budget] = process.argv.slice(2);
const MOST = 1.02;
/** What no visitor's browser asks for. */
const ASIDE = /^integrity\.json$|\.(br|gz|txt)$/;

function* files(folder) {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* files(path);
    else if (!ASIDE.test(name)) yield path;
  }
}

/** The path without what changes with the content. */
const named = (path) => relative(dist, path).split(sep).join("/").replace(/^[0-9a-f]{12}\//, "").replace(/-[0-9a-f]{8,16}(?=[._])/, "");
const transferred = (path) => statSync(existsSync(`${path}.br`) ? `${path}.br` : path).size;
const sizes = new Map([...files(dist)].map((path) => [named(path), transferred(path)]));
const renew = `run \`cargo xtask budget\`, which writes its line in ${budget} anew, and say why in the commit`;

function complaints() {
  const lines = readFileSync(budget, "utf8").split("\n").filter((line) => line && !line.startsWith("#"));
  const allowed = new Map(lines.map((line) => line.split("\t")));
  const grown = [...sizes].flatMap(([name, size]) => {
    const before = allowed.get(name);
    if (before === undefined) return [`${name} is new with ${size} bytes: ${renew}.`];
    if (size <= before * MOST) return [];
    const more = (100 * (size / before - 1)).toFixed(1);
    return [`${name} grew from ${before} to ${size} bytes, by ${more} %: make it smaller, or ${renew}.`];
  });
  const gone = [...allowed.keys()].filter((name) => !sizes.has(name));
  return [...grown, ...gone.map((name) => `${name} is no longer there: ${renew}.`)];
}

if (what === "renew") {
  const lines = [...sizes].sort(([a], [b]) => (a < b ? -1 : 1)).map((line) => line.join("\t"));
  writeFileSync(budget, `# Bytes of each file of the page as they are transferred; \`cargo xtask budget\` writes this.\n${lines.join("\n")}\n`);
  console.log(lines.join("\n"));
} else {
  const found = complaints();
  found.forEach((complaint) => console.error(complaint));
  const sum = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  console.log(`${sizes.size} files, ${sum} bytes`);
  process.exitCode = found.length > 0 ? 1 : 0;
}
