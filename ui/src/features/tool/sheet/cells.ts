/** What a cell holds: read from what is typed, written for people. */
import { m } from '#messages';
import type { CellKind, SheetColumn } from '../../../api/bindings';
import { dayOfYear, dayWithYear, parseDay } from '../../../shared/format/date';
import { parseNumber } from '../../../shared/format/number';
import { parseTypedDay } from '../../../shared/format/typed-date';
import { figure } from '../format';
import type { Read } from '../table/editing.svelte';

/** What this field takes from what is typed; why it cannot, naming the field. */
export function readCell(kind: CellKind, typed: string, field: string): Read {
  const text = typed.trim().replace(/\s+/g, ' ');
  if (text === '') return taken(null);
  switch (kind.kind) {
    case 'text':
      return Array.from(text).length <= kind.most ? taken(text) : { error: m.sheet_text_long({ field, most: kind.most }) };
    case 'number':
      return readNumber(kind, text, field);
    case 'scale': {
      const read = parseNumber(text);
      const fits = read.kind === 'number' && Number.isInteger(read.value) && read.value >= kind.least && read.value <= kind.most;
      return fits ? taken(read.value) : { error: m.sheet_whole_wrong({ field, least: signed(kind.least), most: kind.most }) };
    }
    case 'steps': {
      const read = parseNumber(text);
      const fits = read.kind === 'number' && kind.of.includes(read.value);
      return fits ? taken(read.value) : { error: m.sheet_step_wrong({ field, steps: kind.of.map(signed).join(', ') }) };
    }
    case 'choice':
    case 'row': {
      const folded = text.toLocaleLowerCase();
      const found = kind.options.find(({ id, label }) => id === text || label.toLocaleLowerCase() === folded);
      return found ? taken(found.id) : { error: m.sheet_choice_wrong({ field }) };
    }
    case 'date': {
      const day = parseTypedDay(text);
      return day === null ? { error: m.sheet_date_wrong({ field }) } : taken(day);
    }
    case 'flag':
      return taken(/^(yes|y|true|1|x)$/i.test(text));
  }
}

const taken = (value: unknown): Read => ({ value, error: null });
const signed = (value: number) => figure(value).replace('-', '−');

function readNumber(kind: Extract<CellKind, { kind: 'number' }>, text: string, field: string): Read {
  const read = parseNumber(text, kind.unit);
  if (read.kind === 'ambiguous') return { error: m.tool_number_ambiguous({ field, thousands: read.thousands, decimal: read.decimal }) };
  const range = { field, least: signed(kind.least), most: signed(kind.most) };
  if (read.kind !== 'number') return { error: kind.whole ? m.sheet_whole_wrong(range) : m.sheet_number_wrong(range) };
  const value = asShare(kind, text, read.value);
  if (value < kind.least || value > kind.most) return { error: kind.whole ? m.sheet_whole_wrong(range) : m.sheet_number_wrong(range) };
  return kind.whole && !Number.isInteger(value) ? { error: m.sheet_whole_wrong(range) } : taken(value);
}

/** `80%` in a cell that takes shares of 0 to 1 is 0.8. */
function asShare(kind: Extract<CellKind, { kind: 'number' }>, text: string, value: number): number {
  const share = text.endsWith('%') && !kind.unit.includes('%') && kind.most <= 1;
  return share ? Number((value / 100).toPrecision(12)) : value;
}

/** For people; empty for an empty cell. */
export function shownCell(kind: CellKind, value: unknown): string {
  if (value === null || value === undefined || value === '') return '';
  if (kind.kind === 'choice' || kind.kind === 'row') return kind.options.find(({ id }) => id === value)?.label ?? m.sheet_gone();
  if (kind.kind === 'flag') return value === true ? m.sheet_yes() : '';
  if (kind.kind === 'date') return typeof value === 'string' ? dayOfYear(parseDay(value)) : '';
  if (typeof value === 'number') return signed(value);
  return typeof value === 'string' ? value : '';
}

/** As it stands in its field. */
export function typedOf(kind: CellKind, value: unknown): string {
  if (typeof value === 'number') return kind.kind === 'scale' || kind.kind === 'steps' ? String(value) : figure(value).replaceAll(',', '');
  if (kind.kind === 'date' && typeof value === 'string') return dayWithYear(parseDay(value));
  return typeof value === 'string' ? value : '';
}

/** The words of a step: “3, reliably”. */
export function stepLabel(kind: Extract<CellKind, { kind: 'scale' }>, value: number): string {
  const word = kind.words[value - kind.least];
  return word ? m.tool_answer({ value: signed(value), word }) : signed(value);
}

/** What the steps of a scale mean: “0 not done, 3 reliably”. Empty where it has no words. */
export function scaleWords(kind: CellKind): string {
  if (kind.kind !== 'scale') return '';
  return kind.words.flatMap((word, index) => (word ? [`${signed(kind.least + index)} ${word}`] : [])).join(', ');
}

/** Everything to choose from, as value and label. */
export function choicesOf(kind: CellKind): { value: string; label: string }[] {
  if (kind.kind === 'choice' || kind.kind === 'row') return kind.options.map(({ id, label }) => ({ value: id, label }));
  if (kind.kind === 'steps') return kind.of.map((step) => ({ value: String(step), label: signed(step) }));
  if (kind.kind !== 'scale') return [];
  return Array.from({ length: kind.most - kind.least + 1 }, (_, index) => ({
    value: String(kind.least + index),
    label: stepLabel(kind, kind.least + index),
  }));
}

export const isNumeric = ({ kind }: CellKind) => kind === 'number' || kind === 'scale' || kind === 'steps';

/** Heading with its unit. */
export function heading({ label, kind }: Pick<SheetColumn, 'label' | 'kind'>): string {
  const unit = kind.kind === 'number' ? kind.unit : '';
  // “Hours a week” says it already.
  const said = ` ${label.toLocaleLowerCase()} `.includes(` ${unit.toLocaleLowerCase()} `);
  return unit === '' || said ? label : m.tool_budget_unit({ label, unit });
}

/** What a key typed on a cell of a few steps or choices sets it to; null when it means nothing there. */
export function keyed(kind: CellKind, key: string, now: unknown, before: string): { value: unknown } | null {
  if (kind.kind === 'scale') {
    const at = typeof now === 'number' ? now : null;
    if (key === '+' || key === '-') {
      const next = (at ?? (key === '+' ? kind.least - 1 : kind.most + 1)) + (key === '+' ? 1 : -1);
      return { value: Math.min(kind.most, Math.max(kind.least, next)) };
    }
    if (!/^\d$/.test(key)) return null;
    const fits = [Number(before + key), Number(key)].find((each) => each >= kind.least && each <= kind.most);
    return fits === undefined ? null : { value: fits };
  }
  if (kind.kind === 'steps') {
    const fits = /^\d$/.test(key) ? [Number(before + key), Number(key)].find((each) => kind.of.includes(each)) : undefined;
    return fits === undefined ? null : { value: fits };
  }
  if (kind.kind !== 'choice' && kind.kind !== 'row') return null;
  // The same letter again goes to the next that begins with it.
  const found = kind.options.filter(({ label }) => label.toLocaleLowerCase().startsWith(key.toLocaleLowerCase()));
  const place = found.findIndex(({ id }) => id === now);
  const next = found[(place + 1) % Math.max(1, found.length)];
  return next ? { value: next.id } : null;
}
