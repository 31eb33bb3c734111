/** A source, in the order a reader looks for it. */
import { m } from '#messages';
import type { Source } from '../../../api/bindings';

const MONTHS = [
  'January', 'February', 'March', 'April', 'May', 'June',
  'July', 'August', 'September', 'October', 'November', 'December',
];

/** `2026-11` → “November 2026”. Anything else stays as the author wrote it. */
export function month(text: string): string {
  const match = /^(\d{4})-(\d{2})(?:-\d{2})?$/.exec(text);
  const name = match ? MONTHS[Number(match[2]) - 1] : undefined;
  return match && name ? `${name} ${match[1] ?? ''}` : text;
}

/** `2026-11` → “11/26”, `2026` → “2026”. */
export function shortMonth(text: string): string {
  const match = /^\d{2}(\d{2})-(\d{2})/.exec(text);
  return match ? `${match[2] ?? ''}/${match[1] ?? ''}` : text;
}

/** “House of PMO, 2021”: who published it and when, as far as it is known. */
export function published(source: Source): string {
  return [source.publisher, source.date].filter((part) => part !== null && part !== '').join(', ');
}

/** “Checked November 2026.”, then the caveat. */
export function caveat(source: Source): string {
  const checked = source.as_at ? m.lesson_source_as_at({ date: month(source.as_at) }) : '';
  return [checked, source.note ?? ''].filter(Boolean).join(' ');
}
