import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CallError } from '../../api/error';
import { fakeHost } from '../../api/fake-host';
import { FakeDirection } from './fake-core';
import { GONE_MS, keepUnsaved, unsavedOf } from './kept';
import { LONGEST, OwnWords } from './own-words.svelte';
import { Sections } from './sections.svelte';

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

const drawn = { id: 's', own: false, text: 'Drawn.', drawn: 'Drawn.' };

function start(said = drawn) {
  const sent: (string | null)[] = [];
  let failure: CallError | null = null;
  const words = new OwnWords(said, (text) => {
    sent.push(text);
    return failure ? Promise.reject(failure) : Promise.resolve();
  });
  return { words, sent, fail: (error: CallError | null) => (failure = error) };
}

test('what is drawn is not the reader’s until a word changes', async () => {
  const { words, sent } = start();
  expect([words.text, words.pending, words.own]).toEqual(['Drawn.', false, false]);
  words.type('Drawn. ');
  await vi.advanceTimersByTimeAsync(2000);
  expect(sent).toEqual([]);
  words.type('Mine.');
  await vi.advanceTimersByTimeAsync(500);
  expect(sent).toEqual(['Mine.']);
  expect([words.status, words.pending, words.own]).toEqual(['saved', false, true]);
});

test('nothing at all goes back to an exercise that says nothing; over one that speaks it is a choice', async () => {
  const silent = start({ id: 's', own: true, text: 'Mine.', drawn: '' });
  silent.words.type('  ');
  await silent.words.flush();
  const speaking = start({ id: 's', own: true, text: 'Mine.', drawn: 'Drawn.' });
  speaking.words.type('');
  await speaking.words.flush();
  expect([silent.sent, speaking.sent]).toEqual([[null], ['']]);
});

test('a failure is tried again by itself, and the words are kept on this device until it works', async () => {
  const { words, sent, fail } = start();
  fail(new CallError('unreachable', 'No.'));
  words.type('Mine.');
  await vi.advanceTimersByTimeAsync(500);
  expect([words.status, words.stuck]).toEqual(['failed', true]);
  expect(unsavedOf('s')).toMatchObject({ text: 'Mine.', over: null });
  fail(null);
  await vi.advanceTimersByTimeAsync(2000);
  expect([words.status, sent.length]).toEqual(['saved', 2]);
  expect(unsavedOf('s')).toBeNull();
});

test('too long is not sent, counted in characters, and saved once it fits', async () => {
  const { words, sent } = start();
  words.type('🙂'.repeat(LONGEST + 1));
  await vi.advanceTimersByTimeAsync(2000);
  expect([words.status, words.characters, sent.length]).toEqual(['too_long', LONGEST + 1, 0]);
  expect(unsavedOf('s')).not.toBeNull();
  words.type('🙂'.repeat(LONGEST));
  await vi.advanceTimersByTimeAsync(500);
  expect([words.status, sent.length]).toEqual(['saved', 1]);
});

test('words of an earlier visit are sent; if they arrived then, nothing is', async () => {
  const first = start();
  first.words.restore('Earlier.', null);
  first.words.see(drawn);
  await first.words.flush();
  const second = start({ ...drawn, own: true, text: 'Earlier.' });
  second.words.restore('Earlier.', null);
  second.words.see({ ...drawn, own: true, text: 'Earlier.' });
  await second.words.flush();
  expect([first.sent, second.sent, second.words.status]).toEqual([['Earlier.'], [], 'saved']);
});

test('another window’s version is never written over unasked', async () => {
  const { words, sent } = start();
  words.type('Mine.');
  words.see({ ...drawn, own: true, text: 'Theirs.' });
  await vi.advanceTimersByTimeAsync(9000);
  expect([words.status, words.other, words.text, sent]).toEqual(['elsewhere', 'Theirs.', 'Mine.', []]);
  words.keepMine();
  await vi.advanceTimersByTimeAsync(500);
  expect([words.status, sent]).toEqual(['saved', ['Mine.']]);
});

test('the other version can be taken, and shows by itself when nothing was typed', () => {
  const { words } = start();
  words.type('Mine.');
  words.see({ ...drawn, own: true, text: 'Theirs.' });
  words.useOther();
  expect([words.text, words.pending, words.status]).toEqual(['Theirs.', false, 'saved']);
  words.see({ ...drawn, own: true, text: 'Later.' });
  expect(words.text).toBe('Later.');
});

test('an old answer about what was sent here is no other version', async () => {
  const { words } = start();
  words.type('One.');
  await vi.advanceTimersByTimeAsync(500);
  words.type('One. Two.');
  words.see({ ...drawn, own: true, text: 'One.' });
  expect(words.status).toBe('unsaved');
  await vi.advanceTimersByTimeAsync(500);
  words.see({ ...drawn, own: true, text: 'One.' });
  expect([words.text, words.status]).toEqual(['One. Two.', 'saved']);
});

test('after the window was lost, a new one goes on with the words that were kept here', async () => {
  const core = new FakeDirection();
  const section = core.read().sections[2];
  if (!section) throw new Error('no section');
  const failing = () => Promise.reject(new CallError('unreachable', 'No.'));
  fakeHost({ direction_set: failing });
  const lost = new Sections().write(section);
  lost.type('Written before.');
  await lost.rest();
  fakeHost(core.answers());
  const next = new Sections();
  next.see(core.read());
  expect(next.of(section.id)?.text).toBe('Written before.');
  await next.flush();
  expect(core.own.get(section.id)).toBe('Written before.');
  expect(unsavedOf(section.id)).toBeNull();
});

test('what another window is typing now is left to it, until that window is gone', () => {
  keepUnsaved('s', { text: 'Theirs.', over: null });
  sessionStorage.clear();
  expect(unsavedOf('s')).toBeNull();
  expect(unsavedOf('s', Date.now() + GONE_MS + 1)?.text).toBe('Theirs.');
});
