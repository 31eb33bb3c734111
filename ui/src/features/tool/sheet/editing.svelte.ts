/** Which cell of which table is being edited, what is typed into it, and what comes of it. */
import { tick } from 'svelte';
import { m } from '#messages';
import type { SheetColumn, SheetTable } from '../../../api/bindings';
import { readCell, typedOf } from './cells';
import { rowPrefix, type ShownRow } from './rows';
import type { Sheet } from './sheet.svelte';

export interface Place {
  table: string;
  row: string;
  column: string;
}

export const placeKey = ({ table, row, column }: Place) => `${table} ${row} ${column}`;

export class SheetEditing {
  at = $state.raw<Place | null>(null);
  text = $state('');
  error = $state<string | null>(null);
  /** What is typed replaced the cell: it is not selected again. */
  fresh = false;
  /** A row that holds nothing yet. */
  draft = $state.raw<{ table: string; row: string } | null>(null);

  constructor(
    readonly sheet: Sheet,
    /** Puts the focus on a cell. */
    readonly focus: (place: Place) => void,
  ) {}

  is(place: Place): boolean {
    return this.at !== null && placeKey(this.at) === placeKey(place);
  }

  table(id: string): SheetTable | undefined {
    return this.sheet.view.tables.find((each) => each.id === id);
  }

  /** The rows as they stand on the screen, with the one that holds nothing yet. */
  rows(table: string): ShownRow[] {
    const rows = this.sheet.rows(table);
    const { draft } = this;
    if (draft?.table !== table || rows.some(({ id }) => id === draft.row)) return rows;
    const field = `${rowPrefix(table)}${draft.row}`;
    return [...rows, { id: draft.row, field, order: (rows.at(-1)?.order ?? -1) + 1, cells: {}, computed: [] }];
  }

  column({ table, column }: Place): SheetColumn | undefined {
    return this.table(table)?.columns.find((each) => each.id === column);
  }

  row({ table, row }: Place): ShownRow | undefined {
    return this.rows(table).find((each) => each.id === row);
  }

  /** “Target of Coaching”. */
  label(place: Place): string {
    const [column, row, table] = [this.column(place), this.row(place), this.table(place.table)];
    return m.tool_cell({ column: column?.label ?? '', name: nameOf(row, table) });
  }

  /** A new row at the end, with its name to write. */
  add(table: string): void {
    const found = this.table(table);
    const first = found?.columns[0];
    if (!found || !first || !this.#leave() || this.sheet.rows(table).length >= found.most) return;
    const row = crypto.randomUUID();
    this.draft = { table, row };
    this.#begin({ table, row, column: first.id });
  }

  /** False when what is typed elsewhere cannot be taken: that comes first. */
  start(place: Place, typed?: string): boolean {
    if (this.is(place)) return true;
    if (!this.#leave()) return false;
    this.#begin(place);
    if (typed !== undefined) {
      this.text = typed;
      this.fresh = true;
    }
    return true;
  }

  /** Sets a cell without opening it. */
  set(place: Place, value: unknown): void {
    const row = this.row(place);
    if (!row) return;
    if (this.draft?.row === row.id) {
      if (value === null) return;
      this.draft = null;
      this.sheet.addRow(place.table, row.id, { [place.column]: value });
    } else {
      this.sheet.setCells(row.field, { [place.column]: value });
    }
  }

  cancel(): void {
    const { at } = this;
    const lost = at !== null && this.draft?.row === at.row;
    this.#end();
    const last = at && lost ? this.sheet.rows(at.table).at(-1) : null;
    if (at) void this.#refocus(last ? { ...at, row: last.id } : at);
  }

  /** The focus went elsewhere: what is typed is taken; what cannot be taken stays, with the reason. */
  blur(place: Place): void {
    if (this.is(place) && this.#take()) this.#end();
  }

  key(event: KeyboardEvent): void {
    const { at } = this;
    if (!at || event.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.cancel();
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      event.preventDefault();
      if (!this.#take()) return;
      if (event.key === 'Enter') this.#down(at);
      else this.#across(at, event.shiftKey ? -1 : 1);
    }
  }

  #begin(place: Place): void {
    this.fresh = false;
    this.error = null;
    const column = this.column(place);
    // Yes and no is not typed: the cell itself is the control.
    if (column?.kind.kind === 'flag') {
      this.at = null;
      void this.#refocus(place);
      return;
    }
    this.at = place;
    this.text = this.#textOf(place);
  }

  #end(): void {
    this.at = null;
    this.error = null;
    this.draft = null;
  }

  #leave(): boolean {
    if (!this.at) return true;
    if (this.#take()) {
      this.draft = null;
      return true;
    }
    this.focus(this.at);
    return false;
  }

  async #refocus(place: Place): Promise<void> {
    await tick();
    this.focus(place);
  }

  #columns(table: string): string[] {
    return (this.table(table)?.columns ?? []).filter(({ main }) => main).map(({ id }) => id);
  }

  #down(at: Place): void {
    const rows = this.rows(at.table).map(({ id }) => id);
    const next = rows[rows.indexOf(at.row) + 1];
    const full = rows.length >= (this.table(at.table)?.most ?? 0);
    if (next !== undefined) {
      this.#begin({ ...at, row: next });
    } else if (this.draft?.row === at.row || full) {
      this.cancel();
    } else {
      // After the last row comes a new one, as on a sheet.
      this.at = null;
      this.add(at.table);
    }
  }

  #across(at: Place, step: 1 | -1): void {
    const columns = this.#columns(at.table);
    const rows = this.rows(at.table).map(({ id }) => id);
    const index = rows.indexOf(at.row) * columns.length + columns.indexOf(at.column) + step;
    const row = rows[Math.floor(index / columns.length)];
    const column = columns[((index % columns.length) + columns.length) % columns.length];
    if (row !== undefined && column !== undefined) {
      this.#begin({ table: at.table, row, column });
    } else {
      this.#end();
      void this.#refocus(at);
    }
  }

  #textOf(place: Place): string {
    const column = this.column(place);
    return column ? typedOf(column.kind, this.row(place)?.cells[place.column]) : '';
  }

  /** False, with the reason, when it cannot be taken. */
  #take(): boolean {
    const { at } = this;
    const column = at && this.column(at);
    if (!at || !column || this.text === this.#textOf(at)) {
      this.error = null;
      return true;
    }
    const read = readCell(column.kind, this.text, this.label(at));
    this.error = read.error;
    if (read.error !== null) return false;
    this.set(at, read.value);
    return true;
  }
}

/** What the first column says, or “Service 3”-like words that say which row it is. */
export function nameOf(row: ShownRow | undefined, table: SheetTable | undefined): string {
  const first = table?.columns[0];
  const name = row && first ? row.cells[first.id] : null;
  return typeof name === 'string' && name !== '' ? name : m.sheet_unnamed({ row: table?.row ?? '' });
}
