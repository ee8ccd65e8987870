importScripts("./worker.js");
wasm_bindgen({ module_or_path: "./worker_bg.wasm" }).catch((error) => {
  // Thrown outside the promise, so that the page is told of it.
  setTimeout(() => {
    throw error;
  });
});
