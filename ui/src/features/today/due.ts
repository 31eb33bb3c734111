/** What falls due, as Today says it: one sentence, and the day of each. */
import { m } from '#messages';
import type { DueView } from '../../api/bindings';
import { dayShort, daysFrom, parseDay } from '../../shared/format/date';
import { inWords, sentence } from '../../shared/format/words';

type Dated = Pick<DueView, 'date' | 'kind' | 'done'>;

/** Days from Today's own date: the core's, which may differ from this window's at midnight. */
const daysTo = ({ date }: Pick<DueView, 'date'>, today: string) => daysFrom(parseDay(date), parseDay(today));

/** Days that are left of this week, which ends on Sunday. */
const restOfWeek = (today: string) => (7 - parseDay(today).getDay()) % 7;

export const isLate = (due: Dated, today: string) => !due.done && daysTo(due, today) < 0;

/** “Tomorrow”, “Fri 16 Oct”; what is near or late stands out. */
export function dayOf(due: Dated, today: string): { text: string; tone: 'near' | 'late' | null } {
  const days = daysTo(due, today);
  if (days === 0) return { text: m.due_today(), tone: 'near' };
  if (days === 1) return { text: m.due_tomorrow(), tone: 'near' };
  const day = dayShort(parseDay(due.date));
  if (days >= 0) return { text: day, tone: null };
  return { text: m.due_overdue({ date: day }), tone: due.done ? null : 'late' };
}

/** What is late, else what falls due today, else this week; null when nothing does. */
export function dueSentence(all: readonly Dated[], today: string): string | null {
  const due = all.filter(({ done }) => !done);
  const late = due.filter((each) => isLate(each, today));
  const now = due.filter((each) => daysTo(each, today) === 0);
  const week = due.filter((each) => daysTo(each, today) > 0 && daysTo(each, today) <= restOfWeek(today));
  const say = (some: readonly Dated[], dates: typeof m.today_due_now, steps: typeof m.today_due_now) => {
    const count = some.length;
    const all = some.every(({ kind }) => kind === 'plan') ? steps : dates;
    return all({ count, words: sentence(inWords(count)) });
  };
  if (late.length > 0) {
    const first = say(late, m.today_due_late, m.today_due_late_steps);
    return now.length > 0 ? `${first} ${say(now, m.today_due_now, m.today_due_now_steps)}` : first;
  }
  if (now.length > 0) return say(now, m.today_due_now, m.today_due_now_steps);
  return week.length > 0 ? say(week, m.today_due_week, m.today_due_week_steps) : null;
}

/** Something is due today, or was before. */
export const isPressing = (due: readonly Dated[], today: string) => due.some((each) => !each.done && daysTo(each, today) <= 0);
