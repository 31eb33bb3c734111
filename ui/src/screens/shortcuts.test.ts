import { expect, test } from 'vitest';
import { readerKeys } from '../features/lesson/shortcuts';
import { keys } from '../shell/keyboard';
import { elsewhere, everyShortcut } from './shortcuts';

test('Settings names every key of the reader as the reader does', () => {
  const neighbour = () => ({ id: 'l', number: '1.1', title: 'L', minutes: 8 });
  const nothing = () => undefined;
  const stop = readerKeys({ outline: nothing, print: nothing, previous: neighbour, next: neighbour, go: nothing, highlight: nothing, note: nothing, card: nothing });
  const registered = keys.list().map(({ chord, label, group }) => ({ chord, label, group }));
  stop();
  expect(registered.length).toBeGreaterThan(3);
  for (const line of registered) expect(elsewhere()).toContainEqual(line);
  expect(elsewhere().filter((line) => line.group === registered[0]?.group)).toHaveLength(registered.length);
});

test('single keys are listed also when they are switched off', () => {
  keys.singleKeys = () => false;
  const stop = keys.register({ chord: '?', label: 'All shortcuts', group: 'Window', run: () => undefined });
  expect(everyShortcut()[0]).toEqual({ label: 'Window', lines: [{ label: 'All shortcuts', chords: ['?'] }] });
  stop();
  keys.singleKeys = () => true;
});
