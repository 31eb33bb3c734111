import { beforeEach, expect, test, vi } from 'vitest';
import { arriveAt, skipTo } from './arrival';

let view: HTMLElement;
beforeEach(() => {
  document.body.innerHTML = '<button id="away"></button><div id="view"><main tabindex="-1"></main></div>';
  view = document.getElementById('view') ?? document.body;
});
const titled = () => view.querySelector('main')?.insertAdjacentHTML('beforeend', '<h1>Course</h1>');
const active = () => document.activeElement?.tagName;

test('the title takes the focus', () => {
  titled();
  arriveAt(view);
  expect(active()).toBe('H1');
});

test('a title that comes later takes it from the page', async () => {
  arriveAt(view);
  expect(active()).toBe('MAIN');
  titled();
  await vi.waitFor(() => expect(active()).toBe('H1'));
});

test('it takes nothing from a reader who went elsewhere', async () => {
  arriveAt(view);
  document.getElementById('away')?.focus();
  // Observers are told in the order in which they began to watch: after this one, the other has been.
  const told = new Promise<void>((done) => {
    new MutationObserver(() => done()).observe(view, { childList: true, subtree: true });
  });
  titled();
  await told;
  expect(active()).toBe('BUTTON');
});

test('skipping leads past the navigation', () => {
  titled();
  skipTo(view);
  expect(active()).toBe('MAIN');
});
