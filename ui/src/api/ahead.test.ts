import { expect, test } from 'vitest';
import { askAhead, forget, takeAhead } from './ahead';
import { fakeHost } from './fake-host';

test('an answer is for the first that asks the same, and what is asked too late is asked by nobody', async () => {
  const { of } = fakeHost({ today_read: () => ({ kept: 'early' }) });
  await askAhead('today_read', {});
  expect(await takeAhead('today_read', {})).toEqual({ kept: 'early' });
  expect(takeAhead('today_read', {})).toBeNull();
  forget();
  await askAhead('today_read', {});
  expect(takeAhead('today_read', {})).toBeNull();
  expect(of('today_read')).toHaveLength(1);
});
