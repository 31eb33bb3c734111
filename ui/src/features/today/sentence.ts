/** The opening sentence of Today, from the rule that fired. The part in brackets becomes a link. */
import { m } from '#messages';
import type { Finding, Today } from '../../api/bindings';
import { minutesInWords } from '../../shared/format/duration';
import { markedParts, type MarkedPart } from '../../shared/format/marked';
import { inWords, sentence } from '../../shared/format/words';

/** “nine minutes”, “less than a minute”. */
export function readingTime(minutes: number): string {
  return minutes < 1 ? m.today_no_minute() : minutesInWords(minutes);
}

/** “Lesson 1.1 takes eight minutes, if you have them.” */
function takes(number: string, minutes: number): string {
  if (minutes < 1) return m.today_takes_none({ number, time: readingTime(minutes) });
  if (minutes === 1) return m.today_takes_one({ number, time: readingTime(minutes) });
  if (minutes < 60) return m.today_takes_some({ number, time: readingTime(minutes) });
  return m.today_takes_long({ number, time: readingTime(minutes) });
}

function readSoFar(read: number, lessons: number): string {
  return read === 0 ? m.today_quiet() : m.today_read_so_far({ read: inWords(read), lessons, total: inWords(lessons) });
}

export function daySentence(today: Pick<Today, 'finding' | 'course' | 'lesson'>): string {
  const { course, finding } = today;
  const number = today.lesson?.number ?? '';
  const rules: { [R in Finding['rule']]: (found: Extract<Finding, { rule: R }>) => string } = {
    no_course: () => m.today_no_course(),
    begin: ({ minutes }) => `${m.today_quiet()} ${takes(number, minutes)}`,
    stopped: ({ minutes }) => m.today_stopped({ time: readingTime(minutes) }),
    checks_left: ({ checks }) => m.today_checks_left({ number, checks, count: inWords(checks) }),
    next: ({ minutes }) => `${readSoFar(course?.read ?? 0, course?.lessons ?? 0)} ${takes(number, minutes)}`,
    revised: ({ blocks }) => m.today_revised({ blocks, count: sentence(inWords(blocks)) }),
    finished: () => m.today_finished({ lessons: course?.lessons ?? 0, count: inWords(course?.lessons ?? 0) }),
  };
  // The table has one entry a rule; TypeScript cannot pair the union by itself.
  return (rules[finding.rule] as (found: Finding) => string)(finding);
}

export function sentenceParts(today: Pick<Today, 'finding' | 'course' | 'lesson'>): MarkedPart[] {
  return markedParts(daySentence(today));
}
