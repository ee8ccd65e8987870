// The page's side of a frame: who shows it, how tall it is, what colours it gets, what may be told,
// what the visitor looks at.
const TOKEN = /^[a-z]+(-[a-z]+)?$/;
const root = document.documentElement;
/** The ground of the dark theme, and the contrast that text has to it. */
const DARK = [23, 28, 36];
const READABLE = 5.5;
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

addEventListener("gouji-show", ({ detail: [top, bottom] }) => port?.postMessage({ top, bottom }));

window.parent.postMessage({ gouji: "ready" }, "*");

function take({ settings, ask }) {
  if (settings) {
    const { language, theme, tokens = {} } = settings;
    for (const name of [...root.style]) if (name.startsWith("--")) root.style.removeProperty(name);
    for (const [name, value] of Object.entries(tokens)) {
      if (!TOKEN.test(name) || !CSS.supports("color", value)) continue;
      // A site that gives the ground knows what can be read on it.
      if (/brand/.test(name) && !tokens.paper) root.style.setProperty(`--given-${name}`, value);
      else root.style.setProperty(`--${name}`, value);
    }
    if (tokens.brand) lighten(tokens.brand);
    dispatchEvent(new CustomEvent("gouji-settings", { detail: `${language} ${theme}` }));
  }
  // A site that does not say who it is, is not given a report.
  if (ask === "report") {
    if (/^https?:/.test(globalThis.gouji.host)) dispatchEvent(new Event("gouji-ask-report"));
    else port.postMessage({ report: null });
  }
}

/** Makes of a site's colour one that is light enough for the dark ground. */
function lighten(brand) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.fillStyle = brand;
  const code = /^#([0-9a-f]{6})$/.exec(pen.fillStyle)?.[1];
  if (!code) return;
  let parts = [0, 2, 4].map((at) => Number.parseInt(code.slice(at, at + 2), 16));
  while (contrast(parts) < READABLE) parts = parts.map((part) => Math.min(255, part + Math.ceil((255 - part) / 12)));
  root.style.setProperty("--given-brand-dark", `rgb(${parts.join(", ")})`);
}

/** The contrast of a colour to the ground of the dark theme. */
function contrast(parts) {
  return (light(parts) + 0.05) / (light(DARK) + 0.05);
}

function light(parts) {
  const [red, green, blue] = parts.map((part) => (part <= 10 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function measure() {
  port.postMessage({ height: Math.ceil(document.body.getBoundingClientRect().height) });
}
