/** Numbers as people write them: 12.5, 12,5, 1,234, 1 234, −3, 50%. */

export type ParsedNumber =
  | { kind: 'empty' }
  | { kind: 'number'; value: number }
  /** `1,234` is a thousand in London and a bit more than one in Berlin. */
  | { kind: 'ambiguous'; thousands: string; decimal: string }
  | { kind: 'nonsense' };

const SPACES = /[\s\u00a0\u2009\u202f'’]/g;

export function parseNumber(typed: string, unit: string | null = null): ParsedNumber {
  const text = withoutUnit(typed.replace(SPACES, '').replace(/^[−–]/, '-'), unit);
  if (text === '') return typed.trim() === '' ? { kind: 'empty' } : { kind: 'nonsense' };
  if (!/^[+-]?[\d.,]*\d[\d.,]*$/.test(text)) return { kind: 'nonsense' };

  const marks = [...text.matchAll(/[.,]/g)].map((match) => match[0]);
  const [last, others] = [marks.at(-1), marks.slice(0, -1)];
  if (last === undefined) return finite(text);
  if (others.length === 0) {
    // Only a comma is doubtful: English writes decimals with a point.
    if (last === ',' && /^[+-]?[1-9]\d{0,2},\d{3}$/.test(text)) {
      return { kind: 'ambiguous', thousands: text.replace(',', ''), decimal: text.replace(',', '.') };
    }
    return finite(text.replace(',', '.'));
  }
  const groups = others[0] ?? '';
  if (others.some((mark) => mark !== groups)) return { kind: 'nonsense' };
  const [whole = '', decimals] = last === groups ? [text] : splitLast(text, last);
  const grouped = new RegExp(`^[+-]?\\d{1,3}(\\${groups}\\d{3})+$`);
  if (!grouped.test(whole)) return { kind: 'nonsense' };
  const figures = whole.replaceAll(groups, '');
  return finite(decimals === undefined ? figures : `${figures}.${decimals}`);
}

function splitLast(text: string, mark: string): [string, string] {
  const at = text.lastIndexOf(mark);
  return [text.slice(0, at), text.slice(at + 1)];
}

function withoutUnit(text: string, unit: string | null): string {
  const bare = text.replace(/^([+-]?)[€£$]/, '$1').replace(/[%€£$]$/, '');
  const ending = unit?.replace(SPACES, '') ?? '';
  if (ending === '' || !bare.toLowerCase().endsWith(ending.toLowerCase())) return bare;
  return bare.slice(0, -ending.length);
}

function finite(text: string): ParsedNumber {
  const value = Number(text);
  return Number.isFinite(value) ? { kind: 'number', value } : { kind: 'nonsense' };
}
