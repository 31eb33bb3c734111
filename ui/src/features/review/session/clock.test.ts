import { expect, test } from 'vitest';
import { THINKING_MS, ThinkingClock } from './clock';

test('time runs from the question; a long silence counts as a minute of thinking', () => {
  let now = 1000;
  const clock = new ThinkingClock(() => now);
  clock.start();
  now += 4000;
  clock.touch();
  now += 2000;
  expect(clock.read()).toBe(6000);
  now += 600_000;
  expect(clock.read()).toBe(6000 + THINKING_MS);
  clock.start();
  expect(clock.read()).toBe(0);
});

test('while the window is away nothing counts', () => {
  let now = 0;
  const clock = new ThinkingClock(() => now);
  clock.start();
  now += 3000;
  clock.pause();
  now += 20_000;
  clock.touch();
  clock.resume();
  now += 1000;
  expect(clock.read()).toBe(4000);
});
