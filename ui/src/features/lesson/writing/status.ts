/** What the line under a draft says: first what is safe. */
import { m } from '#messages';
import { dayOfYear, time } from '../../../shared/format/date';
import { number } from '../../../shared/format/words';
import type { Draft, DraftStatus } from './draft.svelte';
import { LONGEST_BYTES } from './draft.svelte';

export function isTrouble(status: DraftStatus): boolean {
  return status === 'failed' || status === 'refused' || status === 'too_long';
}

export function statusLine(draft: Pick<Draft, 'status' | 'bytes' | 'savedAt'>): string {
  switch (draft.status) {
    case 'empty':
      return '';
    case 'unsaved':
      return m.lesson_saving();
    case 'saved':
      return m.lesson_saved();
    case 'failed':
      return m.lesson_not_saved();
    case 'refused':
      return m.lesson_refused();
    case 'too_long':
      return tooLong(draft);
  }
}

function tooLong({ bytes, savedAt }: Pick<Draft, 'bytes' | 'savedAt'>): string {
  const kilobytes = (count: number) => number(Math.ceil(count / 1024));
  const size = { size: kilobytes(bytes), most: kilobytes(LONGEST_BYTES) };
  if (savedAt === null) return m.lesson_too_long(size);
  const at = new Date(savedAt);
  return m.lesson_too_long_kept({ ...size, at: `${dayOfYear(at)}, ${time(at)}` });
}

const onPaper = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' });

/** Under the text on paper. */
export function printCaption(savedAt: string | null, cohort: boolean, now = new Date()): string {
  const date = onPaper.format(savedAt === null ? now : new Date(savedAt));
  return cohort ? m.lesson_print_draft({ date }) : m.lesson_print_reflection({ date });
}
