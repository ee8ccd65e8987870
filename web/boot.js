const { script, module } = document.getElementById("boot").dataset;
const address = (path) => new URL(path, document.baseURI).href;
try {
  const { default: init } = await import(address(script));
  await init({ module_or_path: address(module) });
} catch (error) {
  document.getElementById("loading").textContent =
    "页面没有载入成功。请刷新重试；仍不行时，换用较新的 Chrome、Edge、Firefox 或 Safari。";
  throw error;
}
