/** The opening sentence of Today, from the rule that fired. The part in brackets becomes a link. */
import { m } from '#messages';
import type { Finding, Today } from '../../api/bindings';
import { minutesInWords } from '../../shared/format/duration';
import { markedParts, type MarkedPart } from '../../shared/format/marked';
import { inWords, sentence } from '../../shared/format/words';
import { dueSentence, isPressing } from './due';

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

type Told = Pick<Today, 'date' | 'finding' | 'course' | 'lesson' | 'path' | 'due'>;

/** “You have read one of four lessons”, of the path where there is one. Of nothing, that nothing is due, if so. */
function readSoFar({ course, path, due, date }: Told): string {
  const own = path?.assessed ? path : null;
  const read = own ? own.done : (course?.read ?? 0);
  const lessons = own ? own.lessons : (course?.lessons ?? 0);
  if (read === 0) return isPressing(due, date) ? '' : m.today_quiet();
  const counts = { read: inWords(read), lessons, total: inWords(lessons) };
  return own ? m.today_read_path(counts) : m.today_read_so_far(counts);
}

function finished({ course, path, due, date }: Told): string {
  const own = path?.assessed ? path : null;
  const lessons = own ? own.lessons : (course?.lessons ?? 0);
  const counts = { lessons, count: inWords(lessons) };
  const read = own ? m.today_finished_path(counts) : m.today_finished_only(counts);
  return dueSentence(due, date) === null ? `${read} ${m.today_quiet()}` : read;
}

export function daySentence(today: Told): string {
  const { finding } = today;
  const number = today.lesson?.number ?? '';
  const quiet = () => (isPressing(today.due, today.date) ? '' : m.today_quiet());
  const rules: { [R in Finding['rule']]: (found: Extract<Finding, { rule: R }>) => string } = {
    no_course: () => m.today_no_course(),
    begin: ({ minutes }) => `${quiet()} ${takes(number, minutes)}`,
    stopped: ({ minutes }) => m.today_stopped({ time: readingTime(minutes) }),
    checks_left: ({ checks }) => m.today_checks_left({ number, checks, count: inWords(checks) }),
    next: ({ minutes }) => `${readSoFar(today)} ${takes(number, minutes)}`,
    revised: ({ blocks }) => m.today_revised({ blocks, count: sentence(inWords(blocks)) }),
    finished: () => finished(today),
  };
  // The table has one entry a rule; TypeScript cannot pair the union by itself.
  return (rules[finding.rule] as (found: Finding) => string)(finding).trim();
}

export interface DayPart extends MarkedPart {
  /** Where a marked part leads: to what is on the sheet, or to the dates. */
  to: 'sheet' | 'due' | null;
}

/** What is on the sheet first, then what falls due. */
export function sentenceParts(today: Told): DayPart[] {
  const due = dueSentence(today.due, today.date);
  const lead = (to: 'sheet' | 'due') => (part: MarkedPart): DayPart => ({ ...part, to: part.marked ? to : null });
  return [
    ...markedParts(daySentence(today)).map(lead('sheet')),
    ...(due === null ? [] : markedParts(` ${due}`).map(lead('due'))),
  ];
}
