/** Numbers as words, for sentences: up to twenty in letters, above that in figures. */

const WORDS = [
  'no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten',
  'eleven', 'twelve', 'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen', 'twenty',
];

/** `9` → “nine”, `0` → “no”, `34` → “34”. */
export function inWords(count: number): string {
  return WORDS[count] ?? number(count);
}

/** “nine minutes”, “one lesson”. */
export function countOf(count: number, one: string, many: string): string {
  return `${inWords(count)} ${count === 1 ? one : many}`;
}

/** The first letter as a capital, for the start of a sentence. */
export function sentence(text: string): string {
  return text.charAt(0).toLocaleUpperCase('en-GB') + text.slice(1);
}

const figures = new Intl.NumberFormat('en-GB');

/** `1234` → “1,234”. */
export function number(value: number): string {
  return figures.format(value);
}
