import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Hint, hintedBy } from './hint.svelte';

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = '<p id="text"><a id="one" data-source="one" href="#">1</a><a id="two" data-term="two" href="#">2</a></p>';
});
afterEach(() => vi.useRealTimers());

const shown = (hint: Hint) => hint.about?.id ?? null;

const at = (id: string) => {
  const element = document.getElementById(id);
  if (!element) throw new Error(id);
  return element;
};

test('hover opens after a moment and passing by does not', () => {
  const hint = new Hint();
  hint.over(at('one'));
  vi.advanceTimersByTime(200);
  hint.over(at('text'));
  vi.advanceTimersByTime(1000);
  expect(shown(hint)).toBeNull();
  hint.over(at('one'));
  vi.advanceTimersByTime(350);
  expect([shown(hint), hint.pinned]).toEqual(['one', false]);
});

test('the way from the claim to the card is forgiven', () => {
  const hint = new Hint();
  hint.over(at('one'));
  vi.advanceTimersByTime(350);
  hint.over(at('text'));
  vi.advanceTimersByTime(200);
  hint.stay();
  vi.advanceTimersByTime(1000);
  expect(shown(hint)).toBe('one');
  hint.leave();
  vi.advanceTimersByTime(250);
  expect(shown(hint)).toBeNull();
});

test('a click pins it, another closes it and gives the focus back', () => {
  const hint = new Hint();
  hint.toggle(at('two'));
  hint.over(at('text'));
  vi.advanceTimersByTime(1000);
  expect([shown(hint), hint.pinned]).toEqual(['two', true]);
  hint.toggle(at('two'));
  expect(shown(hint)).toBeNull();
  expect(document.activeElement?.id).toBe('two');
});

test('what a link points at says which card it is', () => {
  document.body.innerHTML = '<a data-source="s"></a><a data-term="t"></a><a data-fact="f"></a><a data-lesson="l"></a>';
  expect([...document.querySelectorAll('a')].map(hintedBy)).toEqual([
    { kind: 'source', id: 's' },
    { kind: 'term', id: 't' },
    { kind: 'fact', id: 'f' },
    null,
  ]);
});
