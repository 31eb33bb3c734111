/** Rows from a spreadsheet: what taking them over will set. */
import { isRecord } from '../../../api/error';
import type { Fields } from '../model/tool.svelte';

/** More than this is no table of projects that someone meant to paste. */
export const LONGEST_PASTE_BYTES = 256 * 1024;

export function pasteBytes(text: string): number {
  return text.length * 3 <= LONGEST_PASTE_BYTES ? text.length : new TextEncoder().encode(text).length;
}

/** The names of the fields that hold rows begin so. */
export const PROJECTS = 'project:';

/** Several cells: what a spreadsheet puts on the clipboard, not a word or a sentence. */
export const looksLikeRows = (text: string) => /\t|\S\r?\n\S/.test(text);

const orderOf = (value: unknown) => (isRecord(value) && typeof value.order === 'number' ? value.order : 0);
const isCriterion = (name: string) => name.startsWith('criterion:');

/** Behind the rows that are there; a row that is there already keeps its place and its other cells. */
export function addition(set: Fields, fields: Fields, prefix = PROJECTS): Fields {
  const isRow = (name: string) => name.startsWith(prefix);
  const there = Object.entries(fields).filter(([name]) => isRow(name) && !(name in set));
  const from = Math.max(0, ...there.map(([, value]) => orderOf(value) + 1));
  const least = Math.min(...Object.entries(set).flatMap(([name, value]) => (isRow(name) && isRecord(value) ? [orderOf(value)] : [])));
  const shift = Number.isFinite(least) ? Math.max(0, from - least) : 0;
  return Object.fromEntries(
    Object.entries(set).map(([name, value]) => {
      if (!isRow(name) || !isRecord(value)) return [name, value];
      const before = fields[name];
      if (prefix !== PROJECTS && isRecord(before)) return [name, { ...before, ...value, order: orderOf(before) }];
      return [name, name in fields ? value : { ...value, order: orderOf(value) + shift }];
    }),
  );
}

/** Instead of the rows that are there, and of the criteria when projects bring their own. */
export function replacement(set: Fields, fields: Fields, prefix = PROJECTS): Fields {
  const criteria = Object.keys(set).some(isCriterion);
  const gone = Object.keys(fields).filter((name) => name.startsWith(prefix) || (criteria && isCriterion(name)));
  return { ...Object.fromEntries(gone.map((name) => [name, null])), ...set };
}
