/** Every link in a lesson's text goes through here: none may leave the page by itself. */
import { hintedBy } from '../hints/hint.svelte';

export interface LinkActions {
  /** A source, a term or a fact: something is told about it. */
  hint: (link: HTMLElement) => void;
  lesson: (lesson: string, block: string | undefined) => void;
  outside: (url: string) => void;
}

/** A click (or Enter) anywhere in the text. */
export function followLink(event: MouseEvent, actions: LinkActions): void {
  const link = event.target instanceof Element ? event.target.closest<HTMLElement>('a') : null;
  if (!link) return;
  event.preventDefault();
  const { lesson, block, external, footnote, footnoteBack } = link.dataset;
  if (hintedBy(link)) actions.hint(link);
  else if (lesson !== undefined) actions.lesson(lesson, block);
  else if (external !== undefined) actions.outside(link.getAttribute('href') ?? '');
  else if (footnote !== undefined) toFootnote(footnote);
  else if (footnoteBack !== undefined) fromFootnote(footnoteBack);
  else if (link.getAttribute('href')?.startsWith('#/')) window.location.hash = link.getAttribute('href') ?? '';
}

function toFootnote(id: string): void {
  const note = document.getElementById(id);
  note?.scrollIntoView({ block: 'nearest' });
  note?.focus({ preventScroll: true });
}

function fromFootnote(id: string): void {
  const reference = [...document.querySelectorAll<HTMLElement>('a[data-footnote]')].find(
    (link) => link.dataset.footnote === id,
  );
  reference?.scrollIntoView({ block: 'nearest' });
  reference?.focus({ preventScroll: true });
}
