/** When a note was written, in words. */
import { m } from '#messages';
import { dayOfYear, daysFrom } from '../../shared/format/date';

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' });
const dayAndYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** “12 October, edited today”; “Today” for a note of today. */
export function written(created: string, updated: string, now = new Date()): string {
  const [from, to] = [new Date(created), new Date(updated)];
  if (daysFrom(from, now) === 0) return m.notes_date_today();
  const date = (from.getFullYear() === now.getFullYear() ? day : dayAndYear).format(from);
  if (daysFrom(to, from) === 0) return date;
  const ago = daysFrom(to, now);
  if (ago === 0) return m.notes_date_edited_today({ date });
  if (ago === -1) return m.notes_date_edited_yesterday({ date });
  return m.notes_date_edited({ date, edited: dayOfYear(to, now) });
}
