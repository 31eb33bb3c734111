import { beforeEach, expect, test, vi } from 'vitest';
import { followLink } from './links';

const actions = { hint: vi.fn(), lesson: vi.fn(), outside: vi.fn() };

beforeEach(() => {
  vi.clearAllMocks();
  document.body.innerHTML = `
    <p id="text">
      <a href="#source-x" data-source="x" class="source"><em id="inner">claim</em></a>
      <a href="#term-t" data-term="t" class="term">term</a> <a href="#fact-f" data-fact="f" class="fact">fact</a>
      <a href="#/lesson/c/two" data-lesson="two" data-block="b">lesson</a>
      <a href="https://example.org/" data-external>page</a>
      <a href="javascript:alert(1)">bad</a>
      <sup><a href="#n-1" data-footnote="n-1">1</a></sup>
    </p>
    <div id="n-1" tabindex="-1">Note <a href="#n-1" data-footnote-back="n-1">Back</a></div>`;
  Element.prototype.scrollIntoView = vi.fn();
});

function click(selector: string) {
  const event = new MouseEvent('click', { bubbles: true, cancelable: true });
  document.addEventListener('click', (each) => followLink(each, actions), { once: true });
  document.querySelector(selector)?.dispatchEvent(event);
  return event;
}

test('a source opens, also from markup inside the link; terms and facts do too', () => {
  expect(click('#inner').defaultPrevented).toBe(true);
  expect(actions.hint).toHaveBeenLastCalledWith(document.querySelector('a.source'));
  click('.term');
  expect(actions.hint).toHaveBeenLastCalledWith(document.querySelector('a.term'));
  click('.fact');
  expect(actions.hint).toHaveBeenLastCalledWith(document.querySelector('a.fact'));
});

test('lessons and pages go where they should', () => {
  click('[data-lesson]');
  click('[data-external]');
  expect(actions.lesson).toHaveBeenCalledWith('two', 'b');
  expect(actions.outside).toHaveBeenCalledWith('https://example.org/');
});

test('a link of no known kind does nothing at all', () => {
  expect(click('[href^="javascript"]').defaultPrevented).toBe(true);
  for (const action of Object.values(actions)) expect(action).not.toHaveBeenCalled();
});

test('clicks beside links are left alone', () => expect(click('#text').defaultPrevented).toBe(false));

test('a footnote takes the focus and gives it back', () => {
  click('[data-footnote]');
  expect(document.activeElement?.id).toBe('n-1');
  click('[data-footnote-back]');
  expect(document.activeElement?.getAttribute('data-footnote')).toBe('n-1');
});
