/** Choosing a passage by keys: a sentence at first, then word by word. Positions are UTF-16 units. */

export interface Cursor {
  /** Which of the texts. */
  block: number;
  start: number;
  end: number;
}

interface Stretch {
  start: number;
  end: number;
}

const splitters = {
  word: new Intl.Segmenter('en', { granularity: 'word' }),
  sentence: new Intl.Segmenter('en', { granularity: 'sentence' }),
};

/** Without white space at their ends; words without punctuation. */
export function piecesIn(text: string, by: 'word' | 'sentence'): Stretch[] {
  return [...splitters[by].segment(text)].flatMap(({ segment, index, isWordLike }) => {
    const words = segment.trim();
    if (words === '' || (by === 'word' && isWordLike === false)) return [];
    const start = index + segment.length - segment.trimStart().length;
    return [{ start, end: start + words.length }];
  });
}

/** The first sentence that `wanted` takes, or the last one. */
export function firstCursor(texts: readonly string[], block: number, wanted: (stretch: Stretch) => boolean): Cursor | null {
  const sentences = piecesIn(texts[block] ?? '', 'sentence');
  const found = sentences.find(wanted) ?? sentences.at(-1);
  return found ? { block, ...found } : null;
}

/** Null when the key means nothing here. */
export function moveCursor(cursor: Cursor, key: string, shift: boolean, texts: readonly string[]): Cursor | null {
  switch (key) {
    case 'ArrowDown':
      return shift ? stretch(cursor, 'sentence', 1, texts) : nextSentence(cursor, texts);
    case 'ArrowUp':
      return shift ? stretch(cursor, 'sentence', -1, texts) : previousSentence(cursor, texts);
    case 'ArrowRight':
      return shift ? moveStart(cursor, 1, texts) : stretch(cursor, 'word', 1, texts);
    case 'ArrowLeft':
      return shift ? moveStart(cursor, -1, texts) : stretch(cursor, 'word', -1, texts);
    default:
      return null;
  }
}

function nextSentence(cursor: Cursor, texts: readonly string[]): Cursor {
  const next = piecesIn(texts[cursor.block] ?? '', 'sentence').find(({ start }) => start >= cursor.end);
  if (next) return { block: cursor.block, ...next };
  for (let block = cursor.block + 1; block < texts.length; block++) {
    const found = firstCursor(texts, block, () => true);
    if (found) return found;
  }
  return cursor;
}

function previousSentence(cursor: Cursor, texts: readonly string[]): Cursor {
  const before = piecesIn(texts[cursor.block] ?? '', 'sentence').findLast(({ end }) => end <= cursor.start);
  if (before) return { block: cursor.block, ...before };
  for (let block = cursor.block - 1; block >= 0; block--) {
    const found = firstCursor(texts, block, () => false);
    if (found) return found;
  }
  return cursor;
}

function stretch(cursor: Cursor, by: 'word' | 'sentence', step: 1 | -1, texts: readonly string[]): Cursor {
  const ends = piecesIn(texts[cursor.block] ?? '', by).map(({ end }) => end);
  const end = step > 0 ? ends.find((each) => each > cursor.end) : ends.findLast((each) => each < cursor.end && each > cursor.start);
  return { ...cursor, end: end ?? cursor.end };
}

function moveStart(cursor: Cursor, step: 1 | -1, texts: readonly string[]): Cursor {
  const starts = piecesIn(texts[cursor.block] ?? '', 'word').map(({ start }) => start);
  const start = step > 0 ? starts.find((each) => each > cursor.start && each < cursor.end) : starts.findLast((each) => each < cursor.start);
  return { ...cursor, start: start ?? cursor.start };
}
