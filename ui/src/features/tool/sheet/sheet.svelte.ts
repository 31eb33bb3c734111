/**
 * A tool of tables as it stands on this screen: what the core said, and what was set here since.
 * A row is kept as a whole. So that a cell changed elsewhere is not undone by it, the cells that
 * were changed here are laid over the newest row.
 */
import { untrack } from 'svelte';
import type { SheetProblem, SheetSuggestion, SheetView } from '../../../api/bindings';
import { isRecord } from '../../../api/error';
import type { Fields, SaveStatus, ToolModel } from '../model/tool.svelte';
import { laidOver, moved, rowPrefix, rowsOf, same, type ShownRow } from './rows';

const EMPTY: SheetView = {
  values: [],
  tables: [],
  empty: true,
  finding: null,
  missing: null,
  parts: [],
  figures: [],
  suggestions: [],
  problems: [],
  calendar: false,
};

export class Sheet {
  /** Cells that were changed here and are not confirmed, by field. */
  #edits: Record<string, Fields> = {};

  readonly view = $derived.by((): SheetView => {
    const result = this.model.view?.result;
    return result?.tool === 'sheet' ? result : EMPTY;
  });
  readonly #computed = $derived.by(() => Object.fromEntries(this.view.tables.flatMap(({ rows }) => rows.map((row) => [row.field, row.computed] as const))));
  readonly #rows = $derived.by(() => {
    const { fields } = this.model;
    const computed = this.#computed;
    return Object.fromEntries(
      this.view.tables.map(({ id }) => [id, rowsOf(fields, id).map((row): ShownRow => ({ ...row, computed: computed[row.field] ?? [] }))]),
    );
  });
  /** Nothing is filled in. */
  readonly empty = $derived.by(() => Object.keys(this.model.fields).length === 0);

  constructor(readonly model: ToolModel) {}

  rows(table: string): ShownRow[] {
    return this.#rows[table] ?? [];
  }

  value(id: string): unknown {
    return this.model.fields[`value:${id}`] ?? null;
  }

  setValue(id: string, value: unknown): void {
    this.model.set({ [`value:${id}`]: value });
  }

  /** Sets cells of a row that is there, or makes it. Null empties a cell. */
  setCells(field: string, cells: Fields): Fields {
    this.#edits[field] = { ...this.#edits[field], ...cells };
    return this.model.set({ [field]: laidOver(this.model.fields[field], cells) });
  }

  /** A new row behind the others. */
  addRow(table: string, id: string, cells: Fields): void {
    const last = this.rows(table).at(-1);
    this.setCells(`${rowPrefix(table)}${id}`, { order: last ? last.order + 1 : 0, ...cells });
  }

  take({ table, row, cells }: SheetSuggestion): () => void {
    const field = `${rowPrefix(table)}${row}`;
    this.addRow(table, row, cells);
    return () => this.#whole({ [field]: null });
  }

  move(table: string, field: string, step: 1 | -1): boolean {
    const orders = moved(this.rows(table), field, step);
    orders?.forEach((order, each) => this.setCells(each, { order }));
    return orders !== null;
  }

  /** Takes rows away; what is returned brings them back. */
  remove(fields: readonly string[]): () => void {
    const back = this.#whole(Object.fromEntries(fields.map((field) => [field, null])));
    return () => this.#whole(back);
  }

  clear(): () => void {
    return this.remove(Object.keys(this.model.fields));
  }

  #whole(changes: Fields): Fields {
    this.#forget(Object.keys(changes));
    const back = this.model.set(changes);
    void this.model.flush();
    return back;
  }

  /** A reply came: what is still only here is laid over what it says. */
  settle(_revision: number, status: SaveStatus): void {
    const kept = this.model.view?.fields ?? {};
    untrack(() => {
      if (status === 'saved') this.#edits = {};
      this.#forget(Object.keys(this.#edits).filter((field) => !this.model.holds(field)));
      for (const [field, cells] of Object.entries(this.#edits)) {
        if (isRecord(kept[field])) {
          const next = laidOver(kept[field], cells);
          if (!same(next, this.model.fields[field])) this.model.set({ [field]: next });
        }
      }
    });
  }

  #forget(fields: readonly string[]): void {
    this.#edits = Object.fromEntries(Object.entries(this.#edits).filter(([field]) => !fields.includes(field)));
  }

  problemsAt(table: string, row: string, column?: string): SheetProblem[] {
    return this.view.problems.filter((each) => each.table === table && each.row === row && (column === undefined || each.column === column));
  }
}
