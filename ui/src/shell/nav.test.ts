import Sun from '@lucide/svelte/icons/sun';
import { expect, test } from 'vitest';
import { groupItems } from './nav';

const item = (id: string, group?: string) => ({ id, label: id, icon: Sun, href: `#/${id}`, ...(group ? { group } : {}) });

test('neighbours with one heading stand together', () => {
  const groups = groupItems([item('a'), item('b'), item('c', 'Kestrel'), item('d', 'Kestrel')]);
  expect(groups.map((group) => [group.label, group.items.map((each) => each.id)])).toEqual([
    [undefined, ['a', 'b']],
    ['Kestrel', ['c', 'd']],
  ]);
  expect(groupItems([])).toEqual([]);
});
