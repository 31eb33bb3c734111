import { expect, test } from 'vitest';
import { nearHit } from './snippet';

const plain = (text: string) => ({ text, hit: false });
const found = (text: string) => ({ text, hit: true });

test('what fits, or begins near the hit, stays as it is', () => {
  expect(nearHit([plain('When a '), found('project'), plain(' is forced in.')])).toEqual([plain('When a '), found('project'), plain(' is forced in.')]);
  const long = [plain('Soon a '), found('hit'), plain(` ${'and on '.repeat(30)}`)];
  expect(nearHit(long)).toEqual(long);
  expect(nearHit([plain('No hit at all, '.repeat(10))])).toHaveLength(1);
  expect(nearHit([])).toEqual([]);
});

test('a late hit is brought near the beginning, from a whole word on', () => {
  const [lead, hit, rest] = nearHit([plain('The committee does not pay the price of what it decides, and whenever somebody '), found('forces'), plain(' a project')]);
  expect(lead).toEqual(plain('…decides, and whenever somebody '));
  expect([hit, rest]).toEqual([found('forces'), plain(' a project')]);
  expect(nearHit([plain('x'.repeat(90)), found('y')])[0]?.text).toBe(`…${'x'.repeat(34)}`);
  expect(nearHit([plain('a\n\nb'), found('c')])[0]?.text).toBe('a b');
});
