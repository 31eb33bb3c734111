/** What the review says first. */
import { m } from '#messages';
import type { ReviewDay, ReviewLoad } from '../../api/bindings';
import { minutesInWords } from '../../shared/format/duration';
import { inWords, sentence } from '../../shared/format/words';
import { whenInSentence, whenShort } from './when';

type Told = Pick<ReviewDay, 'date' | 'done' | 'waiting' | 'cards' | 'next' | 'settings'>;

/** “Seven cards, about four minutes.”; without a queue, what comes when. */
export function reviewSentence(day: Told, left: number, minutes: number): string {
  const { cards, done, waiting, next, date } = day;
  if (left > 0) return m.review_queue({ cards: left, count: sentence(inWords(left)), time: minutesInWords(Math.max(1, minutes)) });
  if (cards === 0 && done === 0) return m.review_none();
  if (waiting > 0) return m.review_capped({ waiting, count: sentence(inWords(waiting)), cap: day.settings.cap });
  const when = next === null ? null : whenInSentence(next, date);
  if (done > 0) return when ? m.review_done_next({ date: when }) : m.review_done();
  return when ? m.review_nothing_next({ date: when }) : m.review_nothing();
}

/** Minutes for what is left of a queue that was counted as a whole. */
export function minutesLeft(day: Pick<ReviewDay, 'queue' | 'minutes'>, left: number): number {
  return day.queue.length === 0 ? 0 : Math.ceil((day.minutes * left) / day.queue.length);
}

/** What the chart of the days ahead shows. */
export function aheadSentence(ahead: readonly ReviewLoad[], today: string): string {
  const sum = ahead.reduce((all, { cards }) => all + cards, 0);
  if (sum === 0) return m.review_ahead_none();
  const count = sentence(inWords(sum));
  const most = Math.max(...ahead.map(({ cards }) => cards));
  const heaviest = ahead.filter(({ cards }) => cards === most);
  const [top] = heaviest;
  const date = top ? whenInSentence(top.date, today) : '';
  if (most === sum) return m.review_ahead_one_day({ cards: sum, count, date });
  if (heaviest.length === 1 && top) return m.review_ahead_some({ count, date: whenShort(top.date, today), most: inWords(most) });
  return m.review_ahead_even({ count, most: inWords(most) });
}
