// Areas in areas: 类 with their 款, and on a press 款 with their 项.
import { hierarchy, stratify, treemap, treemapSquarify } from "d3-hierarchy";
import { drawing, el, hatching, lines, measure, part, pressable, round, wrap } from "./svg.js";

const ROOT = "*";
const HEAD = 26;
const SIZE = 14;

/** The parts as a tree; its root stands for the whole. */
export function grow(picture) {
  const root = { share: "", value: "", ...picture.total, key: ROOT, label: picture.total?.label ?? picture.title };
  const there = picture.parts.filter((one) => part(one.share) > 0);
  const keys = new Set(there.map((one) => one.key));
  const holders = new Set([ROOT, ...there.map((one) => one.parent)]);
  const nested = stratify()
    .id((one) => one.key)
    .parentId((one) => (one === root ? undefined : keys.has(one.parent) ? one.parent : ROOT));
  const own = (one) => (holders.has(one.key) ? 0 : part(one.share));
  return nested([root, ...there]).sum(own).sort((a, b) => b.value - a.value);
}

/** Draws a node of the tree, its children and theirs. `open` shows another node, `pick` its cell. */
export function tree(node, picture, width, id, open, pick) {
  const height = Math.round(Math.min(560, Math.max(width < 560 ? 460 : 380, width * 0.5)));
  const shown = hierarchy(node, (one) => (one.depth - node.depth < 2 ? one.children : undefined));
  // What is not taken apart counts whole, what is, by its parts.
  shown.each((area) => (area.value = area.data.value));
  treemap()
    .tile(treemapSquarify.ratio(1.4))
    .size([width, height])
    .paddingInner(3)
    .paddingTop((area) => (holds(area) ? HEAD : 0))(shown);
  const areas = shown.descendants().slice(1).map((area) => {
    const one = area.data;
    const press = one.children ? () => open(one) : one.data.cell ? () => pick(one.data.cell) : undefined;
    return draw(area, picture, id, press);
  });
  return drawing(width, height, { role: "group", "aria-label": picture.title }, hatching(id), ...areas);
}

/** Whether an area shows its name above its parts. */
function holds(area) {
  return area.depth === 1 && area.children && tall(area);
}

function tall(area) {
  return area.x1 - area.x0 > 60 && area.y1 - area.y0 > HEAD * 2;
}

function draw(area, picture, id, press) {
  const { x0, y0, x1, y1, depth, children } = area;
  const { data } = area.data;
  const [wide, high] = [x1 - x0, y1 - y0];
  const label = `${data.label} ${data.value} ${picture.unit} ${data.share}%${data.broken ? ` ${data.standing}` : ""}`;
  const kind = `tile depth-${depth}${children ? " holds" : ""}${data.broken ? " broken" : ""}`;
  const ground = el("rect", { x: round(x0), y: round(y0), width: round(wide), height: round(high), rx: 3, class: kind, fill: data.broken && !children ? `url(#${id})` : undefined });
  const text = children ? heading(area) : inside(area);
  const group = el("g", { class: "entry" }, el("title", {}, label), ground, ...text);
  return press ? pressable(group, press) : group;
}

/** The name above the areas inside, with amount and share where there is room. */
function heading(area) {
  if (!tall(area)) return [];
  const { x0, x1, y0 } = area;
  const { data } = area.data;
  const room = x1 - x0 - 16;
  const value = `${data.value}\u2002${data.share}%`;
  const both = measure(data.label, SIZE, 600) + 16 + measure(value, 13) <= room;
  const [name] = wrap(data.label, room, SIZE, 1, 600);
  const texts = [lines([name], { x: x0 + 8, y: y0 + HEAD / 2 + 1, size: SIZE, class: "part-name" })];
  if (both) texts.push(lines([value], { x: x1 - 8, y: y0 + HEAD / 2 + 1, size: 13, class: "part-value", "text-anchor": "end" }));
  return texts;
}

function inside({ x0, y0, x1, y1, data: { data } }) {
  const [wide, high] = [x1 - x0 - 12, y1 - y0 - 10];
  const size = wide < 90 ? 12 : SIZE;
  if (wide < size * 2 || high < size) return [];
  const step = size * 1.35;
  const values = [`${data.value}`, `${data.share}%`].filter((value) => measure(value, size) <= wide);
  const most = Math.floor(high / step);
  const names = wrap(data.label, wide, size, Math.max(1, Math.min(4, most - values.length)));
  if (names[0].length < 2 && names[0] !== data.label) return [];
  const all = [...names, ...values.slice(0, Math.max(0, most - names.length))];
  return [lines(all, { x: x0 + 6, y: y0 + 5 + step / 2, step, size, class: data.broken ? "part-name small halo" : "part-name small" })];
}
