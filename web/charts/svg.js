// Elements of a drawing, and text that fits into it. Text is always set as text, never as markup.
const SPACE = "http://www.w3.org/2000/svg";
let ruler;

/** An element with attributes; a child that is no element is its text. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== null));
  return element;
}

/** A drawing of this size that scales down, never up. */
export function drawing(width, height, attributes, ...children) {
  const box = { viewBox: `0 0 ${round(width)} ${round(height)}`, width: round(width), height: round(height) };
  return el("svg", { ...box, focusable: "false", ...attributes }, ...children);
}

export function round(number) {
  return Math.round(number * 10) / 10;
}

/** How much larger than usual the text of the page is. */
export function enlarged() {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;
}

/** How wide a text runs at a size, in the font of the page. */
export function measure(text, size, weight = 400) {
  ruler ??= document.createElement("canvas").getContext("2d");
  ruler.font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
  return ruler.measureText(text).width;
}

/** A text in lines of at most this width; what does not fit into the lines ends in an ellipsis. */
export function wrap(text, width, size, most = 2, weight = 400) {
  const lines = [];
  let line = "";
  for (const piece of pieces(text)) {
    if (line === "" || measure(line + piece, size, weight) <= width) {
      line += line === "" ? piece.trimStart() : piece;
      continue;
    }
    lines.push(line.trimEnd());
    line = piece.trimStart();
  }
  if (line) lines.push(line.trimEnd());
  const kept = lines.slice(0, most);
  const cut = lines.length > most;
  return kept.map((line, place) => shorten(line, width, size, weight, cut && place === most - 1));
}

/** Where a line may be broken: between Chinese characters, and between words of other writing. */
function pieces(text) {
  return text.match(/[\w.,%()+&/-]+|\s+|./gsu) ?? [];
}

function shorten(line, width, size, weight, cut) {
  if (!cut && measure(line, size, weight) <= width) return line;
  const letters = [...line];
  while (letters.length > 1 && measure(letters.join("") + "…", size, weight) > width) letters.pop();
  return letters.join("") + "…";
}

/** Lines of text beneath one another; `y` is the middle of the first. */
export function lines(list, { x, y, size, step = size * 1.35, ...attributes }) {
  const spans = list.map((line, place) => el("tspan", { x: round(x), y: round(y + place * step) }, line));
  return el("text", { "font-size": size, "dominant-baseline": "central", ...attributes }, ...spans);
}

/** Hatching for what does not agree: told apart without colour. */
export function hatching(id) {
  const line = el("path", { d: "M-2 2 2-2M0 8 8 0M6 10 10 6", class: "hatch" });
  const ground = el("rect", { width: 8, height: 8, class: "hatch-ground" });
  return el("defs", {}, el("pattern", { id, width: 8, height: 8, patternUnits: "userSpaceOnUse" }, ground, line));
}

/** The length that a share in percent stands for; nothing where it is blank or negative. */
export function part(share) {
  const percent = Number.parseFloat(share);
  return percent > 0 ? percent / 100 : 0;
}

/** Makes an element with a title a button: by pointer and by keyboard. Its name is the title: what is
 * drawn may be cut short. */
export function pressable(element, press) {
  for (const [key, value] of Object.entries({ role: "button", tabindex: "0" })) element.setAttribute(key, value);
  element.classList.add("pressable");
  element.addEventListener("click", (event) => {
    event.stopPropagation();
    press();
  });
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    press();
  });
  return element;
}
