/**
 * Margin notes on paper: the page is set anew there, so each note floats out into the margin from
 * the very line of its passage, and notes in each other's way push down by themselves.
 */
import { m } from '#messages';
import type { HighlightView } from '../../../api/bindings';
import { dayOfYear } from '../../../shared/format/date';
import type { Desk } from '../highlight/desk.svelte';
import { excerptOf } from './excerpt';
import './print-notes.css';

/** These clip what floats out of them, or lay their children out in their own way. */
const CLOSED = 'table, .table, pre, .footnotes, summary';

export function printNotes(article: HTMLElement, desk: Pick<Desk, 'noted' | 'painter'>): () => void {
  let made: HTMLElement[] = [];
  const after = () => {
    for (const each of made.splice(0)) each.remove();
  };
  const before = () => {
    after();
    made = desk.noted.flatMap((view) => {
      const mark = desk.painter.first(view.id);
      const note = mark && article.contains(mark) ? printed(view) : null;
      if (!mark || !note) return [];
      (mark.closest(CLOSED) ?? mark).before(note);
      return [note];
    });
  };
  window.addEventListener('beforeprint', before);
  window.addEventListener('afterprint', after);
  return () => {
    window.removeEventListener('beforeprint', before);
    window.removeEventListener('afterprint', after);
    after();
  };
}

export function printed({ note, at, changed }: HighlightView): HTMLElement | null {
  if (!note || (note.title === '' && note.excerpt === '')) return null;
  const element = span('print-note');
  element.dataset.decoration = '';
  const head = span('print-note-head');
  head.append(span('print-note-who', m.margin_you()), ` ${dayOfYear(new Date(note.created_at || at))}`);
  element.append(head);
  if (changed) element.append(span('print-note-text', m.margin_changed()));
  if (note.title !== '') element.append(span('print-note-title', note.title));
  if (note.excerpt !== '') element.append(span('print-note-text', excerptOf(note)));
  return element;
}

function span(name: string, text = ''): HTMLSpanElement {
  const element = document.createElement('span');
  element.className = name;
  element.textContent = text;
  return element;
}
