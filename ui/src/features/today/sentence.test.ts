import { expect, test } from 'vitest';
import type { Finding, TodayCourse, TodayLesson } from '../../api/bindings';
import { daySentence, sentenceParts } from './sentence';

const course = (read: number, lessons = 4): TodayCourse => ({ id: 'pmo', title: 'PMO', read, lessons, minutes_left: 9 });
const lesson = { id: 'a', number: '1.2', title: 'Evidence' } as TodayLesson;
const say = (finding: Finding, read = 1, lessons = 4) => daySentence({ date: '2026-10-14', finding, lesson, course: course(read, lessons), path: null, due: [] });

test('every rule has a sentence with exactly one link', () => {
  const findings: Finding[] = [
    { rule: 'no_course' },
    { rule: 'begin', minutes: 8 },
    { rule: 'stopped', minutes: 9 },
    { rule: 'checks_left', checks: 2 },
    { rule: 'next', minutes: 20 },
    { rule: 'revised', blocks: 3 },
    { rule: 'finished' },
  ];
  for (const finding of findings) {
    const parts = sentenceParts({ date: '2026-10-14', finding, lesson, course: course(2), path: null, due: [] });
    expect(parts.filter((part) => part.marked)).toHaveLength(1);
    expect(parts.map((part) => part.text).join('')).toMatch(/^[A-Z].*\.$/);
  }
});

test('where reading stopped', () => {
  expect(say({ rule: 'stopped', minutes: 9 })).toBe('You stopped [nine minutes from the end] of a lesson.');
  expect(say({ rule: 'stopped', minutes: 1 })).toBe('You stopped [one minute from the end] of a lesson.');
  expect(say({ rule: 'stopped', minutes: 0 })).toBe('You stopped [less than a minute from the end] of a lesson.');
});

test('a quiet day offers a lesson by its time', () => {
  const begin = (minutes: number) => say({ rule: 'begin', minutes });
  expect(begin(8)).toBe('Nothing is due today. [Lesson 1.2] takes eight minutes, if you have them.');
  expect(begin(1)).toBe('Nothing is due today. [Lesson 1.2] takes one minute, if you have it.');
  expect(begin(0)).toBe('Nothing is due today. [Lesson 1.2] takes less than a minute.');
  expect(begin(60)).toBe('Nothing is due today. [Lesson 1.2] takes one hour, if you have the time.');
  expect(begin(24)).toContain('takes 24 minutes');
});

test('the next lesson comes with what was read', () => {
  const next: Finding = { rule: 'next', minutes: 20 };
  expect(say(next, 1)).toBe('You have read one of four lessons. [Lesson 1.2] takes twenty minutes, if you have them.');
  expect(say(next, 0)).toMatch(/^Nothing is due today\./);
  expect(say(next, 22, 36)).toMatch(/^You have read 22 of 36 lessons\./);
});

test('one and many agree', () => {
  expect(say({ rule: 'checks_left', checks: 1 })).toBe('You read lesson 1.2 to its end. [One of its checks] is still open.');
  expect(say({ rule: 'checks_left', checks: 3 })).toContain('[Its three open checks] are');
  expect(say({ rule: 'revised', blocks: 1 })).toContain('[One place] wants');
  expect(say({ rule: 'revised', blocks: 2 })).toContain('[Two places] want');
  expect(say({ rule: 'finished' })).toBe('You have read [all four lessons]. Nothing is due today.');
  expect(say({ rule: 'finished' }, 1, 1)).toBe('You have read [the whole course]. Nothing is due today.');
});
