import { expect, test } from 'vitest';
import type { MapLesson, MapModule } from '../../api/bindings';
import { currentModule, lessonNote, lessonTime, mapSentence } from './map';

const lesson = (id: string, more: Partial<MapLesson> = {}): MapLesson => ({
  id,
  number: '1.1',
  title: id,
  state: 'new',
  minutes: 16,
  minutes_left: 16,
  fraction: 0,
  checks_left: 0,
  bookmarked: false,
  ...more,
});
const module = (number: number, done: boolean, ...lessons: MapLesson[]): MapModule => ({
  id: `m${number}`,
  number,
  title: 'M',
  standfirst: '',
  done,
  minutes: 16,
  minutes_left: 0,
  lessons,
});

test('what was read and what remains', () => {
  expect(mapSentence({ read: 1, lessons: 4, minutes_left: 28 })).toBe('You have read 1 of 4 lessons. 28 min remain.');
  expect(mapSentence({ read: 0, lessons: 1, minutes_left: 1 })).toBe('You have not read its one lesson. 1 min remains.');
  expect(mapSentence({ read: 0, lessons: 36, minutes_left: 355 })).toBe(
    'You have read none of its 36 lessons. 5 h 55 min remain.',
  );
  expect(mapSentence({ read: 4, lessons: 4, minutes_left: 0 })).toBe('You have read all 4 lessons.');
  expect(mapSentence({ read: 1, lessons: 1, minutes_left: 0 })).toBe('You have read its one lesson.');
});

test('the module that is open holds the offered lesson', () => {
  const modules = [module(1, true, lesson('a')), module(2, false, lesson('b')), module(3, false, lesson('c'))];
  expect(currentModule(modules, 'c')?.number).toBe(3);
  expect(currentModule(modules, null)?.number).toBe(2);
  expect(currentModule([module(1, true, lesson('a'))], null)).toBeNull();
});

test('a lesson says where to go on', () => {
  const started = lesson('a', { state: 'started', minutes_left: 9, fraction: 0.5 });
  expect([lessonNote(started), lessonTime(started)]).toEqual(['Resume', '9 left']);
  const read = { ...started, minutes_left: 0, checks_left: 2 };
  expect([lessonNote(read), lessonTime(read)]).toEqual(['2 checks open', '16']);
  expect(lessonNote(lesson('a', { state: 'revised' }))).toBe('Revised');
  expect([lessonNote(lesson('a')), lessonTime(lesson('a'))]).toEqual([null, '16']);
});
