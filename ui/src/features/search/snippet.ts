/** The line below a hit: it begins near the first found word, so that the word is in sight. */
import type { SearchPiece } from '../../api/bindings';

/** About what one line of the palette holds beside its key. */
const LINE = 78;
/** As many characters may stand before the first hit. */
const BEFORE = 34;

export function nearHit(pieces: readonly SearchPiece[]): SearchPiece[] {
  const flat = pieces.map(({ text, hit }) => ({ text: text.replace(/\s+/g, ' '), hit }));
  const first = flat.findIndex((piece) => piece.hit);
  const all = flat.reduce((length, { text }) => length + text.length, 0);
  const before = flat.slice(0, Math.max(0, first)).map(({ text }) => text).join('');
  if (all <= LINE || before.length <= BEFORE) return flat;
  const end = before.slice(-BEFORE);
  // From a whole word on; a very long one is cut.
  const space = end.indexOf(' ');
  const kept = space === -1 || space === end.length - 1 ? end : end.slice(space + 1);
  return [{ text: `…${kept}`, hit: false }, ...flat.slice(first)];
}
