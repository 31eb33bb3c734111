import { expect, test } from 'vitest';
import type { Code } from '../api/bindings';
import { failureText } from './failure';

const CODES: Record<Code, true> = {
  invalid_input: true,
  not_found: true,
  bad_package: true,
  database_newer: true,
  database_corrupt: true,
  database_locked: true,
  cannot_write: true,
  unsupported: true,
  internal: true,
};

test('every code of the core, and those of the hosts, say what happened and what is safe', () => {
  const fallback = failureText({ code: 'something_new' });
  for (const code of [...Object.keys(CODES), 'unreachable', 'unauthorised', 'forbidden', 'too_large']) {
    const { title, safe } = failureText({ code });
    expect(title.length).toBeGreaterThan(10);
    expect(safe).toMatch(/\.$/);
    expect(title === fallback.title).toBe(code === 'internal');
  }
});

test('a refused package is said as in the design', () => {
  const { title, safe } = failureText({ code: 'bad_package' });
  expect(`${title} ${safe}`).toBe('This package is damaged and was not opened. Nothing was changed.');
});
