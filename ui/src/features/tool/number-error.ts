import { m } from '#messages';
import type { ParsedNumber } from '../../shared/format/number';

/** Why a number cannot be taken, naming its field; nothing is a number that is not there yet. */
export function numberError(read: ParsedNumber, field: string, negative = false): string | null {
  if (read.kind === 'empty') return null;
  if (read.kind === 'ambiguous') return m.tool_number_ambiguous({ field, thousands: read.thousands, decimal: read.decimal });
  if (read.kind === 'number' && (negative || read.value >= 0)) return null;
  return negative ? m.tool_score_wrong({ field }) : m.tool_number_wrong({ field });
}
