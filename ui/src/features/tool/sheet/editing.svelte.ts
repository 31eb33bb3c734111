/** Editing the rows of a sheet in its tables. */
import { m } from '#messages';
import type { SheetColumn, SheetTable } from '../../../api/bindings';
import { TableEditing, type Place, type Read } from '../table/editing.svelte';
import { readCell, typedOf } from './cells';
import { rowPrefix, type ShownRow } from './rows';
import type { Sheet } from './sheet.svelte';

export class SheetEditing extends TableEditing {
  constructor(
    readonly sheet: Sheet,
    focus: (place: Place) => void,
  ) {
    super(focus);
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

  /** Sets a cell without opening it. */
  set(place: Place, value: unknown): void {
    const row = this.row(place);
    if (!row) return;
    if (this.isDraft(place)) {
      if (value === null) return;
      this.draft = null;
      this.sheet.addRow(place.table, row.id, { [place.column]: value });
    } else {
      this.sheet.setCells(row.field, { [place.column]: value });
    }
  }

  protected columns(table: string): string[] {
    return (this.table(table)?.columns ?? []).filter(({ main }) => main).map(({ id }) => id);
  }

  protected order(table: string): string[] {
    return this.rows(table).map(({ id }) => id);
  }

  protected full(table: string): boolean {
    return this.order(table).length >= (this.table(table)?.most ?? 0);
  }

  /** Yes and no is not typed: the cell itself is the control. */
  protected opens(place: Place): boolean {
    return this.column(place)?.kind.kind !== 'flag';
  }

  protected typed(place: Place): string {
    const column = this.column(place);
    return column ? typedOf(column.kind, this.row(place)?.cells[place.column]) : '';
  }

  protected read(place: Place, typed: string): Read {
    const column = this.column(place);
    return column ? readCell(column.kind, typed, this.label(place)) : { value: null, error: null };
  }
}

/** What the first column says, or “Service 3”-like words that say which row it is. */
export function nameOf(row: ShownRow | undefined, table: SheetTable | undefined): string {
  const first = table?.columns[0];
  const name = row && first ? row.cells[first.id] : null;
  return typeof name === 'string' && name !== '' ? name : m.sheet_unnamed({ row: table?.row ?? '' });
}
