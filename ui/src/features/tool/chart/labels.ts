/** Where labels stand so that they cover no line and no other label. */
import type { Point } from './steps';

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Label {
  text: string;
  width: number;
  height: number;
  /** Left upper corners, the best one first. */
  places: Point[];
}

export interface Placed extends Box {
  text: string;
}

const overlapArea = (a: Box, b: Box) => {
  const across = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const down = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  return across > 0 && down > 0 ? across * down : 0;
};

export const inset = ({ left, top, width, height }: Box, by: number): Box => ({
  left: left + by,
  top: top + by,
  width: width - 2 * by,
  height: height - 2 * by,
});

/** How much of a line with corners (horizontal and vertical pieces) runs through a box. */
export function covered(line: readonly Point[], box: Box): number {
  let length = 0;
  for (let index = 1; index < line.length; index++) {
    const [a, b] = [line[index - 1], line[index]];
    if (!a || !b) continue;
    const across = Math.min(box.left + box.width, Math.max(a.x, b.x)) - Math.max(box.left, Math.min(a.x, b.x));
    const down = Math.min(box.top + box.height, Math.max(a.y, b.y)) - Math.max(box.top, Math.min(a.y, b.y));
    if (across >= 0 && down >= 0) length += across + down;
  }
  return length;
}

/**
 * Each label at the first of its places that is free; where none is, at the one that hides least.
 * Labels come in the order of their importance.
 */
export function placeLabels(
  labels: readonly Label[],
  bounds: Box,
  lines: readonly (readonly Point[])[],
  taken: readonly Box[] = [],
): Placed[] {
  const placed: Placed[] = [];
  for (const label of labels) {
    const tried = tries(label, bounds, lines, [...placed, ...taken]);
    const chosen = tried.find(isFree) ?? tried.sort((a, b) => a.cost - b.cost || a.order - b.order)[0];
    if (chosen) placed.push({ text: label.text, ...chosen.box });
  }
  return placed;
}

/** One of its places is free. */
export function fits(label: Label, bounds: Box, lines: readonly (readonly Point[])[], taken: readonly Box[] = []): boolean {
  return tries(label, bounds, lines, taken).some(isFree);
}

interface Try {
  box: Box;
  /** How much it would hide. */
  cost: number;
  order: number;
}

const isFree = ({ cost }: Try) => cost < 0.5;

function tries({ width, height, places }: Label, bounds: Box, lines: readonly (readonly Point[])[], taken: readonly Box[]): Try[] {
  return places.map(({ x, y }, order) => {
    const left = Math.min(Math.max(x, bounds.left), bounds.left + bounds.width - width);
    const top = Math.min(Math.max(y, bounds.top), bounds.top + bounds.height - height);
    const box = { left, top, width, height };
    const hidden = taken.reduce((sum, other) => sum + overlapArea(box, other), 0);
    const struck = lines.reduce((sum, line) => sum + covered(line, inset(box, 1)), 0);
    const moved = Math.abs(left - x) + Math.abs(top - y);
    return { box, cost: hidden * 4 + struck * 10 + moved, order };
  });
}

let context: CanvasRenderingContext2D | null | undefined;

/** How wide a text is in the font of the labels; about that where there is no canvas. */
export function textWidth(text: string, font: string, size: number): number {
  if (context === undefined) context = 'OffscreenCanvas' in window ? document.createElement('canvas').getContext('2d') : null;
  if (!context) return text.length * size * 0.56;
  context.font = font;
  return context.measureText(text).width;
}
