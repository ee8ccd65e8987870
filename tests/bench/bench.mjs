// Measures and writes docs/BENCHMARKS.md: natively what criterion found and the command on many files,
// then in one run, in one page of Chromium and on the same files, this module against the peers.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { put } from "../measure/document.mjs";
import { inPage } from "./page.mjs";
import { section } from "./section.mjs";

const { GOUJI, GOUJI_SITE, GOUJI_CRITERION, GOUJI_DOCUMENT, MACHINE } = process.env;
const scratch = mkdtempSync(join(tmpdir(), "gouji-bench-"));
const log = (line) => console.error(line);

/** A workbook of the project's fixtures. */
function made(example, ...words) {
  const run = spawnSync("cargo", ["run", "--quiet", "--release", "--package", "gouji-fixtures", "--example", example, "--", ...words], { maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(run.stderr.toString());
  return run.stdout;
}

const published = "../shared/samples/bole-2026.xlsx";
const sample = existsSync(published) ? readFileSync(published) : readFileSync("web/samples/sample.xlsx");
const sampleName = existsSync(published) ? "published sample, 12 tables, 292 amounts" : "the project's sample";

/** Median point estimates of criterion, by group/function/parameter, in milliseconds. */
function criterion(folder, path = []) {
  const estimates = join(folder, "new/estimates.json");
  if (existsSync(estimates)) return [[path.join("/"), JSON.parse(readFileSync(estimates)).median.point_estimate / 1e6]];
  if (!existsSync(folder)) return [];
  const below = readdirSync(folder).filter((name) => name !== "report" && statSync(join(folder, name)).isDirectory());
  return below.sort().flatMap((name) => criterion(join(folder, name), [...path, name]));
}

/** The command on a folder of so many files: seconds and the most memory, the median of some runs. */
function command(count, runs) {
  const folder = join(scratch, String(count));
  mkdirSync(folder);
  for (let number = 0; number < count; number += 1) writeFileSync(join(folder, `${String(number).padStart(5, "0")}.xlsx`), sample);
  const out = join(scratch, "out.jsonl");
  const measured = Array.from({ length: runs }, () => {
    const start = performance.now();
    const gnu = existsSync("/usr/bin/time");
    const line = [GOUJI, "check", "-o", out, folder];
    const run = gnu ? spawnSync("/usr/bin/time", ["-f", "%M", ...line]) : spawnSync(line[0], line.slice(1));
    const seconds = (performance.now() - start) / 1000;
    if (run.status > 1) throw new Error(run.stderr.toString());
    const lines = readFileSync(out, "utf8").split("\n").length - 1;
    if (lines !== count) throw new Error(`${lines} reports of ${count} files`);
    return { seconds, megabytes: gnu ? Number(run.stderr.toString().trim().split("\n").at(-1)) / 1024 : undefined };
  });
  rmSync(folder, { recursive: true });
  measured.sort((a, b) => a.seconds - b.seconds);
  return { count, ...measured[measured.length >> 1] };
}

function* files(folder) {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* files(path);
    else if (!/\.(br|gz)$/.test(name)) yield path;
  }
}

/** What is transferred of the page: bytes as they are, by gzip and by brotli. */
function sizes() {
  return [...files(GOUJI_SITE)].filter((path) => /\.(wasm|js|css|html)$/.test(path)).map((path) => {
    const bytes = readFileSync(path);
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
    const name = relative(GOUJI_SITE, path);
    return { name, raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes, { params }).length };
  });
}

try {
  const wrong = made("spoiled");
  const large = made("projects", "100000", "0");
  for (const [name, bytes] of [["sample.xlsx", sample], ["wrong.xlsx", wrong], ["large.xlsx", large]]) writeFileSync(join(scratch, name), bytes);
  cpSync(process.env.GOUJI_MODULE, join(scratch, "gouji"), { recursive: true });
  log("in Chromium");
  const page = await inPage(scratch);
  log("the command on 1, 100 and 10,000 files");
  const commands = [command(1, 5), command(100, 5), command(10_000, 1)];
  const found = { machine: MACHINE, sampleName, sampleBytes: sample.length, largeBytes: large.length, criterion: criterion(GOUJI_CRITERION), commands, page, sizes: sizes() };
  const text = section(found);
  console.log(text);
  put(GOUJI_DOCUMENT, "bench", text);
} finally {
  rmSync(scratch, { recursive: true });
}
