// What old browsers are given: Chromium 80 (February 2020), Firefox 79 and Safari 15 must be able to
// read every script and run every module of the page and of the package.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { delimiter, extname, join, relative } from "node:path";
import { test } from "node:test";
import { parse } from "acorn";
import openWabt from "wabt";

const folders = (process.env.GOUJI_FOLDERS ?? "").split(delimiter).filter(Boolean);

function* files(folder, endings) {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* files(path, endings);
    else if (endings.includes(extname(name))) yield path;
  }
}

const all = (...endings) => folders.flatMap((folder) => [...files(folder, endings)].map((path) => [relative(".", path), path]));

/** What all of these browsers have, of what came after the first version of WebAssembly. */
const features = {
  bulk_memory: true,
  mutable_globals: true,
  sat_float_to_int: true,
  sign_extension: true,
  exceptions: false,
  extended_const: false,
  gc: false,
  function_references: false,
  memory64: false,
  multi_memory: false,
  multi_value: false,
  reference_types: false,
  relaxed_simd: false,
  simd: false,
  tail_call: false,
  threads: false,
};

/** Why a module cannot run there, if it cannot. */
async function refusal(bytes) {
  const wabt = await openWabt();
  let module;
  try {
    module = wabt.readWasm(bytes, features);
    module.validate(features);
  } catch (error) {
    return error.message;
  } finally {
    module?.destroy();
  }
}

/** Calls that came after Chromium 80; each of them was a reason for a page to stay blank. */
const newer = [
  "AggregateError", "at", "cause", "findLast", "findLastIndex", "groupBy", "hasOwn", "replaceAll",
  "replaceChildren", "structuredClone", "toReversed", "toSorted", "toSpliced", "randomUUID", "scheduler",
  "showOpenFilePicker", "showModal", "WeakRef", "allSettledOf", "throwIfAborted", "timeout", "any", "isWellFormed",
];

/** Names of properties that a script reads or calls without asking first whether they are there. */
function used(tree, source) {
  const found = new Set();
  const visit = (node) => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (!node || typeof node.type !== "string") return;
    const plain = node.type === "MemberExpression" && !node.computed && !node.optional;
    if (node.type === "CallExpression" && node.callee.type === "MemberExpression" && !node.callee.computed) found.add(node.callee.property.name);
    if (node.type === "NewExpression" && node.callee.type === "Identifier" && !source.includes(`typeof ${node.callee.name}`)) found.add(node.callee.name);
    // Any other name is the script's own, of one or two letters after it was shortened.
    if (node.type === "CallExpression" && node.callee.name === "structuredClone") found.add(node.callee.name);
    if (plain && node.object.type === "Identifier" && node.object.name === "Promise") found.add(node.property.name);
    for (const value of Object.values(node)) if (value && typeof value === "object") visit(value);
  };
  visit(tree.body);
  return found;
}

function parsed(source) {
  const options = { ecmaVersion: 2020, allowReturnOutsideFunction: false };
  try {
    return parse(source, { ...options, sourceType: "module" });
  } catch {
    return parse(source, { ...options, sourceType: "script" });
  }
}

test("there is something to look at", () => {
  assert.ok(all(".wasm").length > 0 && all(".js", ".mjs").length > 0, "no folder was given");
});

test("a module with a newer instruction would be noticed", async () => {
  const wabt = await openWabt();
  const every = Object.fromEntries(Object.keys(features).map((name) => [name, true]));
  const bytes = (text) => wabt.parseWat("m.wat", text, every).toBinary({}).buffer;
  assert.match(await refusal(bytes("(module (func (param externref)))")), /type/);
  assert.match(await refusal(bytes("(module (func (result i32 i32) i32.const 1 i32.const 2))")), /multiple|multi/);
  assert.match(await refusal(bytes("(module (func (result v128) v128.const i32x4 0 0 0 0))")), /v128|type|opcode/);
  assert.equal(await refusal(bytes("(module (memory 1) (func i32.const 0 i32.const 0 i32.const 1 memory.fill))")), undefined);
});

test("a script with newer syntax or calls would be noticed", () => {
  for (const source of ["await 1;", "a ||= b;", "class A { #b; }", "class A { static {} }"]) {
    assert.throws(() => parsed(source), SyntaxError, source);
  }
  const source = "a.replaceAll(1, 2); structuredClone(a); new WeakRef(a); Promise.any([])";
  assert.deepEqual(newer.filter((name) => used(parsed(source), source).has(name)), ["replaceAll", "structuredClone", "WeakRef", "any"]);
});

for (const [name, path] of all(".wasm")) {
  test(`${name}: its instructions are old enough`, async () => {
    const bytes = readFileSync(path);
    assert.equal(await refusal(bytes), undefined);
    const kinds = new Set(WebAssembly.Module.imports(new WebAssembly.Module(bytes)).map(({ kind }) => kind));
    assert.deepEqual([...kinds], ["function"], "imports are functions");
  });
}

for (const [name, path] of all(".js", ".mjs")) {
  if (name.endsWith("node.js")) continue;
  test(`${name}: its syntax and calls are old enough`, () => {
    const source = readFileSync(path, "utf8");
    const calls = used(parsed(source), source);
    assert.deepEqual(newer.filter((call) => calls.has(call)), []);
  });
}
