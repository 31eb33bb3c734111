/** How a lesson's state is drawn and said, wherever lessons are listed. */
import { m } from '#messages';

type State = 'new' | 'started' | 'done' | 'revised';

/** For DoneMark. A revised lesson is half done again. */
export function markOf(state: State): 'done' | 'half' | 'todo' {
  if (state === 'done') return 'done';
  return state === 'new' ? 'todo' : 'half';
}

/** In words, for those who do not see the mark. */
export function stateInWords(state: State): string {
  const words: Record<State, () => string> = {
    new: m.state_lesson_new,
    started: m.state_lesson_started,
    done: m.state_lesson_done,
    revised: m.state_lesson_revised,
  };
  return words[state]();
}
