// Puts the site together: node site.mjs PAGE DIST ROOT
//
// PAGE is what Trunk made. DIST gets it as it is to be put on a server: what belongs to one build in a
// folder named by its content, so that no part of a build is ever mixed with a part of another; what
// others link to (index.html, embed.js, the service worker, the manifest) beside it, with the same page for
// browsers to which 'wasm-unsafe-eval' is no word; and everything compressed beforehand.
import { build, transform } from "esbuild";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [page, dist, root] = process.argv.slice(2);
const web = join(root, "web");

/** The project's own scripts, with the oldest browser or syntax that is to read them. */
const OLDEST = "chrome80";
const SCRIPTS = {
  "boot.js": OLDEST,
  "embed.js": "es2015",
  "first.js": "es5",
  "framed.js": OLDEST,
  "service_worker.js": OLDEST,
  "worker_loader.js": OLDEST,
};
const COMPRESSED = /\.(html|js|css|wasm|svg|json|webmanifest|txt)$/;

const files = new Map();
for (const path of list(page)) files.set(relative(page, path).split(sep).join("/"), readFileSync(path));

await addPictures();
await shorten();
await joinStyles();

const rootFiles = new Map();
const put = (name) => rootFiles.set(name, take(name));
const index = take("index.html").toString();
const manifest = take("manifest.webmanifest").toString();
const worker = take("service_worker.js").toString();
put("embed.js");
put("icon.svg");

// The scripts that stay at the root count too: a build is named by all that is in it.
const build_name = name([...files, ["index.html", index], ["sw", worker], ["manifest", manifest], ...rootFiles]);
const inside = [...files.keys()].map((name) => `${build_name}/${name}`);
rootFiles.set("manifest.webmanifest", manifest.replaceAll('"./icons/', `"./${build_name}/icons/`));
rootFiles.set("index.html", index.replaceAll(/(["(])\.\/(?!manifest|icon\.svg)(?=[\w-])/g, `$1./${build_name}/`));
rootFiles.set("old.html", rootFiles.get("index.html").replace("'wasm-unsafe-eval'", "'unsafe-eval'"));
const kept = ["./", "old.html", "manifest.webmanifest", "icon.svg", ...inside.filter((path) => !/\.(txt|map)$/.test(path))];
rootFiles.set("sw.js", worker.replace("BUILD_NAME", build_name).replace('"BUILD_FILES"', kept.map((path) => JSON.stringify(path)).join()));
rootFiles.set("integrity.json", integrity());

write();

/** The pictures' script: the layouts' packages and the project's own drawing in one file. */
async function addPictures() {
  const result = await build({
    entryPoints: [join(web, "charts/pictures.js")],
    bundle: true,
    minify: true,
    format: "esm",
    target: OLDEST,
    write: false,
    metafile: true,
    nodePaths: [join(dirname(createRequire(import.meta.url).resolve("esbuild/package.json")), "..")],
  });
  files.set("pictures.js", Buffer.from(result.outputFiles[0].contents));
  files.set("pictures.licences.txt", Buffer.from(licences(Object.keys(result.metafile.inputs))));
}

/** The licences of the packages that these files belong to. */
function licences(inputs) {
  const folders = new Set(inputs.map((path) => path.match(/^.*node_modules\/[^/]+/)?.[0]).filter(Boolean));
  const texts = [...folders].sort().map((folder) => {
    const file = ["LICENSE", "LICENSE.md"].map((name) => join(folder, name)).find(existsSync);
    return `${folder.split("/").pop()}\n\n${file ? readFileSync(file, "utf8") : "see its package"}`;
  });
  return texts.join("\n\n----\n\n");
}

async function shorten() {
  for (const [name, target] of Object.entries(SCRIPTS)) {
    const { code } = await transform(files.get(name).toString(), { minify: true, target });
    files.set(name, Buffer.from(code));
  }
}

/** One style sheet in place of several: each is a request before the first sight of the page. */
async function joinStyles() {
  const link = /<link rel="stylesheet" href="\.\/([^"]+)"[^>]*>\s*/g;
  let page = files.get("index.html").toString();
  const names = [...page.matchAll(link)].map((match) => match[1]);
  const text = Buffer.concat(names.map((name) => take(name))).toString();
  const { code } = await transform(text, { loader: "css", minify: true, target: OLDEST });
  // Chromium before 108 and Safari before 15.4 know no dvh.
  const style = Buffer.from(code.replaceAll(/[a-z-]+:[^;{}]*\ddvh[^;{}]*/g, (line) => `${line.replaceAll("dvh", "vh")};${line}`));
  page = page.replace(link, "").replace("</head>", `<link rel="stylesheet" href="./page.css" integrity="${hash(style)}"></head>`);
  files.set("page.css", style);
  files.set("old.css", Buffer.from(distances(code)));
  files.set("index.html", Buffer.from(page));
}

/** Margins in place of the gaps of flexible boxes, for browsers that know none. */
function distances(code) {
  const rules = code.replaceAll(/@[^{]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, "").matchAll(/([^{}]+)\{([^{}]*)\}/g);
  const margins = [...rules].map(([, selectors, body]) => {
    const [, rows, columns = rows] = body.match(/(?:^|;)gap:(\S+?)(?: ([^;]+))?(?=;|$)/) ?? [];
    if (!rows || !/display:(inline-)?flex/.test(body)) return "";
    const margin = /flex-direction:column/.test(body) ? `margin-top:${rows}` : `margin-left:${columns}`;
    return `${selectors.split(",").map((selector) => `${selector}>*+*`)}{${margin}}`;
  });
  return margins.join("");
}

function take(name) {
  const content = files.get(name);
  if (!content) throw new Error(`the page has no ${name}`);
  files.delete(name);
  return content;
}

function hash(content) {
  return `sha384-${createHash("sha384").update(content).digest("base64")}`;
}

function name(parts) {
  const digest = createHash("sha256");
  for (const [path, content] of parts.sort(([a], [b]) => (a < b ? -1 : 1))) digest.update(path).update("\0").update(content).update("\0");
  return digest.digest("hex").slice(0, 12);
}

/** The hashes by which another site can tell that it was given these very files. */
function integrity() {
  const hashes = { build: build_name, "embed.js": hash(rootFiles.get("embed.js")) };
  for (const [path, content] of [...files].sort()) hashes[`${build_name}/${path}`] = hash(content);
  return JSON.stringify(hashes, null, 2) + "\n";
}

function write() {
  rmSync(dist, { recursive: true, force: true });
  const all = [...rootFiles, ...[...files].map(([name, content]) => [`${build_name}/${name}`, content])];
  let [plain, small] = [0, 0];
  for (const [name, text] of all) {
    const content = Buffer.from(text);
    const path = join(dist, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    if (!COMPRESSED.test(name)) continue;
    const brotli = brotliCompressSync(content, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
    });
    writeFileSync(`${path}.br`, brotli);
    writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
    plain += content.length;
    small += brotli.length;
  }
  console.log(`build ${build_name}: ${kilo(plain)}, compressed ${kilo(small)}`);
  console.log(`embed.js ${hash(rootFiles.get("embed.js"))}`);
}

function kilo(bytes) {
  return `${Math.round(bytes / 1000)} kB`;
}

function list(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? list(path) : [path];
  });
}
