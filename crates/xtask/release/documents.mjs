// Documents of the repository with all that they link to in it.

import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { posix } from "node:path";

/** These files and folders and what their Markdown links to, each file once by its path; a link to nothing is an error. */
export function documents(paths) {
  const found = new Set();
  const take = (path, from) => {
    if (path.startsWith("../") || !existsSync(path)) throw new Error(`${from} names ${path}, which is not there`);
    if (statSync(path).isDirectory()) readdirSync(path).sort().forEach((name) => take(posix.join(path, name), path));
    else if (!found.has(path)) {
      found.add(path);
      if (path.endsWith(".md")) links(path).forEach((link) => take(link, path));
    }
  };
  paths.forEach((path) => take(path, "the release"));
  return [...found].sort();
}

/** What a document links to, without addresses of other sites and places in documents. */
function links(path) {
  const all = readFileSync(path, "utf8").matchAll(/\]\(([^)\s]+)\)/g);
  const own = [...all].map(([, link]) => link).filter((link) => !/^([a-z]+:|#)/.test(link));
  return own.map((link) => posix.join(posix.dirname(path), link.replace(/#.*/, "")));
}
