/** What a paste may bring, decided by its length before anything is parsed. */
import { bytes } from '../../../shared/format/bytes';

/** A page's markup can be many times its words: above this the words alone are taken. */
export const MOST_HTML = 4 * 1024 * 1024;

export function utf8Length(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit > 0x7f) count += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return count;
}

export interface Refusal {
  /** The size of what was to be pasted. */
  size: string;
  /** The most that a note holds. */
  most: string;
  /** What the note would still take. */
  room: string;
}

/** Null when there is room. A text that is too long by its length alone is not even counted. */
export function refusal(text: string, held: number, most: number): Refusal | null {
  const size = text.length > most ? text.length : utf8Length(text);
  if (held + size <= most) return null;
  return { size: bytes(size), most: bytes(most), room: bytes(Math.max(0, most - held)) };
}

const BLOCK_SIGNS = [
  /^#{1,6}\s+\S/m,
  /^\s{0,3}[-*+]\s+(\[[ xX]\]\s+)?\S/m,
  /^\s{0,3}\d{1,9}[.)]\s+\S.*\n\s*\d{1,9}[.)]\s+\S/m,
  /^\s{0,3}>\s?\S/m,
  /^\s{0,3}(```|~~~)/m,
  /^\s*\|?\s*:?-{3,}:?\s*(\|\s*:?-{3,}:?\s*)+\|?\s*$/m,
];
const INLINE_SIGNS = [/\*\*[^\s*][^*\n]*\*\*/, /\[[^\]\n]+\]\((https?:|mailto:)[^)\s]+\)/, /(^|\s)`[^`\n]+`/];

/** True for text that someone wrote as Markdown, or copied out of a Markdown file. */
export function looksLikeMarkdown(text: string): boolean {
  return [...BLOCK_SIGNS, ...INLINE_SIGNS].some((sign) => sign.test(text));
}

/** Editors of code put a coloured copy beside the plain text: only one block, each line styled. */
export function isFromCodeEditor(html: string): boolean {
  return html.includes('vscode-editor-data') || /<meta[^>]*name="?generator"?[^>]*(code|jetbrains)/i.test(html);
}

export type PasteKind = 'markdown' | 'plain' | 'rich';

/** How a paste that has room is taken. `rich` is left to the editor's schema. */
export function pasteKind(text: string, html: string, plainly: boolean): PasteKind {
  if (plainly) return 'plain';
  if (html !== '' && !isFromCodeEditor(html) && html.length <= MOST_HTML) return 'rich';
  return looksLikeMarkdown(text) ? 'markdown' : 'plain';
}
