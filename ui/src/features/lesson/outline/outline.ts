/** The parts of a lesson that the outline names. Their order is that of `data-entry` in the text. */
import { m } from '#messages';
import type { Block, LessonView } from '../../../api/bindings';
import { shownLevels, type Level } from './levels';

export interface Entry {
  /** Block id, or `SOURCES_ENTRY`. */
  id: string;
  text: string;
}

/** No block id has a slash. */
export const SOURCES_ENTRY = '/sources';

/** Which check of how many a block is; null for any other block. */
export function checkPlace(blocks: readonly Block[], id: string): { index: number; count: number } | null {
  const checks = blocks.filter((block) => block.kind === 'check');
  const index = checks.findIndex((check) => check.id === id);
  return index < 0 ? null : { index: index + 1, count: checks.length };
}

export function outlineOf(view: Pick<LessonView, 'blocks' | 'sources'>): Entry[] {
  const levels = shownLevels(view.blocks);
  const checks = view.blocks.filter((block) => block.kind === 'check');
  const entries = view.blocks.flatMap((block) => {
    const text = textOf(block, levels.get(block.id), checks);
    return text === null ? [] : [{ id: block.id, text }];
  });
  return view.sources.length > 0 ? [...entries, { id: SOURCES_ENTRY, text: m.lesson_sources() }] : entries;
}

function textOf(block: Block, level: Level | undefined, checks: readonly Block[]): string | null {
  switch (block.kind) {
    case 'heading':
      return level === 2 ? block.text : null;
    case 'check':
      return checks.length === 1
        ? m.lesson_check()
        : m.lesson_entry_check({ index: checks.indexOf(block) + 1 });
    case 'case':
      return m.lesson_entry_case({ title: block.title });
    case 'reading':
      return m.lesson_reading();
    default:
      return null;
  }
}
