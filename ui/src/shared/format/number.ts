/** Numbers as people write them: 12.5, 12,5, 1,234.5, 1 234, −3, 50%, €4m. */

export type ParsedNumber =
  | { kind: 'empty' }
  | { kind: 'number'; value: number }
  /** `1,234` is a thousand in London and a bit more than one in Berlin. */
  | { kind: 'ambiguous'; thousands: string; decimal: string }
  | { kind: 'nonsense' };

const SPACES = /[\s\u00a0\u2009\u202f'’]/g;
const CURRENCY = /^\p{Letter}*\p{Currency_Symbol}/u;
const PLAIN = /^[+-]?(\d+([.,]\d*)?|[.,]\d+)$/;
/** Marks between thousands, all of one kind, and another one before the decimals. */
const GROUPED = /^[+-]?\d{1,3}((,\d{3})+(\.\d+)?|(\.\d{3})+,\d+|(\.\d{3}){2,})$/;

/** The unit, or the sign of a currency, may be typed along. */
export function parseNumber(typed: string, unit: string | null = null): ParsedNumber {
  const text = withoutUnit(typed.replace(SPACES, '').replace(/^[−–]/, '-'), (unit ?? '').replace(SPACES, ''));
  if (text === '') return typed.trim() === '' ? { kind: 'empty' } : { kind: 'nonsense' };
  // Only a comma is doubtful: English writes decimals with a point.
  if (/^[+-]?[1-9]\d{0,2},\d{3}$/.test(text)) {
    return { kind: 'ambiguous', thousands: text.replace(',', ''), decimal: text.replace(',', '.') };
  }
  if (PLAIN.test(text)) return finite(text.replace(',', '.'));
  if (!GROUPED.test(text)) return { kind: 'nonsense' };
  const last = Math.max(text.lastIndexOf(','), text.lastIndexOf('.'));
  // The last mark came before: all of them stand between thousands.
  if (text.indexOf(text.charAt(last)) !== last) return finite(text.replace(/[.,]/g, ''));
  return finite(`${text.slice(0, last).replace(/[.,]/g, '')}.${text.slice(last + 1)}`);
}

/** With the unit `€m`, `€18.0m`, `€18` and `18m` are all 18. */
function withoutUnit(text: string, unit: string): string {
  const sign = CURRENCY.exec(unit)?.[0] ?? '';
  const ending = unit.slice(sign.length).toLowerCase();
  const [, minus = '', rest = ''] = /^([+-]?)(.*)$/.exec(text) ?? [];
  const unsigned = sign && rest.toLowerCase().startsWith(sign.toLowerCase()) ? rest.slice(sign.length) : rest.replace(/^\p{Currency_Symbol}/u, '');
  const bare = unsigned.replace(/[%\p{Currency_Symbol}]$/u, '');
  return minus + (ending && bare.toLowerCase().endsWith(ending) ? bare.slice(0, -ending.length) : bare);
}

function finite(text: string): ParsedNumber {
  const value = Number(text);
  return Number.isFinite(value) ? { kind: 'number', value } : { kind: 'nonsense' };
}
