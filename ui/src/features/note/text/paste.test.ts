import { expect, test } from 'vitest';
import { isAllowedLink, toLink } from './links';
import { looksLikeMarkdown, MOST_HTML, pasteKind, refusal, utf8Length } from './paste';

test('bytes are counted as UTF-8 does', () => {
  for (const text of ['abc', 'é€', '👍🏽', 'a\u0000b', '漢字']) expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
});

test('what does not fit is refused by its length, naming the sizes', () => {
  expect(refusal('x'.repeat(100), 0, 100)).toBeNull();
  expect(refusal('é'.repeat(51), 0, 100)).toEqual({ size: '102 bytes', most: '100 bytes', room: '100 bytes' });
  expect(refusal('x'.repeat(50), 60, 100)).toMatchObject({ room: '40 bytes' });
  const start = performance.now();
  expect(refusal('x'.repeat(2_000_000), 0, 512 * 1024)).toMatchObject({ size: '2 MB', most: '524 kB' });
  expect(performance.now() - start).toBeLessThan(50);
});

test.each(['# Title\n\nText', '- one\n- two', '1. one\n2. two', '> quoted', '```\ncode\n```', 'a **bold** word', '[a](https://b.example)', '| a | b |\n| --- | --- |\n| 1 | 2 |', '- [ ] task'])(
  'Markdown: %j',
  (text) => expect(looksLikeMarkdown(text)).toBe(true),
);
test.each(['Plain words.', 'C# and F# are languages', '2 * 3 * 4', 'a - b', '1. only a beginning', 'snake_case_name', 'see [1]'])('no Markdown: %j', (text) =>
  expect(looksLikeMarkdown(text)).toBe(false),
);

test('how a paste is taken', () => {
  expect(pasteKind('# a', '', false)).toBe('markdown');
  expect(pasteKind('# a', '', true)).toBe('plain');
  expect(pasteKind('words', '', false)).toBe('plain');
  expect(pasteKind('# a', '<h1>a</h1>', false)).toBe('rich');
  expect(pasteKind('words', `<p>${'x'.repeat(MOST_HTML)}</p>`, false)).toBe('plain');
  expect(pasteKind('# a', '<div class="vscode-editor-data"># a</div>', false)).toBe('markdown');
});

test('links lead to web pages and mail addresses only', () => {
  expect(['https://a.example/x', 'http://a', 'mailto:ann@a.example'].every(isAllowedLink)).toBe(true);
  expect(['javascript:alert(1)', 'data:text/html,x', 'file:///etc', '//a.example', 'JaVaScRiPt:x', ' vbscript:x', null, ''].some(isAllowedLink)).toBe(false);
  expect([toLink('example.org'), toLink('ann@example.org'), toLink(' https://a.b '), toLink('example.org:80/x')]).toEqual([
    'https://example.org',
    'mailto:ann@example.org',
    'https://a.b',
    'https://example.org:80/x',
  ]);
  expect([toLink('javascript:alert(1)'), toLink('words here'), toLink('')]).toEqual([null, null, null]);
});
