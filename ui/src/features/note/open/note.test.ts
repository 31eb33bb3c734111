import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CallError } from '../../../api/error';
import { FakeCore } from '../fake-core';
import { mergedText } from '../fake-doc';
import { toBase64 } from '../text/base64';
import * as Y from 'yjs';
import { NoteDoc } from '../text/note-doc';
import { OpenNote } from './note.svelte';
import { notes } from './notes';

vi.setConfig({ testTimeout: 20_000 });
vi.mock('../text/load', () => ({ loadText: () => Promise.resolve({ NoteDoc }) }));

let core: FakeCore;
beforeEach(() => {
  vi.useFakeTimers();
  core = new FakeCore();
});
afterEach(() => vi.useRealTimers());

const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);

async function opened(id = 'a'): Promise<OpenNote> {
  const note = new OpenNote(id);
  await note.open();
  await wait(0);
  return note;
}

/** As the editor would: one more paragraph. */
function write(note: OpenNote, text: string): void {
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText(text)]);
  note.doc?.doc.getXmlFragment('body').push([paragraph]);
}
const textOf = (note: OpenNote) => (note.doc ? mergedText(note.doc) : null);

test('what is written is kept half a second after a pause, many changes as one', async () => {
  core.put('a', {}, ['Old']);
  core.window();
  const note = await opened();
  write(note, 'One');
  write(note, 'Two');
  expect(note.keeper.status).toBe('unsaved');
  await wait(499);
  expect(core.of('note_save')).toHaveLength(0);
  await wait(1);
  expect(core.of('note_save')).toHaveLength(1);
  expect(core.text('a')).toBe('Old\nOne\nTwo');
  expect([note.keeper.status, note.pending]).toEqual(['saved', false]);
});

test('writing without a pause is kept within a second', async () => {
  core.put('a');
  core.window();
  const note = await opened();
  for (let step = 0; step < 11; step++) {
    write(note, String(step));
    await wait(100);
  }
  expect(core.of('note_save').length).toBeGreaterThanOrEqual(1);
});

test('a failure keeps the words and tries again after 2, 4, 8 seconds', async () => {
  core.put('a');
  core.window();
  core.failing.set('note_save', new CallError('cannot_write', 'The disk is full.'));
  const note = await opened();
  write(note, 'precious');
  await wait(500);
  expect([note.keeper.status, textOf(note)]).toEqual(['failed', 'precious']);
  await wait(2000);
  await wait(4000);
  expect(core.of('note_save')).toHaveLength(3);
  core.failing.clear();
  await wait(8000);
  expect([core.text('a'), note.keeper.status]).toEqual(['precious', 'saved']);
});

test('two windows that write at the same time have the same text in the end', async () => {
  core.put('a', {}, ['Start']);
  core.window();
  const one = await opened();
  const other = await opened();
  write(one, 'from one');
  write(other, 'from the other');
  await wait(3000);
  expect(textOf(one)).toBe(textOf(other));
  expect(textOf(one)).toBe(core.text('a'));
  expect(textOf(one)).toContain('from one');
  expect(textOf(one)).toContain('from the other');
});

test('a title that the core tidies is not taken from under the cursor; another window’s is shown', async () => {
  core.put('a', { title: 'First' });
  core.window();
  const one = await opened();
  const other = await opened();
  one.type('Second ');
  await wait(600);
  expect([one.title, other.title, core.stored.get('a')?.card.title]).toEqual(['Second ', 'Second', 'Second']);
  expect(one.pending).toBe(false);
});

test('a note with another history, such as from a backup, is shown in place of this one', async () => {
  core.put('a', {}, ['Now']);
  core.window();
  const note = await opened();
  write(note, 'and later');
  await wait(600);
  core.put('a', {}, ['As it was']);
  core.change('note', 'backup');
  await wait(10);
  expect(textOf(note)).toBe('As it was');
  write(note, 'on from there');
  await wait(600);
  expect(core.text('a')).toBe('As it was\non from there');
});

test('what another program writes anywhere takes no words and no editor away', async () => {
  core.put('a', {}, ['Now']);
  core.window();
  const note = await opened();
  const before = note.doc;
  write(note, 'kept');
  await wait(600);
  write(note, 'not kept yet');
  note.type('Named');
  core.change('note', 'backup');
  await wait(10);
  expect([note.doc === before, textOf(note), note.title]).toEqual([true, 'Now\nkept\nnot kept yet', 'Named']);
  await wait(600);
  expect(core.text('a')).toBe('Now\nkept\nnot kept yet');
});

test('an earlier text that is put back is merged when it goes on from here, and replaces otherwise', async () => {
  core.put('a', {}, ['Words']);
  core.window();
  const note = await opened();
  const before = note.doc;
  note.take({ ...core.view('a'), versions: 3 });
  expect([note.doc === before, note.versions]).toEqual([true, 3]);
  core.put('a', {}, ['Other words']);
  note.take(core.view('a'));
  expect([note.doc === before, textOf(note)]).toEqual([false, 'Other words']);
});

test('a note deleted elsewhere: the words stay and can become a note of their own', async () => {
  core.put('a', { tags: ['x'] }, ['Kept']);
  core.window();
  const note = await opened();
  core.stored.delete('a');
  write(note, 'words');
  await wait(600);
  expect([note.keeper.status, textOf(note)]).toEqual(['gone', 'Kept\nwords']);
  await note.keepAsNew('b');
  expect([core.text('b'), core.stored.get('b')?.card.tags]).toEqual(['Kept\nwords', ['x']]);
});

test('too long is said and tried again when it is shorter', async () => {
  core.put('a');
  core.window();
  core.failing.set('note_save', new CallError('too_large', 'x'));
  const note = await opened();
  write(note, 'much');
  await wait(500);
  expect(note.keeper.status).toBe('too_long');
  await wait(60_000);
  expect(core.of('note_save')).toHaveLength(1);
  core.failing.clear();
  note.doc?.doc.getXmlFragment('body').delete(0, 1);
  await wait(500);
  expect(note.keeper.status).toBe('saved');
});

test('an untouched new note goes when it is left, one with a word stays', async () => {
  core.window();
  core.put('new');
  core.put('kept');
  notes.made('new');
  notes.made('kept');
  const [empty, full] = [notes.use('new'), notes.use('kept')];
  await wait(10);
  write(full, 'A word');
  await Promise.all([notes.leave(empty), notes.leave(full)]);
  await wait(10);
  expect([...core.stored.keys()]).toEqual(['kept']);
  expect(core.text('kept')).toBe('A word');
});

test('what could not be kept outlives its screen and is there when the note is opened again', async () => {
  core.put('a');
  core.window();
  core.failing.set('note_save', new CallError('cannot_write', 'x'));
  const note = notes.use('a');
  await wait(10);
  write(note, 'precious');
  await notes.leave(note);
  expect(notes.stuck).toBe(true);
  expect(notes.use('a')).toBe(note);
  core.failing.clear();
  await wait(5000);
  expect(core.text('a')).toBe('precious');
  await notes.leave(note);
  expect(notes.stuck).toBe(false);
});

test('a document knows what it is within, and when it is empty', () => {
  const doc = new NoteDoc(toBase64(Y.encodeStateAsUpdate(new Y.Doc())));
  expect(doc.empty).toBe(true);
  const paragraph = new Y.XmlElement('paragraph');
  doc.doc.getXmlFragment('body').push([paragraph]);
  expect([doc.empty, doc.pending]).toEqual([true, true]);
  paragraph.insert(0, [new Y.XmlText('a')]);
  expect(doc.empty).toBe(false);
  expect(doc.isWithin(doc.whole().update)).toBe(true);
});
