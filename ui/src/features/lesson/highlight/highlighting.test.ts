import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import type { HighlightAdd, HighlightView, NoteCard } from '../../../api/bindings';
import { CallError } from '../../../api/error';
import { toasts } from '../../../shared/toasts.svelte';
import { keys } from '../../../shell/keyboard';
import { fakeHost } from '../fake-host';
import { heading, lesson, prose } from '../fixture';
import { LessonReader } from '../index';
import { margin } from '../margin/panel.svelte';

// Whole screens take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });
Element.prototype.scrollIntoView = vi.fn();
const line = () => [new DOMRect(0, 0, 10, 0)] as unknown as DOMRectList;
Range.prototype.getClientRects = line;
Element.prototype.getClientRects = line;
Range.prototype.getBoundingClientRect = () => new DOMRect();

const blocks = [prose('p1', '<p>First words. Then <em>other</em> words.</p>'), heading('h', 'The gap'), prose('p2', '<p>Last.</p>')];

const card = (more: Partial<NoteCard> = {}): NoteCard => ({
  id: 'n1',
  title: '',
  excerpt: 'What I think.',
  tags: [],
  place: null,
  words: 3,
  created_at: '2026-10-12T10:00:00Z',
  updated_at: '2026-10-12T10:00:00Z',
  removed_at: null,
  ...more,
});

const view = (id: string, more: Partial<HighlightView> = {}): HighlightView => ({
  id,
  course: 'pmo',
  lesson: 'one',
  number: '1.1',
  title: 'What a director owns',
  spots: [{ block: 'p1', start: 0, end: 12 }],
  quote: 'First words.',
  detached: false,
  changed: false,
  at: '2026-10-12T10:00:00Z',
  note: null,
  ...more,
});

/** A core that keeps highlights. */
function core(kept: HighlightView[] = [], more: Parameters<typeof fakeHost>[1] = {}) {
  const list = new Map(kept.map((each) => [each.id, each]));
  const removed = new Map<string, HighlightView>();
  const fake = fakeHost(() => lesson(blocks), {
    highlight_list: () => ({ highlights: [...list.values()] }),
    highlight_add: ({ id, parts }: HighlightAdd) => {
      const made = view(id ?? '', { spots: parts, quote: parts.map((part) => part.exact).join() });
      list.set(made.id, made);
      return made;
    },
    highlight_remove: ({ id }: { id: string }) => {
      const gone = list.get(id);
      if (gone) removed.set(id, gone);
      list.delete(id);
      return {};
    },
    highlight_restore: ({ id }: { id: string }) => {
      const back = removed.get(id) ?? view(id);
      list.set(id, back);
      return back;
    },
    ...more,
  });
  return { ...fake, list };
}

async function open(kept: HighlightView[] = [], more: Parameters<typeof fakeHost>[1] = {}) {
  margin.shown = true;
  const fake = core(kept, more);
  const stop = keys.start();
  const shown = render(LessonReader, { course: 'pmo', lesson: 'one' });
  await screen.findByText('Last.');
  return { ...fake, ...shown, end: stop };
}

function select(container: HTMLElement, start: number, end: number) {
  const text = container.querySelector('[data-place="p1"] p')?.firstChild;
  if (text) document.getSelection()?.setBaseAndExtent(text, start, text, end);
  document.dispatchEvent(new Event('selectionchange'));
}

const marks = (container: HTMLElement) => [...container.querySelectorAll<HTMLElement>('mark.highlight')];

test('what is selected is highlighted with H, and kept with its words', async () => {
  const { container, of, end } = await open();
  select(container, 6, 13);
  const bar = await screen.findByRole('toolbar', { name: 'Selected text' });
  expect(within(bar).getAllByRole('button')).toHaveLength(4);
  await fireEvent.keyDown(document.body, { key: 'h' });
  await waitFor(() => expect(marks(container).map((mark) => mark.textContent)).toEqual(['words.']));
  expect(of('highlight_add')[0]).toMatchObject({
    course: 'pmo',
    lesson: 'one',
    parts: [{ block: 'p1', start: 6, end: 12, exact: 'words.', prefix: 'First ', suffix: ' Then other words.' }],
  });
  expect(screen.queryByRole('toolbar')).toBeNull();
  end();
});

test('a note stands after its passage, which points at it; the margin can be hidden', async () => {
  const { container, end } = await open([view('a', { note: card(), changed: true })]);
  const note = await screen.findByRole('note', { name: /Your note, 12 Oct/ });
  expect(within(note).getByText('What I think.')).toBeTruthy();
  expect(within(note).getByText('This passage changed')).toBeTruthy();
  expect(within(note).getByRole('link', { name: 'Open note' }).getAttribute('href')).toBe('#/notes/n1');
  expect(container.querySelector('[data-place="p1"]')?.contains(note)).toBe(true);
  const [mark] = marks(container);
  expect([mark?.getAttribute('aria-details'), mark?.tabIndex]).toEqual([note.id, 0]);
  await userEvent.click(within(note).getByRole('link', { name: 'Back to the passage' }));
  expect(document.activeElement).toBe(mark);
  await userEvent.click(screen.getByRole('button', { name: 'Hide notes in the margin' }));
  expect(screen.queryByRole('note')).toBeNull();
  expect(marks(container)).toHaveLength(1);
  expect(mark?.hasAttribute('aria-details')).toBe(false);
  end();
});

test('a highlight is removed by keys and comes back with undo', async () => {
  const { container, of, end } = await open([view('a')]);
  await waitFor(() => expect(marks(container)).toHaveLength(1));
  marks(container)[0]?.focus();
  await userEvent.keyboard('{Enter}');
  const remove = await screen.findByRole('button', { name: 'Remove highlight' });
  await userEvent.click(remove);
  await waitFor(() => expect(marks(container)).toHaveLength(0));
  expect(of('highlight_remove')).toEqual([{ id: 'a' }]);
  toasts.undo();
  await waitFor(() => expect(marks(container)).toHaveLength(1));
  expect(of('highlight_restore')).toEqual([{ id: 'a' }]);
  end();
});

test('where highlights lie over each other, the shortest comes first and the next one is a press away', async () => {
  const short = view('short', { spots: [{ block: 'p1', start: 0, end: 5 }] });
  const { container, end } = await open([view('long'), short]);
  await waitFor(() => expect(marks(container).map((mark) => mark.dataset.highlights)).toEqual(['short long', 'long']));
  marks(container)[0]?.focus();
  await userEvent.keyboard('{Enter}');
  await userEvent.click(await screen.findByRole('button', { name: '1 of 2, next' }));
  expect(screen.getByRole('button', { name: '2 of 2, next' })).toBeTruthy();
  expect(marks(container).every((mark) => mark.classList.contains('focused'))).toBe(true);
  end();
});

test('what cannot be kept stays, is named, and is tried again when the window closes', async () => {
  let broken = true;
  const { container, close, of, end } = await open([], {
    highlight_add: ({ id, parts }: HighlightAdd) => {
      if (broken) throw new CallError('unreachable', 'No answer.');
      return view(id ?? '', { spots: parts });
    },
  });
  select(container, 0, 5);
  await screen.findByRole('toolbar');
  await fireEvent.keyDown(document.body, { key: 'h' });
  expect(await screen.findByText('A highlight is not saved yet. Trying again.')).toBeTruthy();
  expect(marks(container)).toHaveLength(1);
  broken = false;
  await close();
  await waitFor(() => expect(screen.queryByText(/not saved yet/)).toBeNull());
  const ids = of('highlight_add').map((input) => input.id);
  expect(ids.length).toBeGreaterThan(1);
  expect(new Set(ids).size).toBe(1);
  end();
});

test('without a selection, H chooses a sentence and Enter highlights it', async () => {
  const { container, of, end } = await open();
  await fireEvent.keyDown(document.body, { key: 'h' });
  await screen.findByRole('toolbar');
  await fireEvent.keyDown(document.body, { key: 'ArrowDown' });
  expect(document.getSelection()?.toString()).toBe('Then other words.');
  await fireEvent.keyDown(document.body, { key: 'Enter' });
  await waitFor(() => expect(marks(container).map((mark) => mark.textContent)).toEqual(['Then ', 'other', ' words.']));
  expect(of('highlight_add')[0]).toMatchObject({ parts: [{ exact: 'Then other words.' }] });
  expect(marks(container).filter((mark) => mark.tabIndex === 0)).toHaveLength(1);
  end();
});

test('passages that a revision took away are listed with their notes', async () => {
  const { end } = await open([view('gone', { detached: true, spots: [], quote: 'Old words.', note: card() })]);
  const list = await screen.findByRole('region', { name: 'Passages that changed' });
  expect(within(list).getByText('Old words.')).toBeTruthy();
  expect(within(list).getByText('What I think.')).toBeTruthy();
  await userEvent.click(within(list).getByRole('button', { name: 'Remove' }));
  await waitFor(() => expect(screen.queryByText('Old words.')).toBeNull());
  toasts.undo();
  expect(await screen.findByText('Old words.')).toBeTruthy();
  end();
});
