/**
 * Puts marks round the words of a block, and takes them away. Text content stays what it was, and
 * what the reader has selected stays selected.
 */
import type { Segment } from './segments';
import { piecesOf, pointAt, stretches, type Stretch } from './text-map';
import { unitsTo } from './points';

export const MARK = 'mark.highlight';

/** Between these elements white space is layout, not text. */
const BLOCKS = new Set(
  ('ASIDE BLOCKQUOTE CAPTION COL COLGROUP DD DETAILS DIV DL DT FIGCAPTION FIGURE H1 H2 H3 H4 H5 H6 HR LI OL P PRE ' +
    'SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL').split(' '),
);
const FRAMES = new Set(['COLGROUP', 'DL', 'OL', 'TABLE', 'TBODY', 'TFOOT', 'THEAD', 'TR', 'UL']);

/** The highlights of a mark, the shortest first. */
export const idsOf = (mark: HTMLElement) => mark.dataset.highlights?.split(' ') ?? [];

export function paint(root: HTMLElement, segments: readonly Segment[]): void {
  const restore = keepSelection(root);
  unpaint(root);
  const pieces = piecesOf(root);
  // From the end, so that splitting a node leaves the earlier stretches as they are.
  const work = segments.flatMap(({ start, end, ids }, index) => {
    const pieced = stretches(pieces, start, end);
    return pieced.map((stretch, at) => {
      const begins = at === 0 && segments[index - 1]?.end !== start;
      const ends = at === pieced.length - 1 && segments[index + 1]?.start !== end;
      return { stretch, ids, look: ['highlight', begins && 'begins', ends && 'ends'].filter(Boolean).join(' ') };
    });
  });
  for (const { stretch, ids, look } of work.reverse()) wrap(stretch, ids, look);
  restore();
}

function wrap({ node, from, to }: Stretch, ids: readonly string[], look: string): void {
  if (isLayout(node)) return;
  if (to < node.length) node.splitText(to);
  const inner = from > 0 ? node.splitText(from) : node;
  const mark = document.createElement('mark');
  mark.className = look;
  mark.dataset.highlights = ids.join(' ');
  inner.replaceWith(mark);
  mark.append(inner);
}

function isLayout(node: Text): boolean {
  if (/\S/.test(node.data)) return false;
  const near = [node.previousElementSibling, node.nextElementSibling];
  return FRAMES.has(node.parentElement?.tagName ?? '') || near.some((each) => each !== null && BLOCKS.has(each.tagName));
}

export function unpaint(root: HTMLElement): void {
  for (const mark of root.querySelectorAll<HTMLElement>(MARK)) {
    const { previousSibling: before, nextSibling: after, firstChild } = mark;
    mark.replaceWith(...mark.childNodes);
    if (!(firstChild instanceof Text)) continue;
    const joined = join(before, firstChild);
    join(joined, after);
  }
}

/** Empty text nodes are the framework's. */
function join(one: Node | null, other: Node | null): Node | null {
  if (!(one instanceof Text) || !(other instanceof Text)) return other;
  if (one.data === '' || other.data === '') return other;
  one.appendData(other.data);
  other.remove();
  return one;
}

/** Moving a text node ends what is selected in it: the way back. */
function keepSelection(root: HTMLElement): () => void {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.anchorNode || !selection.focusNode) return () => undefined;
  const end = (node: Node, offset: number) => (root.contains(node) ? pointAt(root, node, offset) : { node, offset });
  const [anchor, focus] = [end(selection.anchorNode, selection.anchorOffset), end(selection.focusNode, selection.focusOffset)];
  if (typeof anchor !== 'number' && typeof focus !== 'number') return () => undefined;
  return () => {
    const [from, to] = [boundary(root, anchor), boundary(root, focus)];
    if (from && to) selection.setBaseAndExtent(from.node, from.offset, to.node, to.offset);
  };
}

function boundary(root: HTMLElement, at: number | { node: Node; offset: number }): { node: Node; offset: number } | null {
  if (typeof at !== 'number') return at;
  const pieces = piecesOf(root);
  const piece = pieces.find(({ end }) => at <= end) ?? pieces.at(-1);
  return piece ? { node: piece.node, offset: unitsTo(piece.node.data, at - piece.start) } : null;
}
