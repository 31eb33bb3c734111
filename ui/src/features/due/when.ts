/** What the list of dates says: the sentence above, and the day of each. */
import { m } from '#messages';
import type { DueView } from '../../api/bindings';
import { dayShort, daysFrom, parseDay } from '../../shared/format/date';
import { inWords, sentence } from '../../shared/format/words';

/** “Today”, “Tomorrow”, “Fri 27 Nov”, with the year when it is another one. */
export function dayName(date: string, now = new Date()): string {
  const day = parseDay(date);
  const days = daysFrom(day, now);
  if (days === 0) return m.due_today();
  if (days === 1) return m.due_tomorrow();
  const short = dayShort(day);
  return day.getFullYear() === now.getFullYear() ? short : `${short} ${day.getFullYear()}`;
}

export const isLate = ({ date, done }: Pick<DueView, 'date' | 'done'>, now = new Date()) => !done && daysFrom(parseDay(date), now) < 0;

/** What is late is said first, then what is due today, then what comes next. */
export function dueSentence(due: readonly DueView[], now = new Date()): string {
  const open = due.filter(({ done }) => !done);
  if (due.length === 0) return m.due_sentence_none();
  if (open.length === 0) return m.due_sentence_done();
  const late = open.filter((each) => isLate(each, now)).length;
  const today = open.filter(({ date }) => daysFrom(parseDay(date), now) === 0).length;
  const said = [
    late > 0 ? m.due_sentence_late({ late, count: sentence(inWords(late)) }) : '',
    today > 0 ? m.due_sentence_today({ today, count: sentence(inWords(today)) }) : '',
  ].filter(Boolean);
  if (said.length > 0) return said.join(' ');
  const next = [...open].sort((one, other) => one.date.localeCompare(other.date))[0];
  const name = dayName(next?.date ?? '', now);
  const date = daysFrom(parseDay(next?.date ?? ''), now) === 1 ? name.toLowerCase() : name;
  return m.due_sentence_quiet({ open: open.length, count: sentence(inWords(open.length)), date });
}
