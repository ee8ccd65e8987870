// Starts the page, and tells it where its other files are: beside this one.
// No `await` outside a function: Chromium 80 does not know it.
const address = (path) => new URL(path, document.baseURI).href;
const files = new URL("./", import.meta.url).href;

globalThis.gouji = {
  files,
  pictures: () => import(`${files}pictures.js`),
};

// What the visitor has set, or the address wants, is in force before anything is drawn.
const root = document.documentElement;
const wish = new URLSearchParams(location.search);
let settings = [];
try {
  settings = (localStorage.getItem("gouji.settings") ?? "").split(" ");
} catch {
  // A browser that remembers nothing shows the page as it comes.
}
const english = (wish.get("language") ?? settings[0]) === "en";
const theme = ["light", "dark", "contrast"].find((theme) => (wish.get("theme") ?? settings[1]) === theme);
root.lang = english ? "en" : "zh-CN";
root.dataset.theme = theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
if (settings[2] === "large") root.dataset.size = "large";

async function start() {
  const loading = document.getElementById("loading");
  const say = (words) => {
    loading.className = "loading";
    loading.textContent = words;
  };
  if (english) for (const part of loading.querySelectorAll("[data-english]")) part.textContent = part.dataset.english;
  receive(loading);
  const { script, module } = document.getElementById("boot").dataset;
  const framed = window.parent !== window;
  // What the first frame needs has the network to itself, for as long as nobody waits for it.
  await drawn(100);
  try {
    const bytes = fetch(address(module));
    if (framed) await import(`${files}framed.js`);
    const { default: init } = await import(address(script));
    await drawn(300);
    await init({ module_or_path: bytes });
  } catch (error) {
    const failed = english
      ? "The page did not load. Please reload it; if that does not help, use a newer Chrome, Edge, Firefox or Safari."
      : "页面没有载入成功。请刷新重试；仍不行时，换用较新的 Chrome、Edge、Firefox 或 Safari。";
    say(failed);
    throw error;
  }
  if (!framed && "serviceWorker" in navigator) keep();
}

/** Waits until what lies in the document is on the screen, but no longer than so many milliseconds: a page that is
 * not seen is never drawn. */
function drawn(longest) {
  return new Promise((done) => {
    // The entry comes when the frame is shown; where browsers do not tell of it, a frame's beginning must do.
    const kinds = globalThis.PerformanceObserver?.supportedEntryTypes ?? [];
    if (kinds.includes("paint")) new PerformanceObserver(done).observe({ type: "paint", buffered: true });
    else requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, longest);
  });
}

/** Takes what is chosen or dropped while only the document's own start page is there, and holds it for the module
 * (`web/src/tasks/early.rs`). */
function receive(loading) {
  const words = loading.querySelector(".drop-words");
  const hold = (given) => {
    globalThis.gouji.early = given;
    words.textContent = english
      ? "Received; the check begins as soon as the page is ready."
      : "已收到，页面准备好就开始核对。";
    dispatchEvent(new Event("gouji-early"));
  };
  for (const input of loading.querySelectorAll("input")) {
    const look = () => input.files.length && hold({ files: [...input.files], entries: [] });
    look();
    // A dialogue that is open when the module takes over still answers here.
    input.addEventListener("change", look);
  }
  loading.querySelector("button").addEventListener("click", () => hold("sample"));
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    if (globalThis.gouji.drops) return;
    const items = [...event.dataTransfer.items].filter(({ kind }) => kind === "file");
    const entries = items.map((item) => item.webkitGetAsEntry?.());
    hold({ files: items.filter((_, at) => !entries[at]).map((item) => item.getAsFile()), entries: entries.filter(Boolean) });
  });
}

/** Keeps the page for use without a network, and says when a later build lies ready. */
async function keep() {
  const registering = navigator.serviceWorker.register(address("./sw.js"), { updateViaCache: "none" });
  // A browser that keeps nothing shows the page from the network alone.
  const registration = await registering.catch(() => undefined);
  if (!registration) return;
  offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker.addEventListener("statechange", () => offer(worker));
  });
}

function offer(worker) {
  // The first build that is kept replaces none.
  if (!worker || worker.state !== "installed" || !navigator.serviceWorker.controller) return;
  globalThis.gouji.update = () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    worker.postMessage("take-over");
  };
  dispatchEvent(new Event("gouji-update"));
}

// Where the browser is too old, web/first.js has said so.
if (!root.hasAttribute("data-old")) start();
