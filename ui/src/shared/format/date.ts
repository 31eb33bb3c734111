/** Dates as the product writes them. `now` is always passed in or defaults at the very edge. */
import { number } from './words';

const LOCALE = 'en-GB';
const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(LOCALE, options);

const longDay = format({ weekday: 'long', day: 'numeric', month: 'long' });
const shortDay = format({ weekday: 'short', day: 'numeric', month: 'short' });
const noWeekday = format({ day: 'numeric', month: 'short' });
const withYear = format({ day: 'numeric', month: 'short', year: 'numeric' });
const clock = format({ hour: '2-digit', minute: '2-digit', hour12: false });

/** A local calendar day from `YYYY-MM-DD`, at local midnight rather than UTC's. */
export function parseDay(text: string): Date {
  const [year = 1970, month = 1, day = 1] = text.split('-').map(Number);
  return new Date(year, month - 1, day);
}

/** “Wednesday 14 October”. */
export const dayLong = (date: Date) => longDay.format(date).replace(',', '');

/** “Fri 16 Oct”. */
export const dayShort = (date: Date) => shortDay.format(date).replace(',', '').replace('Sept', 'Sep');

/** “12 Oct”, with the year when it is another one. */
export function dayOfYear(date: Date, now = new Date()): string {
  const style = date.getFullYear() === now.getFullYear() ? noWeekday : withYear;
  return style.format(date).replace('Sept', 'Sep');
}

/** “12 Oct 2026”, as a field shows it: read again, it is the same day. */
export const dayWithYear = (date: Date) => withYear.format(date).replace('Sept', 'Sep');

/** “08:12”. */
export const time = (date: Date) => clock.format(date);

/** “14 Oct, 08:12”, with the year when it is another one. */
export const dayAndTime = (date: Date, now = new Date()) => `${dayOfYear(date, now)}, ${time(date)}`;

/** Whole calendar days from `now` to `date`: 0 today, 1 tomorrow, -1 yesterday. */
export function daysFrom(date: Date, now = new Date()): number {
  const midnight = (each: Date) => Date.UTC(each.getFullYear(), each.getMonth(), each.getDate());
  return Math.round((midnight(date) - midnight(now)) / 86_400_000);
}

/** “just now”, “2 min ago”, “3 h ago”, “yesterday, 21:40”, “12 Oct”. */
export function ago(date: Date, now = new Date()): string {
  const seconds = (now.getTime() - date.getTime()) / 1000;
  if (seconds < 60) return 'just now';
  const wholeMinutes = Math.floor(seconds / 60);
  if (wholeMinutes < 60) return `${number(wholeMinutes)} min ago`;
  const days = daysFrom(date, now);
  if (days === 0) return `${number(Math.floor(wholeMinutes / 60))} h ago`;
  return days === -1 ? `yesterday, ${time(date)}` : dayOfYear(date, now);
}
