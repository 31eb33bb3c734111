/** What the page says about itself and its sections. */
import { m } from '#messages';
import type { DirectionSection, DirectionSource, DirectionView } from '../../api/bindings';
import { inWords, number, sentence } from '../../shared/format/words';
import { hrefOf } from '../../shell/router.svelte';
import { LONGEST, type OwnWords } from './own-words.svelte';

/** It is about people: the core never draws from it. */
const ABOUT_PEOPLE = 't8';

export function directionSentence({ filled, sections }: Pick<DirectionView, 'filled' | 'sections'>): string {
  const count = inWords(sections.length);
  if (filled === 0) return m.direction_sentence_none();
  if (filled === sections.length) return m.direction_sentence_all({ count });
  return m.direction_sentence({ filled, words: sentence(inWords(filled)), count });
}

export const isAboutPeople = (source: DirectionSource): boolean => source.from === 'tool' && source.tool === ABOUT_PEOPLE;

/** The exercise can say something here. */
export const drawsFrom = (source: DirectionSource): boolean => source.from !== 'none' && !isAboutPeople(source);

export function sourceHref(source: DirectionSource): string | null {
  if (source.from === 'tool') return hrefOf({ name: 'workbook', tool: source.tool });
  if (source.from === 'writing') return hrefOf({ name: 'lesson', course: source.course, lesson: source.lesson, block: source.block });
  return null;
}

/** The quiet line: where the text comes from, or what would fill it. */
export function sourceLine({ source, own, text }: Pick<DirectionSection, 'source' | 'own' | 'text'>): string {
  if (source.from === 'none') return own ? m.direction_own() : m.direction_no_exercise();
  if (source.from === 'tool') {
    const { title } = source;
    if (isAboutPeople(source)) return m.direction_about_people({ title });
    if (own) return m.direction_own_tool({ title });
    return text === '' ? m.direction_fill({ title }) : m.direction_from_tool({ title });
  }
  const { place } = source;
  if (own) return m.direction_own_writing({ place });
  return text === '' ? m.direction_answer({ place }) : m.direction_from_writing({ place });
}

/** Where the office stands, and what it is for: the two that the others lean on. */
const FIRST = ['standing', 'mandate'];

/** The two exercises to begin with, of those that fill a section. */
export function beginWith({ sections }: Pick<DirectionView, 'sections'>): { label: string; href: string }[] {
  const rank = ({ id }: DirectionSection) => (FIRST.includes(id) ? FIRST.indexOf(id) : FIRST.length);
  return sections
    .filter(({ source }) => drawsFrom(source))
    .sort((one, other) => rank(one) - rank(other))
    .slice(0, 2)
    .map((section) => ({ label: sourceLine({ ...section, own: false, text: '' }), href: sourceHref(section.source) ?? '' }));
}

/** Under the words: first what is safe. Too long is said at the field. */
export function statusLine({ status, error }: Pick<OwnWords, 'status' | 'error'>): string {
  switch (status) {
    case 'resting':
      return m.direction_resting();
    case 'unsaved':
      return m.direction_saving();
    case 'saved':
      return m.direction_saved();
    case 'failed':
      return m.direction_not_saved();
    case 'refused':
      return m.direction_refused({ reason: error?.message ?? '' });
    case 'too_long':
    case 'elsewhere':
      return '';
  }
}

export const tooLong = (characters: number): string =>
  m.direction_too_long({ count: number(characters), most: number(LONGEST), over: number(characters - LONGEST) });
