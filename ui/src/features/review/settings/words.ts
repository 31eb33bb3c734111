/** What the settings mean, in words. */
import { m } from '#messages';
import { inWords } from '../../../shared/format/words';

/** From Monday. */
export const WEEKDAYS = [0, 1, 2, 3, 4, 5, 6] as const;
export type Weekday = (typeof WEEKDAYS)[number];

const SHORT = [m.weekday_0, m.weekday_1, m.weekday_2, m.weekday_3, m.weekday_4, m.weekday_5, m.weekday_6] as const;

export const weekdayShort = (day: Weekday) => SHORT[day]();

/** What a wanted share means: how many of twenty are forgotten, and what that costs. */
export function retentionText(percent: number): string {
  const forgotten = Math.round((100 - percent) / 5);
  const cost = percent < 86 ? m.review_set_retention_low() : percent < 92 ? m.review_set_retention_middle() : m.review_set_retention_high();
  return m.review_set_retention_text({ forgotten: inWords(forgotten), cost });
}
