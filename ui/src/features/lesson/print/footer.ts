import { m } from '#messages';

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** “Printed from Colloquy, 22 November 2026.” */
export function footerText(now = new Date()): string {
  return m.lesson_print_footer({ date: day.format(now) });
}
