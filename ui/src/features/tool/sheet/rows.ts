/** Rows of a table among the fields, and what changes them. */
import type { SheetComputed } from '../../../api/bindings';
import { isRecord } from '../../../api/error';
import type { Fields } from '../model/tool.svelte';

export interface ShownRow {
  id: string;
  field: string;
  order: number;
  cells: Fields;
  computed: SheetComputed[];
}

/** A column of what the formula gives: figures, or words. */
export interface Computed {
  label: string;
  numeric: boolean;
}

export function computedOf(rows: readonly Pick<ShownRow, 'computed'>[]): Computed[] {
  const all = rows.flatMap(({ computed }) => computed);
  const textsOf = (label: string) => all.flatMap((each) => (each.label === label ? [each.text] : []));
  return [...new Set(all.map(({ label }) => label))].map((label) => ({
    label,
    numeric: textsOf(label).every((text) => /\d/.test(text) || !/\p{Letter}/u.test(text)),
  }));
}

export const rowPrefix = (table: string) => `row:${table}:`;

/** The rows of a table among the fields, by their order. */
export function rowsOf(fields: Fields, table: string): Omit<ShownRow, 'computed'>[] {
  const prefix = rowPrefix(table);
  return Object.entries(fields)
    .flatMap(([field, value]) => {
      if (!field.startsWith(prefix) || !isRecord(value)) return [];
      const { order, ...cells } = value;
      return [{ id: field.slice(prefix.length), field, order: typeof order === 'number' ? order : 0, cells }];
    })
    .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
}

/** What moves a row by one place: the orders that change. Null at an end. */
export function moved(rows: readonly { field: string; order: number }[], field: string, step: 1 | -1): Map<string, number> | null {
  const from = rows.findIndex((row) => row.field === field);
  const to = from + step;
  if (from < 0 || to < 0 || to >= rows.length) return null;
  const order = rows.map((row) => row.field);
  order.splice(to, 0, ...order.splice(from, 1));
  const before = new Map(rows.map((row) => [row.field, row.order]));
  // Where the orders are all different, only the two that change places are written.
  const places = rows.map((row) => row.order);
  const orders = new Set(places).size === places.length ? places : rows.map((_, index) => index);
  return new Map(order.flatMap((each, index) => (before.get(each) === orders[index] ? [] : [[each, orders[index] ?? index] as const])));
}

/** Cells laid over a row; null empties one. */
export function laidOver(row: unknown, cells: Fields): Fields {
  const all = { ...(isRecord(row) ? row : {}), ...cells };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null && value !== undefined));
}

export function same(one: Fields, two: unknown): boolean {
  if (!isRecord(two)) return false;
  const keys = new Set([...Object.keys(one), ...Object.keys(two)]);
  return [...keys].every((key) => JSON.stringify(one[key]) === JSON.stringify(two[key]));
}
