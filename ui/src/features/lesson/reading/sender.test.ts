import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LessonStanding } from '../../../api/bindings';
import { Sender, type Report } from './sender';

const standing: LessonStanding = { state: 'started', fraction: 0, minutes_left: 1, checks_left: 0, completed_at: null };
const at = (fraction: number) => ({ block: 'b', fraction });

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function set(fail = { now: false }) {
  const sent: Report[] = [];
  const trouble = vi.fn();
  const onstanding = vi.fn();
  const send = (report: Report) => {
    if (fail.now) return Promise.reject(new Error('no'));
    sent.push(report);
    return Promise.resolve(standing);
  };
  return { sent, trouble, onstanding, fail, sender: new Sender({ send, onstanding, ontrouble: trouble, now: Date.now }) };
}

test('the first move goes at once, then at most one message a second, the last state always', async () => {
  const { sent, sender, onstanding } = set();
  sender.move(at(0.1));
  await vi.advanceTimersByTimeAsync(0);
  expect(sent).toHaveLength(1);
  for (let step = 0; step < 50; step++) {
    sender.move(at(0.1 + step / 100));
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(sent.length).toBeLessThanOrEqual(6);
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent.at(-1)?.position?.fraction).toBeCloseTo(0.59);
  expect(onstanding).toHaveBeenCalledTimes(sent.length);
});

test('standing still sends nothing', async () => {
  const { sent, sender } = set();
  sender.move(at(0.5));
  await vi.advanceTimersByTimeAsync(2000);
  sender.move(at(0.5));
  await sender.flush();
  expect(sent).toHaveLength(1);
});

test('input alone is reported without hurry, and only once', async () => {
  const { sent, sender } = set();
  sender.move(at(0.5));
  await vi.advanceTimersByTimeAsync(0);
  expect(sent[0]?.active).toBe(false);
  sender.input();
  sender.input();
  await vi.advanceTimersByTimeAsync(19_000);
  expect(sent).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent[1]).toEqual({ position: null, seen: [], active: true });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toHaveLength(2);
});

test('a flush sends what is waiting now', async () => {
  const { sent, sender } = set();
  sender.move(at(0.1));
  await vi.advanceTimersByTimeAsync(0);
  sender.move(at(0.2));
  sender.saw(['a']);
  await sender.flush();
  expect(sent[1]).toEqual({ position: at(0.2), seen: ['a'], active: false });
  await vi.advanceTimersByTimeAsync(5000);
  expect(sent).toHaveLength(2);
});

test('what failed is tried again and nothing is lost', async () => {
  const { sent, sender, trouble, fail } = set({ now: true });
  sender.saw(['a']);
  sender.move(at(0.1));
  await vi.advanceTimersByTimeAsync(0);
  expect(trouble).toHaveBeenLastCalledWith(true);
  sender.saw(['b']);
  sender.move(at(0.3));
  fail.now = false;
  await vi.advanceTimersByTimeAsync(5000);
  expect(sent).toEqual([{ position: at(0.3), seen: ['a', 'b'], active: false }]);
  expect(trouble).toHaveBeenLastCalledWith(false);
});

test('after closing nothing more goes by itself', async () => {
  const { sent, sender } = set();
  sender.move(at(0.1));
  await sender.close();
  sender.move(at(0.9));
  await vi.advanceTimersByTimeAsync(5000);
  expect(sent).toHaveLength(1);
});
