import { expect, test } from 'vitest';
import { refusalReason } from './refusal';

test('the reason alone', () => {
  expect(
    refusalReason('This package is damaged and was not opened: the archive does not end as one. Nothing was changed.'),
  ).toBe('The archive does not end as one.');
  expect(refusalReason('This package is not safe and was not opened: “../x” leads outside. Nothing was changed.')).toBe(
    '“../x” leads outside.',
  );
  expect(refusalReason('This course was not installed. Nothing was changed. a.md:1:1: no title')).toBe(
    'a.md:1:1: no title',
  );
  expect(refusalReason('This package is damaged and was not opened: manifest.json is not in it. Nothing was changed.')).toBe(
    'manifest.json is not in it.',
  );
  expect(refusalReason('The file is gone.')).toBe('The file is gone.');
});
