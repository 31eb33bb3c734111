/** A day as people type it: 27 Nov, 27.11.2026, 2026-11-27, Friday, tomorrow, in two weeks. */

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

const pad = (value: number, length = 2) => String(value).padStart(length, '0');

/** `YYYY-MM-DD` of a local day. */
export const dayText = (date: Date) => `${pad(date.getFullYear(), 4)}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;

/** The day as `YYYY-MM-DD`, or null when it is none. Without a year it is the next such day. */
export function parseTypedDay(typed: string, now = new Date()): string | null {
  const text = typed.trim().toLowerCase().replace(/[,]/g, ' ').replace(/\s+/g, ' ');
  return relative(text, now) ?? inFigures(text, now) ?? inWords(text, now);
}

function relative(text: string, now: Date): string | null {
  const plus = (days: number, months = 0) => dayText(shifted(now, days, months));
  if (text === 'today') return plus(0);
  if (text === 'tomorrow') return plus(1);
  const span = /^(?:in )?(a|an|\d+|[a-z]+) (day|week|month|year)s?$/.exec(text);
  if (span) {
    const count = countOf(span[1] ?? '');
    if (count === null || count > 1000) return null;
    const days = { day: 1, week: 7, month: 0, year: 0 }[span[2] ?? ''] ?? 0;
    const months = { day: 0, week: 0, month: 1, year: 12 }[span[2] ?? ''] ?? 0;
    return plus(count * days, count * months);
  }
  const weekday = /^(?:(?:on|next|this|by) )?([a-z]{3})[a-z]*$/.exec(text);
  const wanted = DAYS.indexOf(weekday?.[1] ?? '');
  if (wanted < 0 || !isDayName(text)) return null;
  return plus(((wanted - now.getDay() + 6) % 7) + 1);
}

const isDayName = (text: string) => /\b(sun|mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur)(day)?$/.test(text);

function countOf(word: string): number | null {
  if (/^\d+$/.test(word)) return Number(word);
  if (word === 'a' || word === 'an') return 1;
  const at = NUMBERS.indexOf(word);
  return at < 0 ? null : at + 1;
}

/** The same day so many months on, or the last one of that month. */
function shifted(from: Date, days: number, months: number): Date {
  const last = new Date(from.getFullYear(), from.getMonth() + months + 1, 0).getDate();
  return new Date(from.getFullYear(), from.getMonth() + months, Math.min(from.getDate(), last) + days);
}

/** Day before month, as in Britain; four figures first are a year. */
function inFigures(text: string, now: Date): string | null {
  const iso = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$/.exec(text);
  if (iso) return valid(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const short = /^(\d{1,2})[-./](\d{1,2})(?:[-./](\d{4}|\d{2}))?\.?$/.exec(text);
  return short ? dated(Number(short[1]), Number(short[2]), short[3], now) : null;
}

function inWords(text: string, now: Date): string | null {
  const bare = text.replace(/^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.? (?=\S)/, '');
  const before = /^(\d{1,2})(?:st|nd|rd|th)?\.? (?:of )?([a-z]{3,9})\.?(?: (\d{4}|\d{2}))?$/.exec(bare);
  const after = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?$/.exec(bare);
  const [day, name, year] = before ? [before[1], before[2], before[3]] : after ? [after[2], after[1], after[3]] : [];
  const month = MONTHS.indexOf((name ?? '').slice(0, 3)) + 1;
  return day !== undefined && month > 0 ? dated(Number(day), month, year, now) : null;
}

function dated(day: number, month: number, year: string | undefined, now: Date): string | null {
  if (year !== undefined) return valid(Number(year) + (year.length === 2 ? 2000 : 0), month, day);
  const here = valid(now.getFullYear(), month, day);
  if (here !== null && here >= dayText(now)) return here;
  return valid(now.getFullYear() + 1, month, day) ?? here;
}

function valid(year: number, month: number, day: number): string | null {
  const date = new Date(year, month - 1, day);
  const real = date.getFullYear() === year && date.getMonth() === month - 1 && date.getDate() === day;
  return real && year >= 1900 && year <= 9999 ? dayText(date) : null;
}
