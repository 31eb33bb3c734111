/** What the palette understands of a search as it is typed. The core reads the same text by itself. */
import { m } from '#messages';
import type { SearchKind } from '../../api/bindings';

/** In the order of the tabs and groups. */
export const KINDS: readonly SearchKind[] = ['lesson', 'note', 'reflection', 'tool'];

/** What stands after `in:`. */
const PLACES: Record<SearchKind, string> = { lesson: 'lessons', note: 'notes', reflection: 'reflections', tool: 'tools' };

/** Longer searches are cut: a pasted page finds nothing anyway. */
export const LONGEST = 400;

export interface Understood {
  /** What is left to look for. */
  words: string;
  /** The filters, each in words. */
  filters: string[];
}

/** As the core parts a text: phrases stay whole, also after a filter's name or a minus. */
const PARTS = /-?(?:(?:in|module|lesson|tag):)?(?:"[^"]*"?|[^\s"]+)/giu;
const FILTER = /^(in|module|lesson|tag):(.*)$/isu;

const partsOf = (text: string): string[] => text.replace(/[“”„]/g, '"').match(PARTS) ?? [];

export function understand(text: string): Understood {
  const words: string[] = [];
  const filters: string[] = [];
  for (const part of partsOf(text)) {
    const filter = filterOf(part);
    if (filter === null) words.push(part);
    else if (filter !== '' && !filters.includes(filter)) filters.push(filter);
  }
  return { words: words.join(' '), filters };
}

/** In words; empty while it is being typed; null when it is none. */
function filterOf(part: string): string | null {
  if (/^#.*[\p{L}\p{N}]/u.test(part)) return part;
  const [, name = '', given = ''] = FILTER.exec(part) ?? [];
  const value = given.replaceAll('"', '');
  if (name === '') return null;
  if (value === '') return '';
  const readers: Record<string, () => string | null> = {
    in: () => {
      const kind = KINDS.find((each) => PLACES[each].startsWith(value.toLowerCase()));
      return kind ? kindInWords(kind) : null;
    },
    module: () => (/^\d{1,9}$/.test(value) ? m.search_in_module({ number: value }) : null),
    lesson: () => (/^\d{1,9}\.\d{1,9}$/.test(value) ? m.search_in_lesson_number({ number: value }) : null),
    tag: () => (/[\p{L}\p{N}]/u.test(value) ? `#${value.replace(/^#+/, '')}` : null),
  };
  return readers[name.toLowerCase()]?.() ?? null;
}

/** “lessons”, “the workbook”: in a sentence. */
export function kindInWords(kind: SearchKind): string {
  const words: Record<SearchKind, () => string> = {
    lesson: m.search_in_lesson,
    note: m.search_in_note,
    reflection: m.search_in_reflection,
    tool: m.search_in_tool,
  };
  return words[kind]();
}

/**
 * What is asked: the text, narrowed to the kind of the chosen tab. That comes first, since the last
 * word is taken as a beginning; and alone, since two kinds are both looked through.
 */
export function requestText(text: string, kind: SearchKind | null): string {
  if (kind === null) return text;
  const rest = partsOf(text).some(isPlace) ? partsOf(text).filter((part) => !isPlace(part)).join(' ') : text;
  return `in:${PLACES[kind]} ${rest}`;
}

const isPlace = (part: string) => /^in:/i.test(part) && filterOf(part) !== null;

/** The text on one line, and whether something was left out. Cut between words where that is near. */
export function tidy(text: string): { text: string; cut: boolean } {
  // Half a character in a pasted text would be refused on its way to the core.
  const line = text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]+/gu, ' ');
  if (line.length <= LONGEST) return { text: line, cut: false };
  const start = line.slice(0, LONGEST).replace(/\p{Cs}$/u, '');
  const space = start.lastIndexOf(' ');
  return { text: space > LONGEST * 0.8 ? start.slice(0, space) : start, cut: true };
}
