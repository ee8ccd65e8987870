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
  if (english) say("Loading…");
  const { script, module } = document.getElementById("boot").dataset;
  const framed = window.parent !== window;
  await drawn();
  try {
    if (framed) await import(`${files}framed.js`);
    const { default: init } = await import(address(script));
    await init({ module_or_path: address(module) });
  } catch (error) {
    const failed = english
      ? "The page did not load. Please reload it; if that does not help, use a newer Chrome, Edge, Firefox or Safari."
      : "页面没有载入成功。请刷新重试；仍不行时，换用较新的 Chrome、Edge、Firefox 或 Safari。";
    say(failed);
    throw error;
  }
  if (!framed && "serviceWorker" in navigator) keep();
}

/** Waits until what lies in the document has been drawn, or would have been on a page that is not seen. */
function drawn() {
  return new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, 100);
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
