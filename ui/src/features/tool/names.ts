/** Names in sentences, and sentences with marked parts in which a name may hold any sign. */
import { m } from '#messages';
import { inWords } from '../../shared/format/words';
import { markedParts, type MarkedPart } from '../../shared/format/marked';

const OPEN = '\ue000';
const SHUT = '\ue001';

/** Brackets mark a part of a message: those of a name step aside meanwhile. */
export const guarded = (name: string) => name.replaceAll('[', OPEN).replaceAll(']', SHUT);

export function partsOf(message: string): MarkedPart[] {
  return markedParts(message).map(({ text, marked }) => ({
    text: text.replaceAll(OPEN, '[').replaceAll(SHUT, ']'),
    marked,
  }));
}

/** “A”, “A and B”, “A, B and C”, “A, B and three more”. */
export function listed(names: readonly string[], most = 3): string {
  const [first = '', second = ''] = names;
  if (names.length <= 1) return first;
  if (names.length === 2) return m.tool_and({ first, last: second });
  const shown = names.length > most ? names.slice(0, most - 1) : names.slice(0, -1);
  const more = names.length - shown.length;
  const last = names.length > most ? m.tool_more_names({ count: inWords(more) }) : (names.at(-1) ?? '');
  return m.tool_and({ first: shown.join(', '), last });
}
