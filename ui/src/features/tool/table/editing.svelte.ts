/** Editing in place: which cell is open, what is typed into it, and where Enter, Tab and Escape lead. */
import { tick } from 'svelte';

export interface Place {
  table: string;
  row: string;
  column: string;
}

/** `value` null empties the cell; else why it cannot be taken. */
export type Read = { value: unknown; error: null } | { error: string };

export const placeKey = ({ table, row, column }: Place): string => `${table} ${row} ${column}`;

/** Puts the focus on a cell, or into the field that is open. */
export function focusCell(room: HTMLElement | null, place: Place): void {
  room?.querySelector<HTMLElement>(`[data-place="${CSS.escape(placeKey(place))}"], [data-editing]`)?.focus();
}

export abstract class TableEditing {
  at = $state.raw<Place | null>(null);
  text = $state('');
  error = $state<string | null>(null);
  /** What is typed replaced the cell: it is not selected again. */
  fresh = false;
  /** A row that holds nothing yet; nothing of it is kept. */
  draft = $state.raw<Pick<Place, 'table' | 'row'> | null>(null);

  /** `focus` puts the focus on a cell. */
  constructor(readonly focus: (place: Place) => void) {}

  /** The rows as they stand on the screen, with the one that holds nothing yet. */
  protected abstract order(table: string): string[];
  /** What Tab goes through. */
  protected abstract columns(table: string): string[];
  protected abstract full(table: string): boolean;
  /** False for a cell that is a control itself. */
  protected abstract opens(place: Place): boolean;
  /** A cell as it stands in its field. */
  protected abstract typed(place: Place): string;
  protected abstract read(place: Place, typed: string): Read;
  /** Sets a cell; the first value makes a row of the one that holds nothing yet. */
  abstract set(place: Place, value: unknown): void;

  is(place: Place): boolean {
    return this.at !== null && placeKey(this.at) === placeKey(place);
  }

  isDraft({ table, row }: Pick<Place, 'table' | 'row'>): boolean {
    return this.draft?.table === table && this.draft.row === row;
  }

  /** A new row at the end, with its first cell to write. */
  add(table: string): void {
    const [column] = this.columns(table);
    if (column === undefined || !this.#leave() || this.full(table)) return;
    const row = crypto.randomUUID();
    this.draft = { table, row };
    this.begin({ table, row, column });
  }

  /** False when what is typed elsewhere cannot be taken: that comes first. */
  start(place: Place, typed?: string): boolean {
    if (this.is(place)) return true;
    if (!this.#leave()) return false;
    this.begin(place);
    if (typed !== undefined) {
      this.text = typed;
      this.fresh = true;
    }
    return true;
  }

  cancel(): void {
    const { at } = this;
    const lost = at !== null && this.isDraft(at);
    this.end();
    if (!at) return;
    const last = lost ? this.order(at.table).at(-1) : undefined;
    void this.#refocus(last === undefined ? at : { ...at, row: last });
  }

  /** The focus went elsewhere: what is typed is taken; what cannot be taken stays, with the reason. */
  blur(place: Place): void {
    if (this.is(place) && this.#take()) this.end();
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

  protected begin(place: Place): void {
    this.fresh = false;
    this.error = null;
    if (!this.opens(place)) {
      this.at = null;
      void this.#refocus(place);
      return;
    }
    this.at = place;
    this.text = this.typed(place);
  }

  protected end(): void {
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

  #down(at: Place): void {
    const rows = this.order(at.table);
    const next = rows[rows.indexOf(at.row) + 1];
    if (next !== undefined) {
      this.begin({ ...at, row: next });
    } else if (this.isDraft(at) || this.full(at.table)) {
      this.cancel();
    } else {
      // After the last row comes a new one, as on a sheet.
      this.at = null;
      this.add(at.table);
    }
  }

  #across(at: Place, step: 1 | -1): void {
    const columns = this.columns(at.table);
    const rows = this.order(at.table);
    const index = rows.indexOf(at.row) * columns.length + columns.indexOf(at.column) + step;
    const row = rows[Math.floor(index / columns.length)];
    const column = columns[((index % columns.length) + columns.length) % columns.length];
    if (row !== undefined && column !== undefined) {
      this.begin({ table: at.table, row, column });
    } else {
      this.end();
      void this.#refocus(at);
    }
  }

  /** False, with the reason, when it cannot be taken. */
  #take(): boolean {
    const { at } = this;
    if (!at || this.text === this.typed(at)) {
      this.error = null;
      return true;
    }
    const read = this.read(at, this.text);
    this.error = read.error;
    if (read.error !== null) return false;
    this.set(at, read.value);
    return true;
  }
}
