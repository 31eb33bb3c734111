/** Rows from a spreadsheet: what taking them over will set. */
import { isRecord } from '../../../api/error';
import type { Fields } from '../model/tool.svelte';

/** More than this is no table of projects that someone meant to paste. */
export const LONGEST_PASTE_BYTES = 256 * 1024;

export function pasteBytes(text: string): number {
  return text.length * 3 <= LONGEST_PASTE_BYTES ? text.length : new TextEncoder().encode(text).length;
}

/** Several cells: what a spreadsheet puts on the clipboard, not a word or a sentence. */
export const looksLikeRows = (text: string) => /\t|\S\r?\n\S/.test(text);

const orderOf = (value: unknown) => (isRecord(value) && typeof value.order === 'number' ? value.order : 0);
const isProject = (name: string) => name.startsWith('project:');
const isCriterion = (name: string) => name.startsWith('criterion:');

/** Behind the projects that are there. */
export function addition(set: Fields, fields: Fields): Fields {
  const there = Object.entries(fields).filter(([name]) => isProject(name) && !(name in set));
  const from = Math.max(0, ...there.map(([, value]) => orderOf(value) + 1));
  const least = Math.min(...Object.entries(set).flatMap(([name, value]) => (isProject(name) && isRecord(value) ? [orderOf(value)] : [])));
  const shift = Number.isFinite(least) ? Math.max(0, from - least) : 0;
  return Object.fromEntries(
    Object.entries(set).map(([name, value]) => [
      name,
      isProject(name) && isRecord(value) && !(name in fields) ? { ...value, order: orderOf(value) + shift } : value,
    ]),
  );
}

/** Instead of the projects that are there, and of their criteria when the rows bring their own. */
export function replacement(set: Fields, fields: Fields): Fields {
  const criteria = Object.keys(set).some(isCriterion);
  const gone = Object.keys(fields).filter((name) => isProject(name) || (criteria && isCriterion(name)));
  return { ...Object.fromEntries(gone.map((name) => [name, null])), ...set };
}
