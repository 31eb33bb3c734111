import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SourceHint } from './hint.svelte';

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = '<p id="text"><a id="one" data-source="one" href="#">1</a><a id="two" data-source="two" href="#">2</a></p>';
});
afterEach(() => vi.useRealTimers());

const at = (id: string) => {
  const element = document.getElementById(id);
  if (!element) throw new Error(id);
  return element;
};

test('hover opens after a moment and passing by does not', () => {
  const hint = new SourceHint();
  hint.over(at('one'));
  vi.advanceTimersByTime(200);
  hint.over(at('text'));
  vi.advanceTimersByTime(1000);
  expect(hint.source).toBeNull();
  hint.over(at('one'));
  vi.advanceTimersByTime(350);
  expect([hint.source, hint.pinned]).toEqual(['one', false]);
});

test('the way from the claim to the card is forgiven', () => {
  const hint = new SourceHint();
  hint.over(at('one'));
  vi.advanceTimersByTime(350);
  hint.over(at('text'));
  vi.advanceTimersByTime(200);
  hint.stay();
  vi.advanceTimersByTime(1000);
  expect(hint.source).toBe('one');
  hint.leave();
  vi.advanceTimersByTime(250);
  expect(hint.source).toBeNull();
});

test('a click pins it, another closes it and gives the focus back', () => {
  const hint = new SourceHint();
  hint.toggle('two', at('two'));
  hint.over(at('text'));
  vi.advanceTimersByTime(1000);
  expect([hint.source, hint.pinned]).toEqual(['two', true]);
  hint.toggle('two', at('two'));
  expect(hint.source).toBeNull();
  expect(document.activeElement?.id).toBe('two');
});
