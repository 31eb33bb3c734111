/** What the resume sheet says: not started, in progress, checks left, revised, or the course complete. */
import { m } from '#messages';
import type { Today, TodayCourse, TodayLesson } from '../../api/bindings';
import { minutes } from '../../shared/format/duration';
import { hrefOf } from '../../shell/router.svelte';

export interface Sheet {
  /** Number and module, or the name of the sheet. */
  over: { number: string; text: string };
  title: string;
  /** Above the quote or sentence, in the reader's colour. */
  label: string | null;
  /** Where reading stopped, word for word. */
  quote: string | null;
  /** When there is no quote. */
  text: string | null;
  /** Why it comes first. */
  why: string | null;
  action: string;
  href: string;
  /** Beside the button. */
  beside: string;
  /** How much was read, 0 to 1. */
  fraction: number;
  ribbon: boolean;
}

/** Null when no course was started. */
export function sheetFor(today: Today): Sheet | null {
  if (!today.course) return null;
  return today.lesson ? lessonSheet(today, today.lesson, today.course) : completeSheet(today);
}

function lessonSheet({ finding, path }: Today, lesson: TodayLesson, course: TodayCourse): Sheet {
  // Opened and closed again is not begun.
  const begun = lesson.state !== 'new' && (lesson.fraction > 0 || lesson.stopped_at !== null);
  const revised = lesson.state === 'revised';
  const quote = lesson.state === 'started' ? lesson.stopped_at : null;
  const left = finding.rule === 'checks_left' ? m.today_sheet_checks({ checks: finding.checks }) : timeLeft(lesson);
  return {
    over: { number: lesson.number, text: lesson.module },
    title: lesson.title,
    label: labelFor(finding.rule, quote),
    quote,
    text: quote === null ? lesson.standfirst : null,
    why: path?.why ? m.today_takes_first({ why: path.why }) : null,
    action: revised ? m.today_action_revised() : begun ? m.today_action_resume() : m.today_action_begin(),
    href: hrefOf({ name: 'lesson', course: course.id, lesson: lesson.id }),
    beside: finding.rule === 'revised' ? m.today_sheet_places({ blocks: finding.blocks }) : left,
    fraction: revised ? 1 : lesson.fraction,
    ribbon: begun,
  };
}

function labelFor(rule: Today['finding']['rule'], quote: string | null): string | null {
  if (rule === 'revised') return m.today_label_revised();
  if (rule === 'checks_left') return m.today_label_checks();
  return quote === null ? null : m.today_label_stopped();
}

/** “9 of 18 min left”; untouched, simply “18 min”. */
function timeLeft({ minutes: all, minutes_left: left }: TodayLesson): string {
  return left < all ? m.today_sheet_left({ left, all: minutes(all) }) : minutes(all);
}

function completeSheet({ course, path }: Today): Sheet | null {
  if (!course) return null;
  const lessons = path?.assessed ? path.lessons : course.lessons;
  return {
    over: { number: '', text: m.today_sheet_complete() },
    title: course.title,
    label: null,
    quote: null,
    text: m.today_complete_text(),
    why: null,
    action: m.today_action_map(),
    href: hrefOf({ name: 'course' }),
    beside: m.today_sheet_read({ lessons }),
    fraction: 1,
    ribbon: false,
  };
}
