/**
 * A block's text and where it stands in the DOM. What the reader's own decorations add (marked
 * with `data-decoration`) is no part of it, in neither direction.
 */
import { pointsIn, unitsTo } from './points';

export interface TextPiece {
  node: Text;
  /** Code points before it. */
  start: number;
  /** Code points up to its end. */
  end: number;
}

/** A stretch of one text node, in UTF-16 units. */
export interface Stretch {
  node: Text;
  from: number;
  to: number;
}

const isDecoration = (node: Node) => node instanceof Element && node.hasAttribute('data-decoration');

export function textNodes(root: Node): Text[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) => {
    if (isDecoration(node)) return NodeFilter.FILTER_REJECT;
    return node.nodeType === Node.TEXT_NODE ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP;
  });
  const found: Text[] = [];
  while (walker.nextNode()) found.push(walker.currentNode as Text);
  return found;
}

/** The text as the core has it. */
export function textOf(root: Node): string {
  return textNodes(root)
    .map((node) => node.data)
    .join('');
}

export function piecesOf(root: Node): TextPiece[] {
  let start = 0;
  return textNodes(root).map((node) => {
    const end = start + pointsIn(node.data);
    const piece = { node, start, end };
    start = end;
    return piece;
  });
}

/** The code point at a boundary of the DOM, as a Range has them; clamped to the block. */
export function pointAt(root: Node, container: Node, offset: number): number {
  const boundary = document.createRange();
  boundary.setStart(container, offset);
  let last = 0;
  for (const { node, start, end } of piecesOf(root)) {
    if (node === container) return start + pointsIn(node.data, offset);
    // The boundary stands before this piece.
    if (boundary.comparePoint(node, 0) >= 0) return start;
    last = end;
  }
  return last;
}

/** The pieces of text nodes between two code points. */
export function stretches(pieces: readonly TextPiece[], start: number, end: number): Stretch[] {
  const found: Stretch[] = [];
  for (const { node, start: first, end: last } of pieces) {
    if (last <= start) continue;
    if (first >= end) break;
    const from = unitsTo(node.data, Math.max(0, start - first));
    const to = unitsTo(node.data, Math.min(end, last) - first);
    if (to > from) found.push({ node, from, to });
  }
  return found;
}

/** A DOM range over code points of a block; null when the block has none of them. */
export function rangeOf(root: Node, start: number, end: number): Range | null {
  const found = stretches(piecesOf(root), start, end);
  const [first, last] = [found[0], found.at(-1)];
  if (!first || !last) return null;
  const range = document.createRange();
  range.setStart(first.node, first.from);
  range.setEnd(last.node, last.to);
  return range;
}
