// The first script, in words that any browser knows: says so where a browser is too old for the page.
(function () {
  var root = document.documentElement;
  var script = document.currentScript;
  // A function that fills memory, rounds a fraction and extends a sign: what the modules are made of.
  var bytes = new Uint8Array([
    0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 1, 125, 0, 3, 2, 1, 0, 5, 3, 1, 0, 1, 10, 19, 1, 17, 0, 65, 0, 65, 0,
    65, 0, 252, 11, 0, 32, 0, 252, 0, 192, 26, 11,
  ]);
  var knows =
    "noModule" in document.createElement("script") &&
    typeof WebAssembly === "object" &&
    typeof BigInt === "function" &&
    WebAssembly.validate(bytes);
  if (knows) {
    try {
      new WebAssembly.Module(bytes);
      if (!hasGaps()) addStyles();
      return;
    } catch (refused) {
      // 'wasm-unsafe-eval' is no word to this browser: the same page lies there with one that it knows.
      if (!/\/old\.html$/.test(location.pathname)) location.replace("old.html" + location.search + location.hash);
    }
  }
  root.setAttribute("data-old", "");
  var loading = document.getElementById("loading");
  loading.className = "loading";
  loading.textContent =
    "这个浏览器太旧，不能核对。请换用 Chrome 80、Edge 80、Firefox 79、Safari 15 或更新的版本；360、QQ 等浏览器请更新，并切换到极速模式。" +
    " This browser is too old: please use Chrome 80, Edge 80, Firefox 79, Safari 15 or newer.";

  /** Whether the parts of a flexible box keep their distance: Chromium does from 84. */
  function hasGaps() {
    var box = document.createElement("div");
    box.style.display = "flex";
    box.style.flexDirection = "column";
    box.style.rowGap = "1px";
    box.appendChild(document.createElement("div"));
    box.appendChild(document.createElement("div"));
    root.appendChild(box);
    var height = box.scrollHeight;
    root.removeChild(box);
    return height === 1;
  }

  /** Distances of another kind, before all other styles. */
  function addStyles() {
    var link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = script.src.replace("first.js", "old.css");
    document.head.insertBefore(link, document.head.firstChild);
  }
})();
