// Figures in a document, between two marks: what stands there is replaced, what stands around it stays.
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const TITLE = "# Benchmarks\n";

/** Puts figures into the part of a document that bears this name; a new part comes last. */
export function put(path, name, figures) {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const old = existsSync(path) ? readFileSync(path, "utf8") : TITLE;
  const [before, rest = ""] = old.split(begin);
  const after = rest.split(end)[1] ?? "\n";
  writeFileSync(path, `${before.trimEnd()}\n\n${begin}\n${figures}\n${end}${after}`);
}
