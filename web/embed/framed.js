// The page's side of a frame: who shows it, how tall it is, what colours it gets, what may be told.
const TOKEN = /^[a-z]+(-[a-z]+)?$/;
const root = document.documentElement;
let port;
// How the last check ended: it may end before the site has been greeted.
let ended;

root.classList.add("framed");

addEventListener("message", (event) => {
  // Only the site around the frame, and only once: afterwards everything goes by the channel.
  if (event.source !== window.parent || event.data?.gouji !== "hello" || !event.ports[0] || port) return;
  port = event.ports[0];
  globalThis.gouji.host = event.origin;
  port.onmessage = ({ data }) => take(data ?? {});
  take(event.data);
  if (ended) port.postMessage({ checked: ended });
  new ResizeObserver(measure).observe(document.body);
  measure();
});

addEventListener("gouji-checked", ({ detail }) => {
  ended = detail;
  port?.postMessage({ checked: ended });
});
addEventListener("gouji-report", ({ detail }) => port?.postMessage({ report: detail }));

window.parent.postMessage({ gouji: "ready" }, "*");

function take({ settings, ask }) {
  if (settings) {
    const { language, theme, tokens = {} } = settings;
    for (const name of [...root.style]) if (name.startsWith("--")) root.style.removeProperty(name);
    for (const [name, value] of Object.entries(tokens)) {
      if (TOKEN.test(name) && CSS.supports("color", value)) root.style.setProperty(`--${name}`, value);
    }
    dispatchEvent(new CustomEvent("gouji-settings", { detail: `${language} ${theme}` }));
  }
  // A site that does not say who it is, is not given a report.
  if (ask === "report") {
    if (/^https?:/.test(globalThis.gouji.host)) dispatchEvent(new Event("gouji-ask-report"));
    else port.postMessage({ report: null });
  }
}

function measure() {
  port.postMessage({ height: Math.ceil(document.body.getBoundingClientRect().height) });
}
