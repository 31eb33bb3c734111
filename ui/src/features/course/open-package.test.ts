import { beforeEach, expect, test, vi } from 'vitest';
import type { CourseInstalled } from '../../api/bindings';
import { useHost } from '../../api/client';
import { CallError } from '../../api/error';
import type { Host } from '../../api/port';
import { toasts } from '../../shared/toasts.svelte';
import { installedText, openPackage } from './open-package.svelte';

const fresh: CourseInstalled = {
  id: 'field',
  title: 'Field Notes',
  revision: 3,
  replaced: null,
  lessons: 4,
  blocks_added: 0,
  blocks_removed: 0,
  warnings: [],
};

function host(pick: string | null | CallError, open: CourseInstalled | CallError) {
  const answer = <T>(value: T | CallError) =>
    value instanceof CallError ? Promise.reject(value) : Promise.resolve(value);
  const call = vi.fn(() => answer(open));
  useHost({ pickCoursePackage: () => answer(pick), call } as unknown as Host);
  return call;
}

beforeEach(() => {
  openPackage.failure = null;
  for (const toast of [...toasts.list]) toasts.dismiss(toast.id);
});

test('what a package changed', () => {
  expect(installedText(fresh)).toBe('“Field Notes” is open, 4 lessons.');
  expect(installedText({ ...fresh, lessons: 1 })).toBe('“Field Notes” is open, 1 lesson.');
  expect(installedText({ ...fresh, replaced: 2 })).toBe('“Field Notes” is now revision 3, in place of 2.');
  expect(installedText({ ...fresh, replaced: 3 })).toBe('“Field Notes”, revision 3, was here already.');
  expect(installedText({ ...fresh, replaced: 2, blocks_removed: 2 })).toContain('Two passages are gone');
  expect(installedText({ ...fresh, replaced: 2, blocks_removed: 1 })).toContain('One passage is gone');
  expect(installedText({ ...fresh, warnings: ['a'] })).toContain('One thing in it');
});

test('a chosen package is opened and told about', async () => {
  const call = host('/tmp/field.colloquy', fresh);
  expect(await openPackage.pick()).toEqual(fresh);
  expect(call).toHaveBeenCalledWith('course_open', { path: '/tmp/field.colloquy' });
  expect(toasts.list.map((toast) => toast.text)).toEqual([installedText(fresh)]);
});

test('choosing nothing opens nothing', async () => {
  const call = host(null, fresh);
  expect(await openPackage.pick()).toBeNull();
  expect(call).not.toHaveBeenCalled();
  expect(openPackage.failure).toBeNull();
});

test('a refusal is kept with its reason; the next try clears it', async () => {
  host('/tmp/x', new CallError('bad_package', 'The checksum of lesson.md is wrong.'));
  expect(await openPackage.open('/tmp/x')).toBeNull();
  expect(openPackage.failure?.message).toContain('checksum');
  host('/tmp/x', fresh);
  await openPackage.open('/tmp/x');
  expect(openPackage.failure).toBeNull();
});
