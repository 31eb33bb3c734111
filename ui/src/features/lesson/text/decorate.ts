/** What sanitised markup cannot say for itself: roles, ways back, and what can be scrolled. */
import { m } from '#messages';

/** One observer for all tables and pieces of code: only those that overflow are a stop for Tab. */
const overflowing =
  typeof ResizeObserver === 'undefined'
    ? null
    : new ResizeObserver((entries) => {
        for (const { target } of entries) {
          if (!(target instanceof HTMLElement)) continue;
          const scrolls = target.scrollWidth > target.clientWidth + 1 || target.scrollHeight > target.clientHeight + 1;
          if (scrolls) target.tabIndex = 0;
          else target.removeAttribute('tabindex');
        }
      });

/** Call the result when the text goes. */
export function decorate(root: HTMLElement): () => void {
  const scrollers = [...root.querySelectorAll<HTMLElement>('.table[tabindex], pre[tabindex]')];
  for (const scroller of scrollers) {
    scroller.setAttribute('role', 'group');
    scroller.setAttribute('aria-label', scroller.tagName === 'PRE' ? m.lesson_text_code() : m.lesson_text_table());
    overflowing?.observe(scroller);
  }
  // A callout belongs to the text around it; it is no landmark.
  for (const aside of root.querySelectorAll('aside')) aside.setAttribute('role', 'note');
  for (const link of root.querySelectorAll('a.source')) link.setAttribute('aria-haspopup', 'true');
  for (const head of root.querySelectorAll('thead th:not([scope])')) head.setAttribute('scope', 'col');
  for (const note of root.querySelectorAll<HTMLElement>('.footnote')) addWayBack(note);
  return () => {
    for (const scroller of scrollers) overflowing?.unobserve(scroller);
  };
}

function addWayBack(note: HTMLElement): void {
  note.tabIndex = -1;
  note.setAttribute('aria-label', m.lesson_text_footnote({ number: note.firstElementChild?.textContent ?? '' }));
  const back = document.createElement('a');
  back.href = `#${note.id}`;
  back.dataset.footnoteBack = note.id;
  back.className = 'footnote-back';
  back.textContent = m.lesson_text_footnote_back();
  (note.lastElementChild ?? note).append(' ', back);
}
