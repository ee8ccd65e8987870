// The software bill of materials: every crate that is linked into page, module and command, and every npm
// package that is bundled into the page, in the form of CycloneDX 1.5.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

function metadata() {
  const run = spawnSync("cargo", ["metadata", "--format-version", "1", "--locked"], { encoding: "utf8", maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout);
}

/** Checksums of the lock file by name and version. */
function checksums() {
  const found = new Map();
  for (const [, name, version, checksum] of readFileSync("Cargo.lock", "utf8").matchAll(
    /name = "(.+)"\nversion = "(.+)"\nsource = .+\nchecksum = "(.+)"/g,
  )) {
    found.set(`${name} ${version}`, checksum);
  }
  return found;
}

/** The packages that these are made of, without those for building and testing alone. */
function linked({ resolve }, roots) {
  const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
  const seen = new Set();
  const visit = (id) => {
    if (seen.has(id)) return;
    seen.add(id);
    for (const { pkg, dep_kinds: kinds } of nodes.get(id).deps) if (kinds.some(({ kind }) => kind === null)) visit(pkg);
  };
  roots.forEach(visit);
  return { seen, nodes };
}

const licence = (expression) => (expression ? { licenses: [{ expression: expression.replaceAll("/", " OR ") }] } : {});

function crates(found) {
  const shipped = ["gouji", "gouji-cli", "gouji-wasm", "gouji-web"];
  const roots = found.packages.filter(({ name, source }) => !source && shipped.includes(name)).map(({ id }) => id);
  const { seen, nodes } = linked(found, roots);
  const sums = checksums();
  const packages = new Map(found.packages.map((one) => [one.id, one]));
  const ref = (id) => `pkg:cargo/${packages.get(id).name}@${packages.get(id).version}`;
  const components = [...seen].map((id) => {
    const { name, version, license, source } = packages.get(id);
    const sum = sums.get(`${name} ${version}`);
    const hashes = sum ? { hashes: [{ alg: "SHA-256", content: sum }] } : {};
    return { type: source ? "library" : "application", "bom-ref": ref(id), name, version, ...hashes, ...licence(license), purl: ref(id) };
  });
  const dependencies = [...seen].map((id) => ({
    ref: ref(id),
    dependsOn: nodes.get(id).deps.filter(({ pkg }) => seen.has(pkg)).map(({ pkg }) => ref(pkg)).sort(),
  }));
  return { components, dependencies };
}

/** npm packages of the page that are no tools. */
function bundled() {
  const path = "crates/xtask/tools/package-lock.json";
  const lock = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : { packages: {} };
  const tools = /node_modules\/(binaryen|esbuild|@esbuild\/.*)$/;
  return Object.entries(lock.packages)
    .filter(([place]) => place.startsWith("node_modules/") && !tools.test(place))
    .map(([place, { version, license, integrity }]) => {
      const name = place.replace(/^.*node_modules\//, "");
      const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
      const content = Buffer.from((integrity ?? "").replace(/^sha512-/, ""), "base64").toString("hex");
      const hashes = content ? { hashes: [{ alg: "SHA-512", content }] } : {};
      return { type: "library", "bom-ref": purl, name, version, ...hashes, ...licence(license), purl };
    });
}

const byRef = (a, b) => ((a["bom-ref"] ?? a.ref) < (b["bom-ref"] ?? b.ref) ? -1 : 1);

export function bill(version) {
  const { components, dependencies } = crates(metadata());
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: { component: { type: "application", "bom-ref": "gouji-release", name: "gouji", version } },
    components: [...components, ...bundled()].sort(byRef),
    dependencies: dependencies.sort(byRef),
  };
}
