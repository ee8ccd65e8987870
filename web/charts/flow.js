// Money from its sources through the whole to functions and uses: bands as wide as the amounts.
import { sankey, sankeyLinkHorizontal } from "d3-sankey";
import { drawing, el, hatching, lines, measure, part, pressable, round, wrap } from "./svg.js";

const THICK = 12;

/** Draws a flow: four columns, each with its labels to the right of its bars. */
export function flow(picture, width, id, pick) {
  const graph = join(picture);
  const wide = width >= 760;
  const size = wide ? 13 : 11;
  const room = width / 4 - THICK - (wide ? 24 : 8);
  const step = size * 1.35;
  for (const node of graph.nodes) {
    node.text = [...wrap(node.label, room, size, wide ? 2 : 4, 600), ...values(node, room, size)];
  }
  const most = [0, 1, 2, 3].map((stage) => graph.nodes.filter((node) => node.stage === stage));
  const padding = Math.max(...graph.nodes.map((node) => node.text.length)) * step + 6;
  const height = Math.round(Math.max(...most.map((nodes) => nodes.length)) * padding + (wide ? 240 : 200));
  const edge = padding / 2;
  sankey()
    .nodeWidth(THICK)
    .nodePadding(padding)
    .nodeAlign((node) => node.stage)
    .nodeSort((a, b) => b.share - a.share)
    .linkSort(null)
    .extent([[1, edge], [width - room - 6, height - edge]])(graph);
  const bands = graph.links.map((link) => band(link, picture, id));
  const nodes = graph.nodes.map((node) => act(node, picture, [block(node, id), label(node, size, step)], pick));
  return drawing(width, height, { role: "group", "aria-label": picture.title }, hatching(id), el("g", { class: "bands" }, ...bands), ...nodes);
}

/** Nodes and links of a flow; `value` is what lengths are made of, a share of the whole. */
function join({ flow: { whole, sources, functions, uses, splits } }) {
  const node = (stage) => (one) => ({ ...one, amount: one.value, stage, share: part(one.share), percent: one.share });
  const columns = [sources, [whole], functions, uses].map((list, stage) => list.map(node(stage)));
  const nodes = columns.flat().filter((one) => one.share > 0);
  const [from, [middle], through, to] = columns;
  const link = (source, target, one) => ({ source, target, value: part(one.percent ?? one.share), amount: one.amount ?? one.value, percent: one.percent ?? one.share, broken: one.broken });
  const links = [
    ...from.map((one) => link(one, middle, one)),
    ...through.map((one) => link(middle, one, one)),
    ...splits.map(({ from, to: use, amount }) => link(through.find(({ key }) => key === from), to.find(({ key }) => key === use), amount)),
  ].filter(({ source, target, value }) => source && target && value > 0 && nodes.includes(source) && nodes.includes(target));
  return { nodes, links };
}

function values(node, room, size) {
  const both = `${node.amount}\u2002${node.percent}%`;
  return measure(both, size) <= room ? [both] : [node.amount, `${node.percent}%`];
}

function band(link, picture, id) {
  const says = `${link.source.label} → ${link.target.label} ${link.amount} ${picture.unit}`;
  const look = link.broken ? { class: "band broken", stroke: `url(#${id})` } : { class: "band" };
  return el("path", { d: sankeyLinkHorizontal()(link), "stroke-width": round(Math.max(1, link.width)), fill: "none", ...look }, el("title", {}, says));
}

function block(node, id) {
  const look = node.broken ? { class: "node broken", fill: `url(#${id})` } : { class: `node stage-${node.stage}` };
  return el("rect", { x: round(node.x0), y: round(node.y0), width: THICK, height: round(Math.max(2, node.y1 - node.y0)), rx: 2, ...look });
}

function label(node, size, step) {
  const middle = (node.y0 + node.y1) / 2;
  const start = middle - ((node.text.length - 1) * step) / 2;
  return lines(node.text, { x: node.x1 + 6, y: start, step, size, class: "part-name small halo" });
}

function act(node, picture, drawn, pick) {
  const says = `${node.label} ${node.amount} ${picture.unit} ${node.percent}%${node.broken ? ` ${node.standing}` : ""}`;
  const group = el("g", { class: "entry" }, el("title", {}, says), ...drawn);
  return node.cell ? pressable(group, () => pick(node.cell)) : group;
}
