// The measured figures as a part of docs/BENCHMARKS.md.

const ms = (value) => (value >= 100 ? `${Math.round(value).toLocaleString("en")} ms` : `${value.toFixed(value < 10 ? 2 : 1)} ms`);
const times = (value) => `${value.toFixed(2)}×`;
const mb = (value) => (value === undefined ? "" : `${value.toFixed(value < 10 ? 1 : 0)} MB`);
const kb = (bytes) => `${Math.round(bytes / 1000).toLocaleString("en")} kB`;
const table = (head, rows) => [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

const readers = [
  ["read", "this module"],
  ["sheetjs", "SheetJS 0.20.3 (`@e965/xlsx`)"],
  ["sheetjsDense", "SheetJS, dense"],
  ["exceljs", "ExcelJS 4.4.0"],
];

function reading({ small, large }) {
  const row = ([way, name]) => {
    const ratio = (of) => (way === "read" ? "1" : times(of[way] / of.read));
    const memory = way === "read" ? large.held.module : large.held[way];
    return [name, ms(small[way]), ratio(small), ms(large[way]), ratio(large), mb(memory)];
  };
  return table(["reader", "sample", "ratio", "100,000 rows", "ratio", "memory, 100,000 rows"], readers.map(row));
}

function checking({ small, large, wrong, start }) {
  return table(["in the browser", "median", ""], [
    ["sample: read", ms(small.read), ""],
    ["sample: whole check", ms(small.check), `${times(small.check / small.read)} its reading`],
    ["sample with a wrong cell: check and localisation", ms(wrong.check), `${wrong.errors} errors, ${wrong.corrections} correction`],
    ["100,000 rows: whole check", ms(large.check), `${times(large.check / large.read)} its reading, ${mb(large.held.moduleAfterCheck)} of module memory`],
    ["start-up: from the script's address to a module that is ready", ms(start), ""],
  ]);
}

export function section({ machine, sampleName, sampleBytes, largeBytes, criterion, commands, page, sizes }) {
  const sum = (key) => sizes.reduce((total, file) => total + file[key], 0);
  const sizeRows = sizes.map(({ name, raw, gzip, brotli }) => [`\`${name.replace(/[0-9a-f]{12,16}/g, "…")}\``, kb(raw), kb(gzip), kb(brotli)]);
  const commandRows = commands.map(({ count, seconds, megabytes }) => [count.toLocaleString("en"), `${seconds.toFixed(2)} s`, ms((seconds * 1000) / count), mb(megabytes)]);
  return `## Reading, checking, size

Measured by \`cargo xtask bench\` on ${machine}, Chromium ${page.browser}.

Files: ${sampleName} (${kb(sampleBytes)}); one table of 100,000 rows by 12 columns (${kb(largeBytes)}). Medians of
${page.small.turns} turns for the sample and ${page.large.turns} for 100,000 rows, all ways one after the other in each turn, in one page.
SheetJS reads with number formats and shown text, which this module always does. A whole check ends with the report
as JSON. Memory is the module's own after
reading, and for the others what their result holds on the script's heap.

${reading(page)}

${checking(page)}

### The command

\`gouji check -o out.jsonl FOLDER\`, a folder of copies of the sample, on all cores.

${table(["files", "time", "a file", "most memory"], commandRows)}

### Native, by criterion

${table(["benchmark", "median"], criterion.map(([name, value]) => [`\`${name}\``, ms(value)]))}

### Transfer

${table(["file of the page", "bytes", "gzip", "brotli"], [...sizeRows, ["all", kb(sum("raw")), kb(sum("gzip")), kb(sum("brotli"))]])}
`;
}
