/** Which parts of a result take a whole row, where two would fit side by side. */
import type { SheetPart } from '../../../../api/bindings';

type Table = Extract<SheetPart, { part: 'table' }>;

/** Width of a part that shares its row, and what a character and a gap take, in px at the usual size. */
const HALF = 456;
const CHARACTER = 7.4;
const GAP = 12;
/** A text longer than this wraps. */
const WRAPS = 16;

/** A short text stays on its line: a date, a name, a figure. */
export const staysWhole = (text: string): boolean => text.length <= WRAPS;

export function tableWidth({ columns, rows }: Pick<Table, 'columns' | 'rows'>): number {
  const widths = columns.map(({ label, numeric }, place) => {
    const cells = rows.map((row) => row.cells[place]?.text.length ?? 0);
    const heading = numeric ? label.length : Math.max(...label.split(' ').map((word) => word.length));
    return Math.max(heading, ...cells.map((length) => (numeric ? length : Math.min(WRAPS, length))));
  });
  return widths.reduce((sum, width) => sum + width * CHARACTER + GAP, 0);
}

function needsRow(part: SheetPart): boolean {
  if (part.part === 'heat' || part.part === 'map') return true;
  return part.part === 'table' && tableWidth(part) > HALF;
}

/** What would stand alone in its row takes all of it too. */
export function spans(parts: readonly SheetPart[]): boolean[] {
  const whole = parts.map(needsRow);
  let beside = false;
  whole.forEach((taken, index) => {
    if (taken) {
      beside = false;
      return;
    }
    const alone = !beside && (whole[index + 1] ?? true);
    if (alone) whole[index] = true;
    beside = !alone && !beside;
  });
  return whole;
}
