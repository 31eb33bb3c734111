/** What sanitised markup cannot say for itself: roles, ways back, and what can be scrolled. */
import { m } from '#messages';
import type { Fact } from '../../../api/bindings';
import { month, shortMonth } from '../sources/source';

const SCROLLERS = '.table, pre';

/** One observer for all tables and pieces of code: only those that overflow are a stop for Tab. */
const overflowing =
  typeof ResizeObserver === 'undefined'
    ? null
    : new ResizeObserver((entries) => {
        for (const { target } of entries) if (target instanceof HTMLElement) offerScrolling(target);
      });

function offerScrolling(element: HTMLElement): void {
  if (element.scrollWidth <= element.clientWidth + 1) {
    for (const name of ['tabindex', 'role', 'aria-label']) element.removeAttribute(name);
    return;
  }
  const all = [...(element.closest('article')?.querySelectorAll(SCROLLERS) ?? [])];
  const number = all.indexOf(element) + 1;
  element.tabIndex = 0;
  element.setAttribute('role', 'region');
  element.setAttribute('aria-label', element.tagName === 'PRE' ? m.lesson_text_code({ number }) : m.lesson_text_table({ number }));
}

/** Call the result when the text goes. */
export function decorate(root: HTMLElement, facts: readonly Fact[] = []): () => void {
  const scrollers = [...root.querySelectorAll<HTMLElement>(SCROLLERS)];
  for (const scroller of scrollers) overflowing?.observe(scroller);
  // A callout belongs to the text around it; it is no landmark.
  for (const aside of root.querySelectorAll('aside')) aside.setAttribute('role', 'note');
  for (const link of root.querySelectorAll('a:is(.source, .term, .fact)')) link.setAttribute('aria-haspopup', 'true');
  for (const link of root.querySelectorAll<HTMLElement>('a.fact')) addDate(link, facts);
  for (const head of root.querySelectorAll('thead th:not([scope])')) head.setAttribute('scope', 'col');
  for (const note of root.querySelectorAll<HTMLElement>('.footnote')) addWayBack(note);
  return () => {
    for (const scroller of scrollers) overflowing?.unobserve(scroller);
  };
}

function addWayBack(note: HTMLElement): void {
  note.tabIndex = -1;
  note.setAttribute('aria-label', m.lesson_text_footnote({ number: note.firstElementChild?.textContent ?? '' }));
  // No part of the author's text: highlights count without it.
  const added = document.createElement('span');
  added.dataset.decoration = '';
  const back = document.createElement('a');
  back.href = `#${note.id}`;
  back.dataset.footnoteBack = note.id;
  back.className = 'footnote-back';
  back.textContent = m.lesson_text_footnote_back();
  added.append(' ', back);
  (note.lastElementChild ?? note).append(added);
}

/** Shown by the style sheet after the words: no part of the text, and read out in full. */
function addDate(link: HTMLElement, facts: readonly Fact[]): void {
  const fact = facts.find(({ id }) => id === link.dataset.fact);
  if (!fact) return;
  link.dataset.asAt = shortMonth(fact.as_at);
  link.dataset.asAtSpoken = m.fact_as_at_spoken({ date: month(fact.as_at) });
}
