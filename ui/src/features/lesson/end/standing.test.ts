import { expect, test } from 'vitest';
import { standingText } from './standing';

const now = new Date(2026, 10, 22);
const text = (more: Partial<Parameters<typeof standingText>[0]>) =>
  standingText({ done: false, completedAt: null, unread: 0, checks: 0, ...more }, now);

test('what is left is counted in words', () => {
  expect(text({ unread: 1, checks: 2 })).toBe('One passage is unread. Two checks are unanswered.');
  expect(text({ unread: 2 })).toBe('Two passages are unread.');
  expect(text({ checks: 1 })).toBe('One check is unanswered.');
  expect(text({})).toBe('You have read all of it.');
});

test('a read lesson says when', () => {
  expect(text({ done: true, completedAt: new Date(2026, 10, 12).toISOString(), unread: 3 })).toBe('Read on 12 Nov.');
  expect(text({ done: true })).toBe('Read.');
});
