// For Node: the module's bytes come from the file beside this one, there is nothing to fetch.
import { readFile } from "node:fs/promises";
import load from "./gouji.js";

export * from "./gouji.js";

export default async function init(options) {
  return load(options ?? { module_or_path: await readFile(new URL("./gouji.wasm", import.meta.url)) });
}
