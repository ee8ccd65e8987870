// What the visitor has set is in force before anything is drawn.
const root = document.documentElement;
let settings = [];
try {
  settings = (localStorage.getItem("gouji.settings") ?? "").split(" ");
} catch {
  // A browser that remembers nothing shows the page as it comes.
}
const english = settings[0] === "en";
const theme = ["light", "dark", "contrast"].find((theme) => settings[1] === theme);
root.lang = english ? "en" : "zh-CN";
root.dataset.theme = theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
if (settings[2] === "large") root.dataset.size = "large";

const loading = document.getElementById("loading");
if (english) loading.textContent = "Loading…";
const { script, module } = document.getElementById("boot").dataset;
const address = (path) => new URL(path, document.baseURI).href;
try {
  const { default: init } = await import(address(script));
  await init({ module_or_path: address(module) });
} catch (error) {
  loading.textContent = english
    ? "The page did not load. Please reload it; if that does not help, use a newer Chrome, Edge, Firefox or Safari."
    : "页面没有载入成功。请刷新重试；仍不行时，换用较新的 Chrome、Edge、Firefox 或 Safari。";
  throw error;
}
