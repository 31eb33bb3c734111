/** A map: boxes in columns, and the bands that join them. */
import type { MapLink, MapNode } from '../../../api/bindings';
import { wrapped } from './wrap';

export interface PlacedBox {
  node: MapNode;
  left: number;
  top: number;
  width: number;
  height: number;
  lines: string[];
  detail: string[];
}

export interface PlacedLink {
  link: MapLink;
  path: string;
  width: number;
  x: number;
  y: number;
}

export interface MapPlot {
  width: number;
  height: number;
  boxes: PlacedBox[];
  links: PlacedLink[];
  columns: { label: string; left: number; width: number }[];
}

const LEAST_BOX = 108;
const PAD = 8;

export function mapPlot(
  part: { columns: readonly string[]; nodes: readonly MapNode[]; links: readonly MapLink[] },
  room: number,
  size: number,
  measure: (text: string) => number,
): MapPlot {
  const count = Math.max(1, part.columns.length);
  const gap = Math.max(44, Math.min(96, room * 0.09));
  const box = Math.max(LEAST_BOX, Math.min(220, (room - gap * (count - 1)) / count));
  const width = Math.max(room, box * count + gap * (count - 1));
  const step = count > 1 ? (width - box) / (count - 1) : 0;
  const line = size * 1.3;
  const head = line * 2 + 6;
  const tall = new Map<number, number>();
  const boxes = part.nodes.map((node): PlacedBox => {
    const lines = wrapped(node.label, box - 2 * PAD, 3, measure);
    const detail = node.detail === '' ? [] : wrapped(node.detail, box - 2 * PAD, 2, measure);
    const height = (lines.length + detail.length) * line + 2 * PAD;
    const top = head + (tall.get(node.column) ?? 0);
    tall.set(node.column, top - head + height + 12);
    return { node, left: node.column * step, top, width: box, height, lines, detail };
  });
  const tallest = Math.max(0, ...tall.values());
  // Shorter columns stand in the middle of the tallest.
  for (const each of boxes) each.top += (tallest - (tall.get(each.node.column) ?? 0)) / 2;
  const columns = part.columns.map((label, index) => ({ label, left: index * step, width: box }));
  return { width, height: head + tallest, boxes, links: linksOf(part.links, boxes), columns };
}

function linksOf(links: readonly MapLink[], boxes: readonly PlacedBox[]): PlacedLink[] {
  const byId = new Map(boxes.map((box) => [box.node.id, box]));
  const middle = (id: string) => (byId.get(id)?.top ?? 0) + (byId.get(id)?.height ?? 0) / 2;
  // Along each side of a box its links stand in the order of the boxes they lead to.
  const place = (link: MapLink, end: 'from' | 'to') => {
    const other = end === 'from' ? 'to' : 'from';
    const mine = links.filter((each) => each[end] === link[end]).sort((a, b) => middle(a[other]) - middle(b[other]));
    const box = byId.get(link[end]);
    return (box?.top ?? 0) + ((mine.indexOf(link) + 0.5) / mine.length) * (box?.height ?? 0);
  };
  return links.flatMap((link) => {
    const [from, to] = [byId.get(link.from), byId.get(link.to)];
    if (!from || !to) return [];
    const [x1, y1, x2, y2] = [from.left + from.width, place(link, 'from'), to.left, place(link, 'to')];
    const bend = (x2 - x1) / 2;
    const path = `M${x1.toFixed(1)},${y1.toFixed(1)} C${(x1 + bend).toFixed(1)},${y1.toFixed(1)} ${(x2 - bend).toFixed(1)},${y2.toFixed(1)} ${x2.toFixed(1)},${y2.toFixed(1)}`;
    const weight = Math.min(1, Math.max(0, link.weight));
    return [{ link, path, width: 1.5 + weight * 10, x: (x1 + x2) / 2, y: (y1 + y2) / 2 }];
  });
}
