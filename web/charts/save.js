// A picture as a file of its own: on white, with its title, unit, source and stamp.
import { drawing, el, lines, measure } from "./svg.js";

const WIDTH = 960;
const MARGIN = 24;
const KEPT = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "font-weight", "font-family", "opacity", "paint-order", "stroke-linejoin"];

/** The drawing that `draw` makes at a width, as the text of an SVG file. */
export function toSvg(picture, draw) {
  const { svg, width, height } = compose(picture, draw);
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return { text: new XMLSerializer().serializeToString(svg), width, height };
}

/** The same as a PNG of twice that size. */
export async function toPng(picture, draw) {
  const { text, width, height } = toSvg(picture, draw);
  const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [width * 2, height * 2];
    canvas.getContext("2d").drawImage(image, 0, 0, width * 2, height * 2);
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}

function compose(picture, draw) {
  const holder = document.createElement("div");
  holder.className = "picture-paper";
  document.body.append(holder);
  const inner = draw(WIDTH - MARGIN * 2);
  const head = heading(picture);
  const height = inner.viewBox.baseVal.height + head.height + MARGIN * 2;
  const moved = el("g", { transform: `translate(${MARGIN} ${MARGIN + head.height})` }, ...inner.childNodes);
  const ground = el("rect", { width: "100%", height: "100%", class: "paper" });
  const svg = drawing(WIDTH, height, {}, el("title", {}, picture.title), ground, ...head.parts, moved);
  holder.append(svg);
  try {
    for (const element of svg.querySelectorAll("*")) settle(element);
  } finally {
    holder.remove();
  }
  return { svg, width: WIDTH, height: Math.ceil(height) };
}

function heading({ title, unit, total, source, stamp, words }) {
  const line = [`${words.unit}${unit}`, total && `${total.label} ${total.value}`, `${words.source}${source}`].filter(Boolean).join("　");
  const parts = [
    lines([title], { x: MARGIN, y: MARGIN + 10, size: 20, class: "part-name" }),
    lines([line], { x: MARGIN, y: MARGIN + 38, size: 13, class: "part-value" }),
  ];
  if (stamp) {
    const wide = measure(stamp, 20, 700) + 24;
    const x = WIDTH - MARGIN - wide;
    const frame = el("rect", { x, y: 14, width: wide, height: 36, rx: 5, class: "stamp-frame" });
    const text = lines([stamp], { x: x + wide / 2, y: 32, size: 20, class: "stamp-text", "text-anchor": "middle" });
    parts.push(el("g", { transform: `rotate(-3 ${x + wide / 2} 32)` }, frame, text));
  }
  return { height: 64, parts };
}

/** Writes into an element how the page shows it: a file has no style sheet. */
function settle(element) {
  const style = getComputedStyle(element);
  if (!["defs", "title", "pattern"].includes(element.tagName)) {
    for (const name of KEPT) {
      const value = style.getPropertyValue(name);
      const own = element.getAttribute(name);
      if (value && !own?.startsWith("url(")) element.setAttribute(name, value);
    }
  }
  for (const name of ["class", "tabindex", "role", "aria-label", "focusable"]) element.removeAttribute(name);
}
