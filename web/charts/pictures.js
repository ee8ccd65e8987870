// Pictures on demand. `show` draws one into an element and keeps it as wide as that.
import { bars } from "./bars.js";
import { change } from "./change.js";
import { flow } from "./flow.js";
import { toPng, toSvg } from "./save.js";
import { enlarged, round } from "./svg.js";
import { grow, tree } from "./tree.js";

let count = 0;

/** Draws a picture; `pick` is told of the cell that was chosen. */
export function show(holder, picture, pick) {
  const id = `hatching-${count++}`;
  const view = { node: undefined, picture, width: 0 };
  const draw = (width, name = id) => {
    if (view.picture.kind === "flow") return flow(view.picture, width, name, pick);
    if (view.picture.kind === "tree") return tree(view.node, view.picture, width, name, open, pick);
    if (view.picture.kind === "change") return change(view.picture, width, name, pick);
    return bars(view.picture, width, name, pick);
  };
  const paint = () => {
    const kept = holder.contains(document.activeElement) ? named(document.activeElement) : null;
    holder.textContent = "";
    holder.append(...trail(view.node, open), sized(draw));
    const again = kept && [...holder.querySelectorAll(".pressable")].find((one) => named(one) === kept);
    if (again) again.focus({ preventScroll: true });
  };
  // Drawn for less room and shown in all of it: so labels grow with the text of the page.
  const sized = (draw) => {
    const scale = enlarged();
    const drawn = draw(view.width / scale);
    for (const side of ["width", "height"]) drawn.setAttribute(side, round(Number(drawn.getAttribute(side)) * scale));
    return drawn;
  };
  const open = (node) => {
    view.node = node;
    paint();
    holder.querySelector(".trail-here, .pressable")?.focus({ preventScroll: true });
  };
  const take = (next) => {
    view.picture = next;
    if (next.kind !== "tree") return;
    const root = grow(next);
    const before = view.node?.data.key;
    view.node = root.descendants().find((node) => node.data.key === before && node.children) ?? root;
  };
  take(picture);
  const watcher = new ResizeObserver(([{ contentRect }]) => {
    const width = Math.round(contentRect.width);
    if (width === view.width || width < 40) return;
    view.width = width;
    paint();
  });
  watcher.observe(holder);
  const resized = new MutationObserver(() => view.width && paint());
  resized.observe(document.documentElement, { attributeFilter: ["data-size"] });
  return {
    update(next) {
      take(next);
      if (view.width) paint();
    },
    svg: () => new Blob([toSvg(view.picture, (width) => draw(width, `${id}-file`)).text], { type: "image/svg+xml" }),
    png: () => toPng(view.picture, (width) => draw(width, `${id}-file`)),
    end() {
      watcher.disconnect();
      resized.disconnect();
    },
  };
}

/** The way back from a node that was opened, as buttons. */
function trail(node, open) {
  if (!node?.parent) return [];
  const way = node.ancestors().reverse();
  const list = document.createElement("p");
  list.className = "trail";
  for (const step of way) {
    const here = step === node;
    const item = document.createElement(here ? "span" : "button");
    item.textContent = step.data.label;
    if (here) Object.assign(item, { className: "trail-here", tabIndex: -1 });
    else Object.assign(item, { type: "button", className: "link", onclick: () => open(step) });
    list.append(item);
    if (!here) list.append(" › ");
  }
  list.addEventListener("keydown", (event) => {
    if (event.key === "Escape") open(node.parent);
  });
  return [list];
}

/** The name of a button of a picture. */
function named(button) {
  return button.querySelector("title")?.textContent;
}
