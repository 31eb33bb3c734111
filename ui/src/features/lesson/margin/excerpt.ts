/** The first words of a note, with a sign when there are more. */
import type { NoteCard } from '../../../api/bindings';

const counted = (text: string) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

export function excerptOf({ excerpt, words }: Pick<NoteCard, 'excerpt' | 'words'>): string {
  const text = excerpt.trimEnd();
  return counted(text) < words && !text.endsWith('…') ? `${text}…` : text;
}
