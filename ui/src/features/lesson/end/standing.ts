/** The end of a lesson in one or two sentences. */
import { m } from '#messages';
import { dayOfYear } from '../../../shared/format/date';
import { inWords, sentence } from '../../../shared/format/words';

export interface Standing {
  done: boolean;
  completedAt: string | null;
  unread: number;
  checks: number;
}

export function standingText({ done, completedAt, unread, checks }: Standing, now = new Date()): string {
  if (done) return completedAt ? m.lesson_end_read_on({ date: dayOfYear(new Date(completedAt), now) }) : m.lesson_end_read();
  const words = (count: number) => sentence(inWords(count));
  const open = [
    unread > 0 ? m.lesson_end_unread({ count: unread, words: words(unread) }) : '',
    checks > 0 ? m.lesson_end_checks({ count: checks, words: words(checks) }) : '',
  ].filter(Boolean);
  return open.length > 0 ? open.join(' ') : m.lesson_end_all();
}
