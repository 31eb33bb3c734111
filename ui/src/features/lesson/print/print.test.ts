import { expect, test } from 'vitest';
import { cssString, openDetails, pageRules } from './print';

test('a title cannot end its string', () => {
  expect(cssString('Say "no"; } * { color: red \\')).toBe('"Say \\"no\\"; } * { color: red \\\\"');
  expect(cssString('two\nlines </style>')).toBe('"two lines \\3c /style>"');
});

test('the page names course, place and footer', () => {
  const rules = pageRules({ course: 'Thriving', place: '1.1, Role', footer: 'Printed', page: '{page} of {pages}' });
  for (const text of ['"Thriving"', '"1.1, Role"', '"Printed"', 'counter(page) " of " counter(pages)']) expect(rules).toContain(text);
});

test('paper shows what was folded away, the screen afterwards does not', () => {
  const root = document.createElement('div');
  root.innerHTML = '<details id="a"></details><details id="b" open></details>';
  const open = () => root.querySelectorAll('details[open]').length;
  const close = openDetails(root);
  expect(open()).toBe(2);
  close();
  expect(open()).toBe(1);
});
