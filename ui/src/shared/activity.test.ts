import { expect, test, vi } from 'vitest';
import { ActiveClock, Activity } from './activity';

test('the clock runs from seeing to answering and leaves idle time out', () => {
  const clock = new ActiveClock();
  clock.touch(500);
  expect(clock.seconds).toBe(0);
  clock.start(1000);
  clock.touch(61_000);
  // An hour away from the desk.
  clock.touch(3_661_000);
  clock.touch(3_681_000);
  expect(clock.seconds).toBe(80);
  clock.stop();
  expect(clock.running).toBe(false);
});

test('five minutes of thought still count', () => {
  const clock = new ActiveClock();
  clock.start(0);
  clock.touch(300_000);
  expect(clock.seconds).toBe(300);
  clock.start(0);
  clock.touch(300_001);
  expect(clock.seconds).toBe(0);
});

test('signs of life are passed on, twice a second at most, until stopped', () => {
  let now = 0;
  const activity = new Activity(() => now);
  const listener = vi.fn();
  activity.on(listener);
  const target = new EventTarget();
  const stop = activity.start(target);
  target.dispatchEvent(new Event('wheel'));
  target.dispatchEvent(new Event('keydown'));
  expect(listener).toHaveBeenCalledTimes(1);
  now = 500;
  target.dispatchEvent(new Event('pointermove'));
  expect(listener).toHaveBeenCalledTimes(2);
  stop();
  now = 2000;
  target.dispatchEvent(new Event('wheel'));
  expect(listener).toHaveBeenCalledTimes(2);
});
