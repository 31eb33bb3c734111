import Sun from '@lucide/svelte/icons/sun';
import { expect, test } from 'vitest';
import { actions, matchingActions, type AppAction } from './actions';

const action = (id: string, label: string, also?: string): AppAction => ({
  id,
  label,
  icon: Sun,
  ...(also ? { also } : {}),
  run: () => undefined,
});
const list = [action('today', 'Go to Today'), action('note', 'New note'), action('résumé', 'Étude à thème', 'toggle'), action('thrive', 'Open Survive–thrive')];
const found = (text: string) => matchingActions(text, list).map(({ id }) => id);

test('every typed word begins a word of the name; accents and case do not matter', () => {
  expect(found('tod')).toEqual(['today']);
  expect(found('NOTE new')).toEqual(['note']);
  expect(found('etude')).toEqual(['résumé']);
  expect(found('thrive')).toEqual(['thrive']);
  expect(found('oday')).toEqual([]);
  expect(found('note x')).toEqual([]);
});

test('other words find it too; no words find nothing', () => {
  expect(found('toggle th')).toEqual(['résumé']);
  expect(found('')).toEqual([]);
  expect(found('  –?! ')).toEqual([]);
});

test('names that begin with the word come first', () => {
  expect(matchingActions('note', [action('a', 'New note'), action('b', 'Note something')]).map(({ id }) => id)).toEqual(['b', 'a']);
});

test('actions are asked for when they are needed', () => {
  const stop = actions.register(() => list);
  expect(actions.list()).toHaveLength(4);
  stop();
  expect(actions.list()).toEqual([]);
});
