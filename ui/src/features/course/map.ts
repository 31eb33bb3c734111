/** What the course map makes of its facts: where the reader is, and the words of a row. */
import { m } from '#messages';
import type { CourseMap, FastStanding, MapLesson, MapModule, PathLevel } from '../../api/bindings';
import { minutes } from '../../shared/format/duration';

/** “You have read 1 of 4 lessons. 28 min remain.” */
export function mapSentence({ read, lessons, minutes_left }: Pick<CourseMap, 'read' | 'lessons' | 'minutes_left'>): string {
  if (lessons > 0 && read >= lessons) return m.course_read_all({ lessons });
  const left = m.course_minutes_remain({ minutes: minutes_left, time: minutes(minutes_left) });
  return `${read === 0 ? m.course_read_none({ lessons }) : m.course_read({ read, lessons })} ${left}`;
}

/** The module to show open: the one that holds the offered lesson, else the first that is not done. */
export function currentModule(modules: readonly MapModule[], lesson: string | null): MapModule | null {
  return (
    modules.find((module) => module.lessons.some((each) => each.id === lesson)) ??
    modules.find((module) => !module.done) ??
    null
  );
}

/** Beside a lesson: where to resume, or that it was revised or its checks are open. */
export function lessonNote(lesson: MapLesson): string | null {
  if (lesson.state === 'started') {
    return lesson.minutes_left === 0 && lesson.checks_left > 0
      ? m.course_checks_open({ checks: lesson.checks_left })
      : m.course_resume();
  }
  return lesson.state === 'revised' ? m.course_revised() : null;
}

/** “16”, or “9 left” in a lesson that was begun. */
export function lessonTime({ state, minutes: all, minutes_left: left }: MapLesson): string {
  return state === 'started' && left > 0 ? m.course_left({ left }) : String(all);
}

/** The fast-track of a module as its row offers it; null where it has none. */
export function fastAction(standing: FastStanding, level: PathLevel): { label: string; state: string; passed: boolean } | null {
  switch (standing) {
    case 'none':
      return null;
    case 'open':
      return { label: m.path_fast_take(), state: level === 'fast_track' ? m.path_fast_advised() : m.path_fast_any(), passed: false };
    case 'paused':
      return { label: m.path_fast_go_on(), state: m.path_fast_paused(), passed: false };
    case 'failed':
      return { label: m.path_fast_again(), state: m.path_fast_failed(), passed: false };
    case 'passed':
      return { label: m.path_fast_result(), state: m.path_fast_passed(), passed: true };
  }
}
