import { beforeEach, expect, test, vi } from 'vitest';
import { KeyMap, keyCaps, type Shortcut } from './keyboard';

beforeEach(() => {
  document.body.innerHTML = '<input id="text" /><div id="elsewhere"></div>';
});

function press(map: KeyMap, key: string, init: KeyboardEventInit = {}, on = 'elsewhere') {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
  document.getElementById(on)?.dispatchEvent(event);
  return map.handle(event);
}

const shortcut = (chord: string, more: Partial<Omit<Shortcut, 'run'>> = {}) => ({
  chord,
  label: chord,
  group: 'Test',
  ...more,
  run: vi.fn(),
});

test('mod is Ctrl, and Cmd on a Mac', () => {
  const search = shortcut('mod+k');
  const [pc, mac] = [new KeyMap(false), new KeyMap(true)];
  pc.register(search);
  mac.register(search);
  expect(press(pc, 'k', { ctrlKey: true })).toBe(true);
  expect(press(pc, 'k', { metaKey: true })).toBe(false);
  expect(press(mac, 'k', { metaKey: true })).toBe(true);
  expect(press(pc, 'K', { ctrlKey: true, shiftKey: true })).toBe(false);
  expect(press(pc, 'k')).toBe(false);
});

test('single keys are text in a text field, and can be switched off', () => {
  const map = new KeyMap(false);
  map.register(shortcut('h'), shortcut('mod+e'), shortcut('mod+z', { notInText: true }));
  expect(press(map, 'h')).toBe(true);
  expect(press(map, 'h', {}, 'text')).toBe(false);
  expect(press(map, 'e', { ctrlKey: true }, 'text')).toBe(true);
  expect(press(map, 'z', { ctrlKey: true }, 'text')).toBe(false);
  map.singleKeys = () => false;
  expect(press(map, 'h')).toBe(false);
  expect(press(map, 'e', { ctrlKey: true })).toBe(true);
  expect(map.list().map((each) => each.chord)).toEqual(['mod+e', 'mod+z']);
  expect(map.list({ silenced: true })).toHaveLength(3);
});

test('symbols match whatever Shift they need; F6 tells Shift apart', () => {
  const map = new KeyMap(false);
  const [back, forth] = [shortcut('shift+f6'), shortcut('f6')];
  map.register(shortcut('?'), shortcut('+'), back, forth);
  expect(press(map, '?', { shiftKey: true })).toBe(true);
  expect(press(map, '+')).toBe(true);
  press(map, 'F6', { shiftKey: true });
  expect([back.run.mock.calls.length, forth.run.mock.calls.length]).toEqual([1, 0]);
  expect(press(map, 'F6', {}, 'text')).toBe(true);
});

test('the last one registered wins until it is taken out', () => {
  const map = new KeyMap(false);
  const [under, over] = [shortcut('n'), shortcut('n')];
  map.register(under);
  const remove = map.register(over);
  press(map, 'n');
  remove();
  press(map, 'n');
  expect([under.run.mock.calls.length, over.run.mock.calls.length]).toEqual([1, 1]);
});

test('nothing fires below a dialog unless it asks to, nor while composing', () => {
  const map = new KeyMap(false);
  map.register(shortcut('n'), shortcut('escape', { inDialogs: true }));
  expect(press(map, 'n', { isComposing: true })).toBe(false);
  document.body.insertAdjacentHTML('beforeend', '<div role="dialog"></div>');
  expect(press(map, 'n')).toBe(false);
  expect(press(map, 'Escape')).toBe(true);
});

test('`when` is asked each time and hides the line from the sheet', () => {
  const map = new KeyMap(false);
  let open = false;
  map.register(shortcut('n', { when: () => open }));
  expect(press(map, 'n')).toBe(false);
  expect(map.list()).toHaveLength(0);
  open = true;
  expect(press(map, 'n')).toBe(true);
  expect(map.list()).toHaveLength(1);
});

test('key caps', () => {
  expect(keyCaps('mod+k', false)).toEqual(['Ctrl', 'K']);
  expect(keyCaps('mod+k', true)).toEqual(['⌘', 'K']);
  expect(keyCaps('shift+f6', false)).toEqual(['Shift', 'F6']);
  expect(keyCaps('mod+enter', false)).toEqual(['Ctrl', '↵']);
  expect(keyCaps('+', false)).toEqual(['+']);
});
