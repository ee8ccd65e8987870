// Changes from last year: increases to the right of a line, decreases to its left and hollow. What
// they are is written beside them with their sign.
import { act } from "./bars.js";
import { drawing, el, hatching, lines, measure, round, wrap } from "./svg.js";

const SIZE = 14;
const SMALL = 12;
const GAP = 12;

/** Draws the parts of a picture in their order. */
export function change(picture, width, id, pick) {
  const wide = width >= 480;
  const values = picture.parts.map(({ value }) => value.split("\u2002"));
  const [amounts, rates] = [0, 1].map((place) => Math.max(...values.map((value) => measure(value[place] ?? "", SIZE, 600))));
  const room = amounts + rates + GAP;
  const longest = Math.max(...picture.parts.map(({ label, note }) => Math.max(measure(label, SIZE, 600), measure(note, SMALL))));
  const names = wide ? Math.min(width * 0.4, longest + 4) : width - room - GAP;
  const space = wide ? width - names - room - GAP * 2 : width;
  const start = wide ? names + GAP : 0;
  const extents = picture.parts.map(({ share }) => Number.parseFloat(share) || 0);
  const [least, most] = [Math.min(0, ...extents), Math.max(0, ...extents)];
  const scale = (space - 2) / Math.max(most - least, 1);
  const zero = start + 1 - least * scale;
  let y = 0;
  const rows = picture.parts.map((one, place) => {
    const text = wrap(one.label, names, SIZE, 2, 600);
    const words = text.length * 19 + 17;
    const height = words + (wide ? 14 : 26);
    const top = y + (wide ? (height - 18) / 2 : words + 6);
    const first = y + (wide ? 7 : 0) + 10;
    const name = lines(text, { x: 0, y: first, step: 19, size: SIZE, class: "part-name" });
    const note = lines([one.note], { x: 0, y: first + text.length * 19 - 1, size: SMALL, class: "part-value" });
    const value = values[place].map((text, column) =>
      lines([text], { x: column ? width : width - rates - GAP, y: wide ? top + 9 : first, size: SIZE, class: "part-value", "text-anchor": "end" }),
    );
    const axis = el("path", { d: `M${round(zero)} ${round(top - 4)}V${round(top + (wide ? 22 : 14))}`, class: "axis" });
    const shape = bar(one, extents[place] * scale, zero, top, wide ? 18 : 10, id);
    y += height;
    return act(el("g", {}, name, note, ...value, shape, axis), one, pick, `${one.note}\u2002${one.value}`);
  });
  return drawing(width, y, { role: "group", "aria-label": picture.title }, hatching(id), ...rows);
}

function bar(one, length, zero, y, thick, id) {
  if (length === 0) return undefined;
  const size = Math.max(Math.abs(length), 2);
  const kind = one.broken ? { fill: `url(#${id})`, class: "bar broken" } : { class: length < 0 ? "bar fall" : "bar" };
  return el("rect", { x: round(length < 0 ? zero - size : zero), y: round(y), width: round(size), height: thick, ...kind });
}
