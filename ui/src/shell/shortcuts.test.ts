import { expect, test } from 'vitest';
import { groupShortcuts, isSilenced } from './shortcuts';

test('by group, one line a deed', () => {
  const groups = groupShortcuts([
    { chord: 'f6', label: 'Next region', group: 'Window' },
    { chord: '[', label: 'Previous lesson', group: 'Lesson' },
    { chord: '?', label: 'All shortcuts', group: 'Window' },
    { chord: 'alt+arrowleft', label: 'Previous lesson', group: 'Lesson' },
    { chord: '[', label: 'Previous lesson', group: 'Lesson' },
  ]);
  expect(groups.map((group) => [group.label, group.lines.map((line) => line.chords)])).toEqual([
    ['Window', [['f6'], ['?']]],
    ['Lesson', [['[', 'alt+arrowleft']]],
  ]);
});

test('only lines of single keys are silenced', () => {
  expect(isSilenced(['?'])).toBe(true);
  expect(isSilenced(['f6'])).toBe(false);
  expect(isSilenced(['[', 'mod+e'])).toBe(false);
});
