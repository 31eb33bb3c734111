/** Values, amounts and shares as the workbook writes them. */

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });
const none = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const plain = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 6 });

/** `568`, `71.43`: values to two decimals, as they are when they are whole. */
export const points = (value: number) => whole.format(zero(value));

/** `63`: a score of 0 to 100 from a few answers, which says nothing finer; halves go up, as in the core. */
export const wholePoints = (value: number) => none.format(zero(value));

/** As it was given: `5.2`, `0.125`. */
export const figure = (value: number) => plain.format(zero(value));

/** How many decimals a step of the slider asks for. */
export const decimalsOf = (step: number) => Math.min(4, (String(step).split('.')[1] ?? '').length);

/** In a column of numbers: all with the same decimals, more only where the number has more. */
export function amount(value: number, decimals: number): string {
  const least = new Intl.NumberFormat('en-GB', { minimumFractionDigits: decimals, maximumFractionDigits: Math.max(decimals, 3) });
  return least.format(zero(value));
}

/** As in the core: a currency, perhaps with letters before it (US$), then what it is counted in. */
const CURRENCY = /^(\p{Letter}*\p{Currency_Symbol})(.*)$/u;

/** `€18.0m`, `12.5 days`: a unit that begins with a currency goes around its number. */
export function money(value: number, unit: string, decimals?: number): string {
  const number = decimals === undefined ? figure(value) : amount(value, decimals);
  const [, sign, scale = ''] = CURRENCY.exec(unit.trim()) ?? [];
  if (sign) return `${value < 0 ? '−' : ''}${sign}${number.replace(/^[-−]/, '')}${scale.trim()}`;
  return unit.trim() ? `${number} ${unit.trim()}` : number;
}

/** `14%`, `33.3%` where a decimal is asked for. */
export const percent = (share: number, decimals = 0) => `${Number((share * 100).toFixed(decimals))}%`;

/** `+3`, `−12`, `0`: from then to now. */
export function difference(value: number): string {
  const rounded = Math.round(value * 100) / 100;
  if (rounded === 0) return '0';
  return `${rounded > 0 ? '+' : '−'}${whole.format(Math.abs(rounded))}`;
}

/** Binary rounding noise is no digit. */
function zero(value: number): number {
  return Math.abs(value) < 1e-9 ? 0 : value;
}
