/** What can be done from the palette. The screens layer fills it: features know no screens. */
import type { IconType } from '../../shared/icon';

export interface AppAction {
  id: string;
  label: string;
  /** Below the label: where it leads. */
  detail?: string;
  icon: IconType;
  /** Its key, shown at the end of the row. */
  chord?: string;
  /** Other words by which it is found, never shown. */
  also?: string;
  run: () => void;
}

type Source = () => AppAction[];

class Actions {
  readonly #sources = new Set<Source>();

  /** Asked each time the palette opens; the result takes it out again. */
  register(source: Source): () => void {
    this.#sources.add(source);
    return () => this.#sources.delete(source);
  }

  list(): AppAction[] {
    return [...this.#sources].flatMap((source) => source());
  }
}

export const actions = new Actions();

const MOST = 6;

/** Small letters without accents, word by word. */
export function foldedWords(text: string): string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

/** Those in which every typed word begins a word; those that begin with the first word come first. */
export function matchingActions(text: string, list: readonly AppAction[]): AppAction[] {
  const typed = foldedWords(text);
  const [first] = typed;
  if (first === undefined) return [];
  const found = list.filter((action) => {
    const words = foldedWords(`${action.label} ${action.also ?? ''}`);
    return typed.every((each) => words.some((word) => word.startsWith(each)));
  });
  const leads = (action: AppAction) => foldedWords(action.label)[0]?.startsWith(first) === true;
  return [...found.filter(leads), ...found.filter((action) => !leads(action))].slice(0, MOST);
}
