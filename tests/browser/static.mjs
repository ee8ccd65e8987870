// A server of one's own for what a single origin cannot show: another site, a later build, a network cut.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
  ".xlsx": "application/octet-stream",
};

export const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; worker-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'";

/** Serves what `find` gives for a path: text, bytes, or nothing. Gives the address and a way to end it. */
export async function serve(find, { policy = POLICY, port = 0, headers: more = {} } = {}) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname).replace(/\/$/, "/index.html");
    const body = await find(path);
    const headers = { "Content-Security-Policy": policy, "Cache-Control": "no-cache", Connection: "close", ...more };
    if (body === undefined) return response.writeHead(404, headers).end();
    response.writeHead(200, { ...headers, "Content-Type": TYPES[extname(path)] ?? "text/plain" }).end(body);
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  const end = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { address: `http://127.0.0.1:${server.address().port}/`, port: server.address().port, end };
}

/** The files of a folder. */
export function folder(root) {
  return (path) => (path.includes("..") ? undefined : readFile(join(root, path)).catch(() => undefined));
}

/** The same page as a later build: another name, and a word by which it is told. */
export function laterBuild(root, word) {
  const find = folder(root);
  let name;
  return async (path) => {
    name ??= JSON.parse(await find("/integrity.json")).build;
    const later = name.replace(/^./, (first) => (first === "0" ? "1" : "0"));
    const content = await find(path.replace(later, name));
    if (!content || !/(index\.html|sw\.js|manifest\.webmanifest)$/.test(path)) return content;
    return content.toString().replaceAll(name, later).replace("<title>", `<title>${word}`);
  };
}
