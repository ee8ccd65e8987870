// Chromium 80 of February 2020, out of an npm package, driven by the pipe that it reads commands from:
// today's drivers speak to newer ones only.
import { spawn } from "node:child_process";
import { chmodSync, createReadStream, createWriteStream, existsSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createBrotliDecompress } from "node:zlib";

const packed = fileURLToPath(new URL("node_modules/chrome-aws-lambda/bin/chromium.br", import.meta.url));

/** The program, unpacked into a folder once. */
async function program(folder) {
  const path = join(folder, "chromium-80");
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  await pipeline(createReadStream(packed), createBrotliDecompress(), createWriteStream(`${path}.part`));
  chmodSync(`${path}.part`, 0o755);
  renameSync(`${path}.part`, path);
  return path;
}

/** Starts it; what it answers and tells. */
export async function launch(folder) {
  const args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-software-rasterizer", "--single-process", "--no-zygote", "--disable-dev-shm-usage", "--hide-scrollbars", "--remote-debugging-pipe", `--user-data-dir=${join(folder, "profile-80")}`];
  const browser = spawn(await program(folder), args, { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
  const waiting = new Map();
  const listeners = [];
  let last = 0;
  let rest = "";
  browser.stdio[4].on("data", (data) => {
    const parts = (rest + data).split("\0");
    rest = parts.pop();
    for (const part of parts) {
      const message = JSON.parse(part);
      if (message.id === undefined) listeners.forEach((listener) => listener(message));
      else waiting.get(message.id)?.(message);
    }
  });
  const send = (method, params = {}, sessionId = undefined) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, ({ result, error }) => (error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result)));
      browser.stdio[3].write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
    });
  return {
    send,
    listen: (listener) => listeners.push(listener),
    close: () => browser.kill(),
  };
}

/** A page at an address: what it complains of, and a way to ask it. */
export async function open(browser, url) {
  const { targetId } = await browser.send("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await browser.send("Target.attachToTarget", { targetId, flatten: true });
  const complaints = [];
  browser.listen(({ method, params, sessionId: from }) => {
    if (from !== sessionId) return;
    if (method === "Runtime.exceptionThrown") complaints.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
    if (method === "Log.entryAdded" && params.entry.level === "error") complaints.push(`${params.entry.text} ${params.entry.url ?? ""}`);
    if (method === "Runtime.consoleAPICalled" && params.type === "error") complaints.push(params.args.map(({ value, description }) => value ?? description).join(" "));
  });
  for (const domain of ["Runtime", "Log", "Page"]) await browser.send(`${domain}.enable`, {}, sessionId);
  await browser.send("Page.navigate", { url }, sessionId);
  const ask = async (expression) => {
    const { result, exceptionDetails } = await browser.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true }, sessionId);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  /** Asks until the answer is something, half a minute at most. */
  const until = async (expression) => {
    for (const end = Date.now() + 30_000; Date.now() < end; ) {
      const value = await ask(expression);
      if (value) return value;
      await new Promise((later) => setTimeout(later, 100));
    }
    throw new Error(`it did not come to ${expression}: ${complaints.join("; ")}`);
  };
  return { ask, until, complaints };
}
