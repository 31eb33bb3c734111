import { beforeEach, expect, test, vi } from 'vitest';
import { hrefOf, parseRoute, router, type Route } from './router.svelte';

beforeEach(() => history.replaceState(null, '', '/'));

test('addresses are read', () => {
  expect(parseRoute('')).toEqual({ name: 'today' });
  expect(parseRoute('#/')).toEqual({ name: 'today' });
  expect(parseRoute('#/course')).toEqual({ name: 'course' });
  expect(parseRoute('#/settings')).toEqual({ name: 'settings', page: 'appearance' });
  expect(parseRoute('#/settings/reading')).toEqual({ name: 'settings', page: 'reading' });
  expect(parseRoute('#/lesson/pmo/role-1')).toEqual({ name: 'lesson', course: 'pmo', lesson: 'role-1' });
});

test('what it does not know is unknown, never a guess', () => {
  for (const odd of ['#/lesson/pmo', '#/course/x', '#/nowhere', '#/lesson/%E0%A4%A/x', '#/lesson/a/b/c/d']) {
    expect(parseRoute(odd).name).toBe('unknown');
  }
});

test('every route comes back from its address', () => {
  const routes: Route[] = [
    { name: 'today' },
    { name: 'settings', page: 'appearance' },
    { name: 'lesson', course: 'a/b c', lesson: 'ä?#' },
    { name: 'lesson', course: 'a', lesson: 'b', block: 'p3' },
    { name: 'unknown', path: 'no/where' },
  ];
  for (const route of routes) expect(parseRoute(hrefOf(route))).toEqual(route);
});

test('going changes the address and the current route; so does the browser', async () => {
  const stop = router.start();
  router.go({ name: 'course' });
  expect(location.hash).toBe('#/course');
  expect(router.current).toEqual({ name: 'course' });
  location.hash = '#/settings/reading';
  await vi.waitFor(() => expect(router.current).toEqual({ name: 'settings', page: 'reading' }));
  router.replace({ name: 'today' });
  expect(location.hash).toBe('#/today');
  stop();
});

test('a sitting and its result: a fast-track names its module, the others do not', () => {
  expect(parseRoute('#/assessment/pmo/pre')).toEqual({ name: 'assessment', course: 'pmo', kind: 'pre' });
  expect(parseRoute('#/result/pmo/fast/m4')).toEqual({ name: 'result', course: 'pmo', kind: 'fast', module: 'm4' });
  expect(parseRoute('#/assessment/pmo/fast').name).toBe('unknown');
  expect(parseRoute('#/assessment/pmo/pre/m4').name).toBe('unknown');
  expect(parseRoute('#/assessment/pmo/other').name).toBe('unknown');
  expect(hrefOf({ name: 'assessment', course: 'a b', kind: 'fast', module: 'm4' })).toBe('#/assessment/a%20b/fast/m4');
});

test('review and its list, the glossary and a term of it, facts and dates', () => {
  const routes = ['#/review', '#/review/cards', '#/glossary', '#/glossary/cost-of-delay', '#/facts', '#/due'];
  expect(routes.map((route) => hrefOf(parseRoute(route)))).toEqual(routes);
  expect(parseRoute('#/review/cards')).toEqual({ name: 'review', list: true });
  expect(['#/review/other', '#/facts/x', '#/due/x', '#/glossary/a/b'].map((route) => parseRoute(route).name)).toEqual(Array(4).fill('unknown'));
});

test('direction on a page lies in the workbook and is no tool of it', () => {
  expect(parseRoute('#/workbook/direction')).toEqual({ name: 'direction' });
  expect(hrefOf(parseRoute('#/direction'))).toBe('#/workbook/direction');
  expect(parseRoute('#/direction/x').name).toBe('unknown');
});
