import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { keys } from '../../shell/keyboard';
import { router } from '../../shell/router.svelte';
import { toasts } from '../../shared/toasts.svelte';
import { FakeCore } from './fake-core';
import { createNote, NoteEditor, NotesView } from './index';

// Whole screens take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

beforeAll(() => {
  // What jsdom lacks of layout.
  vi.stubGlobal('ResizeObserver', class {
    observe = () => undefined;
    unobserve = () => undefined;
    disconnect = () => undefined;
  });
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
  Range.prototype.getBoundingClientRect = () => new DOMRect();
  document.elementFromPoint = () => null;
});

let core: FakeCore;
let hosted: ReturnType<FakeCore['window']>;
beforeEach(() => {
  core = new FakeCore();
  core.put('a', { title: 'Forced projects', tags: ['frontier'], place: { course: 'pmo', lesson: 'l', number: '4.4', title: 'The gap', module: 4, block: 'b', highlight: 'h', tool: null } }, ['For Anders'], {
    text: 'The passage.',
    detached: true,
    removed: false,
  });
  core.put('b', { title: 'Scoring' }, ['Four criteria']);
  core.put('c', {}, ['No title here']);
  hosted = core.window();
  router.replace({ name: 'notes' });
  for (const toast of [...toasts.list]) toasts.dismiss(toast.id);
});

async function open(note?: string) {
  const view = render(NotesView, { note });
  await screen.findByRole('link', { name: /Forced projects/ });
  if (note) await screen.findByRole('textbox', { name: 'Text of the note' }, { timeout: 15_000 });
  return view;
}

const rows = () => screen.getAllByRole('link').filter((link) => link.dataset.index !== undefined);

test('a note with its title, tags, quote and the list beside it', async () => {
  await open('a');
  expect(rows().map((row) => row.textContent.trim().split(/\s{2,}/)[0])).toEqual(['Forced projects For Anders', 'Scoring Four criteria', 'No title here']);
  expect(rows()[0]?.getAttribute('aria-current')).toBe('true');
  expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Title' }).value).toBe('Forced projects');
  const text = screen.getByRole('textbox', { name: 'Text of the note' });
  expect([text.textContent, text.getAttribute('aria-multiline')]).toEqual(['For Anders', 'true']);
  const margin = screen.getByRole('complementary');
  expect(within(margin).getByText('The passage.')).toBeTruthy();
  expect(within(margin).getByText('This passage changed; the quote stays with the note.')).toBeTruthy();
  expect(within(margin).getByRole('link', { name: 'Open the lesson here' }).getAttribute('href')).toBe('#/lesson/pmo/l/b');
  expect(screen.getByText('Only you, on this device')).toBeTruthy();
  expect(screen.getByText('2 words')).toBeTruthy();
});

test('without an address the first note is opened', async () => {
  await open();
  await waitFor(() => expect(router.current).toEqual({ name: 'notes', note: 'a' }));
});

test('a title is kept, and Enter goes on to the text', async () => {
  await open('b');
  const user = userEvent.setup();
  const title = screen.getByRole('textbox', { name: 'Title' });
  await user.type(title, ' without theatre{Enter}');
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Text of the note' })));
  await waitFor(() => expect(core.stored.get('b')?.card.title).toBe('Scoring without theatre'), { timeout: 3000 });
});

test('arrows move in the list, Delete moves to the trash, undo brings back', async () => {
  await open('a');
  const user = userEvent.setup();
  rows()[0]?.focus();
  await user.keyboard('{ArrowDown}');
  await waitFor(() => expect(document.activeElement).toBe(rows()[1]));
  await user.keyboard('{Delete}');
  await waitFor(() => expect(core.stored.get('b')?.card.removed_at).not.toBeNull());
  expect(toasts.list.map((toast) => toast.text)).toEqual(['Moved to trash']);
  toasts.undo();
  await waitFor(() => expect(core.stored.get('b')?.card.removed_at).toBeNull());
});

test('for good only when the way back is over', async () => {
  core.put('t', { title: 'Thrown', removed_at: '2026-11-01T00:00:00Z' }, ['Gone']);
  const { container } = await open('a');
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Trash' }));
  await screen.findByRole('link', { name: /Thrown/ });
  const erase = async () => {
    await user.click(within(container).getByRole('button', { name: 'Delete for good' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Delete “Thrown” for good?' });
    await user.click(within(dialog).getByRole('button', { name: 'Delete for good' }));
    await within(container).findByText('Being deleted for good');
  };
  await erase();
  toasts.undo();
  await within(container).findByRole('button', { name: 'Restore' });
  expect(core.of('note_erase')).toHaveLength(0);
  await erase();
  const toast = toasts.list.at(-1);
  if (toast) toasts.dismiss(toast.id);
  await waitFor(() => expect(core.stored.has('t')).toBe(false));
});

test('tags: those in use are offered, Enter and comma add, a removed one can be brought back', async () => {
  await open('b');
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Add tag' }));
  const field = screen.getByRole('combobox', { name: 'Add tag' });
  await user.type(field, 'fro');
  await screen.findByRole('option', { name: '#frontier' });
  await user.keyboard('{ArrowDown}{Enter}');
  await waitFor(() => expect(core.stored.get('b')?.card.tags).toEqual(['frontier']));
  await user.type(field, '#New,');
  await waitFor(() => expect(core.stored.get('b')?.card.tags).toEqual(['New', 'frontier']));
  await user.keyboard('{Escape}');
  await user.click(screen.getByRole('button', { name: 'Remove #New' }));
  await waitFor(() => expect(core.stored.get('b')?.card.tags).toEqual(['frontier']));
  toasts.undo();
  await waitFor(() => expect(core.stored.get('b')?.card.tags).toEqual(['New', 'frontier']));
});

test('N begins a note', async () => {
  await open('a');
  const stop = keys.start();
  document.body.focus();
  await userEvent.keyboard('n');
  await waitFor(() => expect(core.of('note_create')).toHaveLength(1));
  const { id } = core.of('note_create')[0] as { id: string };
  expect(router.current).toEqual({ name: 'notes', note: id });
  stop();
});

test('a note begun with words has the cursor in its text, an empty one in its title', async () => {
  const worded = await createNote(null, 'Words to go on with');
  const { unmount } = render(NotesView, { note: worded.card.id });
  const text = await screen.findByRole('textbox', { name: 'Text of the note' }, { timeout: 15_000 });
  await waitFor(() => expect(document.activeElement).toBe(text));
  unmount();
  const empty = await createNote();
  render(NotesView, { note: empty.card.id });
  const title = await screen.findByRole('textbox', { name: 'Title' }, { timeout: 15_000 });
  await waitFor(() => expect(document.activeElement).toBe(title));
});

test('another note takes the place of one that has the focus, and what was typed is kept', async () => {
  const { rerender } = await open('b');
  const user = userEvent.setup();
  await user.type(screen.getByRole('textbox', { name: 'Title' }), '!');
  await rerender({ note: 'a' });
  await waitFor(() => expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Title' }).value).toBe('Forced projects'));
  await rerender({ note: undefined });
  await waitFor(() => expect(core.stored.get('b')?.card.title).toBe('Scoring!'));
});

test('a paste that is too large is refused in place, and nothing of the note changes', async () => {
  core.mostBytes = 2000;
  await open('a');
  const text = screen.getByRole('textbox', { name: 'Text of the note' });
  await fireEvent(text, Object.assign(new Event('paste', { bubbles: true, cancelable: true }), {
    clipboardData: { getData: (type: string) => (type === 'text/plain' ? 'x'.repeat(3000) : ''), files: [] },
  }));
  expect(await screen.findByText('3 kB is too much here: a note holds 2 kB.')).toBeTruthy();
  expect(text.textContent).toBe('For Anders');
  expect(core.of('markdown_read')).toHaveLength(0);
});

test('what stands in the margin is kept when it closes', async () => {
  const onclose = vi.fn();
  const { unmount } = render(NoteEditor, { note: 'b', compact: true, onclose });
  const text = await screen.findByRole('textbox', { name: 'Note' }, { timeout: 15_000 });
  expect(screen.queryByRole('textbox', { name: 'Title' })).toBeNull();
  await fireEvent.keyDown(text, { key: 'Escape' });
  expect(onclose).toHaveBeenCalledOnce();
  expect(screen.getByRole('link', { name: 'Open in Notes' }).getAttribute('href')).toBe('#/notes/b');
  unmount();
  expect(hosted.host.openExternal).not.toHaveBeenCalled();
});

test('a note that goes to the trash elsewhere keeps its editor, and the focus in it', async () => {
  await open('a');
  const text = screen.getByRole('textbox', { name: 'Text of the note' });
  text.focus();
  await hosted.host.call('note_remove', { id: 'a' } as never);
  await waitFor(() => expect([text.getAttribute('contenteditable'), text.getAttribute('aria-readonly')]).toEqual(['false', 'true']));
  expect(screen.getByRole('textbox', { name: 'Text of the note' })).toBe(text);
  expect(document.activeElement).toBe(text);
});
