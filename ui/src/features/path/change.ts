/** Choosing otherwise than the path advises, with the way back. */
import { m } from '#messages';
import type { PathChoice, PathView } from '../../api/bindings';
import { host } from '../../api/client';
import { toasts } from '../../shared/toasts.svelte';

/** What brings things back to how the path has them now. */
export function inverse(path: PathView, choice: PathChoice): PathChoice {
  if (choice.of === 'everything') return { of: 'everything', on: path.everything };
  if (choice.of === 'module') {
    const own = path.modules.find((each) => each.module.id === choice.module);
    return { of: 'module', module: choice.module, level: own?.chosen ? own.level : null };
  }
  const step = path.steps.find((each) => each.kind === 'lesson' && each.lesson === choice.lesson);
  return { of: 'lesson', lesson: choice.lesson, on: step?.chosen ? !step.optional : null };
}

/** The path as it is then; null when it stayed as it was. */
export async function choose(path: PathView, choice: PathChoice, said: string): Promise<PathView | null> {
  const set = (to: PathChoice) => host().call('path_set', { course: path.course, choice: to });
  const back = inverse(path, choice);
  try {
    const changed = await set(choice);
    toasts.show(said, () => void set(back).catch(() => toasts.show(m.path_not_changed())));
    return changed;
  } catch {
    toasts.show(m.path_not_changed());
    return null;
  }
}
