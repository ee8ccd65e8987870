// The WebAssembly module and the native command must say the same of the same bytes.
//
//   node compare.mjs MODULE COMMAND FORMATS
//
// MODULE is the package's script for Node, COMMAND the `gouji` binary, FORMATS a folder with a disclosure
// in every format, and in its folder `parts` with a file for each table. Every file in it and in the
// project that a visitor could drop is read by both, and so are copies with a wrong amount in each
// table, damaged copies and nonsense; the files of `parts` are also read together. The environment
// variable GOUJI_SAMPLES adds a folder of further files.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, extname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { encrypted, gradeBook, noise, spoil } from "../browser/files.mjs";

const [modulePath, command, formats] = process.argv.slice(2).map((path) => resolve(path));
const { default: init, checkFiles, checkJson, correct, correctWorkbook } = await import(pathToFileURL(modulePath));
await init();

const readable = new Set(
  ".xlsx .xlsm .xls .et .xlsb .xml .ods .csv .tsv .zip .html .htm .docx .doc".split(" "),
);
const skipped = new Set(["node_modules", "target", "dist", "report"]);

/** Every file under a folder that a visitor could drop, in a fixed order. */
function inputs(folder) {
  const found = [];
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (name.startsWith(".") || skipped.has(name)) continue;
    if (statSync(path).isDirectory()) found.push(...inputs(path));
    else if (readable.has(extname(name).toLowerCase())) found.push(path);
  }
  return found;
}

/** The addresses of a range such as A1:G27, in an order that does not favour its first rows. */
function* addresses(range) {
  const [left, top, right, bottom] = range.match(/[A-Z]+|\d+/g);
  const letters = (number) => (number ? letters(Math.floor((number - 1) / 26)) + String.fromCharCode(65 + ((number - 1) % 26)) : "");
  const number = (text) => [...text].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  const width = number(right) - number(left) + 1;
  const count = width * (bottom - top + 1);
  for (let step = 0; step < count; step += 1) {
    const at = (step * 7919) % count;
    yield letters(number(left) + (at % width)) + (Number(top) + Math.floor(at / width));
  }
}

/** Copies of a workbook with one amount wrong, a few for each of its tables. */
function* wrong(bytes, tables) {
  for (const { id, sheet, range } of tables) {
    let left = 3;
    for (const cell of addresses(range)) {
      if (left === 0) break;
      try {
        yield [`${id}-${cell}.xlsx`, spoil(bytes, { sheet, cell })];
        left -= 1;
      } catch {
        // No amount stands there.
      }
    }
  }
}

/** Damaged copies of a good file, and files that never were good. */
function damaged(bytes) {
  const flipped = Uint8Array.from(bytes);
  flipped[flipped.length >> 1] ^= 0xff;
  return Object.entries({
    "empty.xlsx": new Uint8Array(),
    "noise.xlsx": noise(),
    "half.xlsx": bytes.subarray(0, bytes.length >> 1),
    "no-end.xlsx": bytes.subarray(0, bytes.length - 1),
    "flipped.xlsx": flipped,
    "grades.xlsx": gradeBook(),
    "password.xlsx": encrypted(),
    "text.txt": Buffer.from("不是部门预算公开\n"),
  });
}

/** What the command says: its report, or the sentence of its refusal. */
function native(path) {
  const run = spawnSync(command, ["check", "--json", path], { maxBuffer: 2 ** 28 });
  if (run.error) throw run.error;
  if (run.status === 0 || run.status === 1) return { report: trimEnd(run.stdout) };
  return { refusal: run.stderr.toString().trim(), status: run.status };
}

/** What the module says: its report, or the sentence of its refusal. */
function portable(path) {
  try {
    const report = checkJson(new Uint8Array(readFileSync(path)), basename(path), undefined);
    return { report: trimEnd(Buffer.from(report)) };
  } catch (error) {
    return { refusal: String(error?.message ?? error) };
  }
}

/** The bytes without the line end that a terminal wants. */
function trimEnd(bytes) {
  return bytes.at(-1) === 0x0a ? bytes.subarray(0, bytes.length - 1) : bytes;
}

/** The first difference between both answers, or nothing. */
function difference(theirs, ours) {
  if (theirs.report && ours.report) return reportDifference(theirs.report, ours.report);
  if (theirs.report) return `only the module refuses it: ${ours.refusal}`;
  if (ours.report) return `only the command refuses it: ${theirs.refusal}`;
  if (theirs.status !== 2) return `the command ends with ${theirs.status}: ${theirs.refusal}`;
  if (theirs.refusal.includes(ours.refusal)) return undefined;
  return `different sentences:\n  command: ${theirs.refusal}\n  module:  ${ours.refusal}`;
}

function reportDifference(theirs, ours) {
  if (theirs.equals(ours)) return undefined;
  let at = 0;
  while (theirs[at] === ours[at]) at += 1;
  const around = (bytes) => bytes.subarray(Math.max(0, at - 60), at + 60).toString();
  return `from byte ${at} on:\n  command: ${around(theirs)}\n  module:  ${around(ours)}`;
}

const count = { reports: 0, refusals: 0, corrected: 0, differences: 0 };

/** Lets both read a file and returns the command's report, if it gave one. */
function compare(path) {
  const theirs = native(path);
  const unlike = difference(theirs, portable(path));
  count[theirs.report ? "reports" : "refusals"] += 1;
  if (unlike) {
    count.differences += 1;
    console.error(`${relative(".", path)}: ${unlike}`);
  }
  return theirs.report;
}

/** Lets both write a file with its likely corrections in place: the same data, the same workbook. */
function compareCorrected(path, report) {
  const accepted = JSON.parse(report).corrections.filter(({ confidence }) => confidence !== "ambiguous");
  if (accepted.length === 0) return;
  const [data, workbook] = [`${path}.json`, `${path}.corrected${extname(path)}`];
  const asked = ["correct", path, "--accept", "likely", "-o", data, "--xlsx", workbook];
  const run = spawnSync(command, asked, { maxBuffer: 2 ** 28 });
  const bytes = new Uint8Array(readFileSync(path));
  const name = basename(path);
  count.corrected += 1;
  try {
    const same = isDeepStrictEqual(JSON.parse(readFileSync(data)), correct(bytes, name, accepted, undefined));
    const written = Buffer.from(correctWorkbook(bytes, name, accepted, undefined));
    if (same && readFileSync(workbook).equals(written)) return;
  } catch (error) {
    console.error(`${path}: ${error?.message ?? error} ${run.stderr}`);
  }
  count.differences += 1;
  console.error(`${relative(".", path)}: corrected data or workbook differ`);
}

/** Lets both read all files of a folder at once: they must be one disclosure to both. */
function compareTogether(folder) {
  const run = spawnSync(command, ["check", "--json", folder], { maxBuffer: 2 ** 28 });
  const theirs = run.stdout.toString().trim().split("\n");
  const files = inputs(folder).map((path) => ({
    name: path,
    bytes: new Uint8Array(readFileSync(path)),
  }));
  const ours = checkFiles(files, undefined);
  const same = theirs.length === 1 && ours.length === 1 && ours[0].files.length === files.length;
  count.reports += 1;
  if (same && isDeepStrictEqual(JSON.parse(theirs[0]), JSON.parse(JSON.stringify(ours[0].report)))) return;
  count.differences += 1;
  console.error(`${folder}: ${theirs.length} and ${ours.length} disclosures of ${files.length} files`);
}

const folders = ["tests", "web", "crates", formats, process.env.GOUJI_SAMPLES].filter(Boolean);
const scratch = mkdtempSync(join(tmpdir(), "gouji-"));
const compareMade = ([name, bytes]) => {
  writeFileSync(join(scratch, name), bytes);
  return compare(join(scratch, name));
};
try {
  for (const path of folders.flatMap(inputs)) {
    const report = compare(path);
    if (!report || extname(path) !== ".xlsx") continue;
    const bytes = readFileSync(path);
    damaged(bytes).forEach(compareMade);
    for (const made of wrong(bytes, JSON.parse(report).tables)) {
      const found = compareMade(made);
      if (found) compareCorrected(join(scratch, made[0]), found);
    }
  }
  compareTogether(join(formats, "parts"));
} finally {
  rmSync(scratch, { recursive: true });
}
const { reports, refusals, corrected, differences } = count;
console.log(
  `${reports} reports, ${refusals} refusals and ${corrected} corrected workbooks compared, ${differences} differ`,
);
const enough = reports > 0 && corrected > 0;
if (!enough) console.error("no file gave a report, or none was corrected: the comparison proves nothing");
process.exitCode = differences === 0 && enough ? 0 : 1;
