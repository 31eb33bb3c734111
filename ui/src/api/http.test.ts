import { expect, test, vi } from 'vitest';
import { CallError } from './error';
import { httpHost, takeToken } from './http';

function answer(status: number, body: unknown) {
  return vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response(JSON.stringify(body), { status }));
}

test('the token leaves the address and is remembered for the visit', () => {
  history.replaceState(null, '', '/?token=abc&x=1#/today');
  expect(takeToken()).toBe('abc');
  expect(location.search).toBe('?x=1');
  expect(location.hash).toBe('#/today');
  expect(takeToken()).toBe('abc');
});

test('a call sends JSON and the token, and tells what changed', async () => {
  const fetch = answer(200, { value: { courses: [] }, changed: ['course'] });
  const host = httpHost('abc');
  const heard = vi.fn();
  host.onChanged(heard);
  expect(await host.call('course_list', {})).toEqual({ courses: [] });
  expect(heard).toHaveBeenCalledWith(['course']);
  expect(fetch).toHaveBeenCalledWith(
    '/call/course_list',
    expect.objectContaining({ method: 'POST', body: '{}', headers: expect.objectContaining({ 'x-colloquy-token': 'abc' }) as unknown }),
  );
});

test('a refusal keeps its code and context', async () => {
  answer(404, { code: 'not_found', message: 'No such course.', context: { id: 'x' } });
  const failure: unknown = await httpHost('abc').call('course_list', {}).catch((thrown: unknown) => thrown);
  expect(failure).toBeInstanceOf(CallError);
  expect(failure).toMatchObject({ code: 'not_found', message: 'No such course.', context: { id: 'x' } });
});

test('no server, no envelope, no JSON: always a CallError', async () => {
  vi.spyOn(globalThis, 'fetch').mockRejectedValueOnce(new TypeError('refused'));
  await expect(httpHost('').call('course_list', {})).rejects.toMatchObject({ code: 'unreachable' });
  answer(200, 'odd');
  await expect(httpHost('').call('course_list', {})).rejects.toMatchObject({ code: 'internal' });
  vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('<html>', { status: 502 }));
  await expect(httpHost('').call('course_list', {})).rejects.toMatchObject({ code: 'internal' });
});

test('preferences survive rubbish in storage', async () => {
  localStorage.setItem('colloquy.preferences', '{broken');
  const { preferences } = httpHost('');
  const loaded = await preferences.load();
  expect(loaded.theme).toBe('system');
  await preferences.save({ ...loaded, theme: 'dark' });
  expect((await preferences.load()).theme).toBe('dark');
});
