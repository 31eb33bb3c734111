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
