/** How much is left of a lesson, in a few words. */
import { m } from '#messages';

export interface Left {
  done: boolean;
  minutesLeft: number;
  checksLeft: readonly unknown[];
}

/** “9 min left”; once all is read, what keeps the lesson open; “Read”. */
export function leftText({ done, minutesLeft, checksLeft }: Left): string {
  if (done) return m.lesson_read();
  if (minutesLeft > 0) return m.lesson_minutes_left({ count: minutesLeft });
  return checksLeft.length > 0 ? m.lesson_checks_open({ count: checksLeft.length }) : m.lesson_read_through();
}

export function progressText(left: Left, percent: number): string {
  return m.lesson_progress_value({ percent, left: leftText(left) });
}
