/** When a card comes back, in words. */
import { m } from '#messages';
import { dayShort, daysFrom, parseDay } from '../../shared/format/date';

/** “today”, “tomorrow”, “Fri 27 Nov”, with the year when it is another one. */
export function whenShort(date: string, today: string): string {
  const [then, now] = [parseDay(date), parseDay(today)];
  const days = daysFrom(then, now);
  if (days === 0) return m.review_today();
  if (days === 1) return m.review_tomorrow();
  const day = dayShort(then);
  return then.getFullYear() === now.getFullYear() ? day : `${day} ${then.getFullYear()}`;
}

/** The same inside a sentence: “tomorrow”, “on Fri 27 Nov”. */
export function whenInSentence(date: string, today: string): string {
  const days = daysFrom(parseDay(date), parseDay(today));
  const short = whenShort(date, today);
  return days === 0 || days === 1 ? short : m.review_on({ date: short });
}
