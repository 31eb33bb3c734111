import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CallError } from '../../../api/error';
import { LONGEST_WAIT_MS, PAUSE_MS } from '../../../api/saver.svelte';
import { fakeHost } from '../fake-host';
import { ToolModel } from './tool.svelte';
import { toolModel } from './tools';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function opened(...args: Parameters<typeof fakeHost>) {
  const fake = fakeHost(...args);
  const model = new ToolModel('t4');
  await model.open();
  return { ...fake, model };
}

test('a field holds at once and is sent after a pause, with all that changed', async () => {
  const { model, of } = await opened();
  model.set({ budget: 19 });
  await vi.advanceTimersByTimeAsync(PAUSE_MS - 100);
  model.set({ unit: '£m' });
  expect(model.fields).toMatchObject({ budget: 19, unit: '£m' });
  expect(model.status).toBe('unsaved');
  await vi.advanceTimersByTimeAsync(PAUSE_MS - 1);
  expect(of('tool_save')).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(of('tool_save')).toEqual([{ tool: 't4', set: { budget: 19, unit: '£m' } }]);
  expect(model.status).toBe('saved');
  expect(model.pending).toBe(false);
});

test('without a pause it is sent after a second at most', async () => {
  const { model, of } = await opened();
  for (let passed = 0; passed < LONGEST_WAIT_MS + 100; passed += 100) {
    model.set({ budget: passed });
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(of('tool_save').length).toBeGreaterThan(0);
});

test('a reply never overwrites what was set meanwhile', async () => {
  let answer: (value: unknown) => void = () => undefined;
  const { model, core, answers, of } = await opened();
  answers.tool_save = () => new Promise((resolve) => (answer = resolve));
  model.set({ budget: 19 });
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  model.set({ budget: 20 });
  answer(core.save({ budget: 19 }));
  await vi.advanceTimersByTimeAsync(0);
  expect(model.fields.budget).toBe(20);
  expect(model.pending).toBe(true);
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  expect(of('tool_save').map(({ set }) => set)).toEqual([{ budget: 19 }, { budget: 20 }]);
});

test('what cannot be kept stays, is said, and is sent again', async () => {
  const { model, answers } = await opened();
  answers.tool_save = () => Promise.reject(new CallError('unreachable', 'gone'));
  model.set({ budget: 19 });
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  expect(model.status).toBe('failed');
  expect(model.fields.budget).toBe(19);
  delete answers.tool_save;
  await vi.advanceTimersByTimeAsync(2000);
  expect(model.status).toBe('saved');
});

test('one field that is refused keeps no other from being kept', async () => {
  const { model, core, answers } = await opened();
  answers.tool_save = ({ set }: { set: Record<string, unknown> }) => {
    if ('unit' in set) throw new CallError('invalid_input', 'too long');
    return core.save(set);
  };
  model.set({ unit: 'x'.repeat(30), budget: 19, step: 0.5 });
  await vi.advanceTimersByTimeAsync(PAUSE_MS);
  expect(model.status).toBe('refused');
  expect(core.fields).toMatchObject({ budget: 19, step: 0.5, unit: '€m' });
  expect(model.fields.unit).toHaveLength(30);
  delete answers.tool_save;
  model.set({ unit: '£m' });
  await model.flush();
  expect(model.status).toBe('saved');
});

test('setting back restores what was there', async () => {
  const { model } = await opened();
  const back = model.set({ 'project:p0': null, budget: 5, 'project:new': { name: 'N' } });
  expect(model.fields['project:p0']).toBeUndefined();
  model.set(back);
  await model.flush();
  expect(model.fields).toMatchObject({ budget: 18, 'project:p0': { name: 'Ledger replacement' } });
  expect(model.fields['project:new']).toBeUndefined();
});

test('a change elsewhere is fetched; one’s own is not', async () => {
  const { model, core, of } = await opened();
  core.save({ budget: 7 });
  model.changed();
  await vi.advanceTimersByTimeAsync(0);
  expect(model.fields.budget).toBe(7);
  expect(of('tool_open')).toHaveLength(2);
});

test('closing keeps what is pending, also of a tool whose screen has gone', async () => {
  const { close, of } = fakeHost();
  const model = toolModel('t4');
  await model.open();
  model.set({ budget: 3 });
  await close();
  expect(of('tool_save')).toEqual([{ tool: 't4', set: { budget: 3 } }]);
  expect(toolModel('t4')).toBe(model);
});
