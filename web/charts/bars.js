// Sorted bars, each with its name, amount and share beside it: colour says nothing that is not written.
import { drawing, el, hatching, lines, measure, part, pressable, round, wrap } from "./svg.js";

const SIZE = 14;
const GAP = 10;

/** Draws the parts of a picture in their order, those of a part beneath it. */
export function bars(picture, width, id, pick) {
  const wide = width >= 480;
  const values = picture.parts.map((part) => said(part));
  const room = Math.max(...values.map((value) => measure(value, SIZE, 600))) + 4;
  const names = wide ? Math.min(width * 0.4, Math.max(...picture.parts.map((part) => indent(part) + measure(part.label, SIZE))) + 4) : 0;
  const longest = Math.max(...picture.parts.map(({ share }) => part(share)), 0.0001);
  const space = wide ? width - names - GAP * 2 - room : width;
  let y = 0;
  const rows = picture.parts.map((one, place) => {
    const length = (part(one.share) / longest) * space;
    const drawn = wide
      ? beside({ one, y, names, length, value: values[place], id })
      : beneath({ one, y, width, room, length, value: values[place], id });
    y += drawn.height;
    return act(drawn.group, one, pick, values[place]);
  });
  return drawing(width, y, { role: "group", "aria-label": picture.title }, hatching(id), ...rows);
}

function said({ value, share }) {
  return share === "" ? value : `${value}\u2002${share}%`;
}

function indent({ level }) {
  return level > 1 ? (level - 1) * 18 : 0;
}

function beside({ one, y, names, length, value, id }) {
  const small = one.level > 1;
  const text = wrap(one.label, names - indent(one), SIZE, 2, small ? 400 : 600);
  const height = Math.max(small ? 28 : 36, text.length * 19 + 10);
  const middle = y + height / 2;
  const thick = small ? 10 : 18;
  const name = lines(text, { x: indent(one), y: middle - (text.length - 1) * 9.5, step: 19, size: SIZE, class: small ? "part-name small" : "part-name" });
  const label = lines([value], { x: names + GAP + length + 8, y: middle, size: SIZE, class: "part-value" });
  return { height, group: el("g", {}, name, bar(one, names + GAP, middle - thick / 2, length, thick, id), label) };
}

function beneath({ one, y, width, room, length, value, id }) {
  const small = one.level > 1;
  const text = wrap(one.label, width - indent(one) - room - 8, SIZE, 3, small ? 400 : 600);
  const tall = text.length * 19;
  const thick = small ? 6 : 10;
  const name = lines(text, { x: indent(one), y: y + 12, step: 19, size: SIZE, class: small ? "part-name small" : "part-name" });
  const label = lines([value], { x: width, y: y + 12, size: SIZE, class: "part-value", "text-anchor": "end" });
  const start = Math.min(indent(one), width / 8);
  const shape = bar(one, start, y + tall + 5, (length * (width - start)) / width, thick, id);
  return { height: tall + thick + 18, group: el("g", {}, name, label, shape) };
}

function bar(one, x, y, length, thick, id) {
  const fill = one.broken ? { fill: `url(#${id})`, class: "bar broken" } : { class: one.level > 1 ? "bar small" : "bar" };
  return el("rect", { x: round(x), y: round(y), width: round(Math.max(length, 1.5)), height: thick, rx: 2, ...fill });
}

export function act(group, one, pick, value) {
  const label = `${one.label} ${value}${one.broken ? ` ${one.standing}` : ""}`;
  group.prepend(el("title", {}, label));
  group.classList.add("entry");
  return one.cell ? pressable(group, () => pick(one.cell)) : group;
}
