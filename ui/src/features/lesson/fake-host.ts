/** For tests: a host that answers the reader's commands and remembers them. */
import { vi } from 'vitest';
import type { LessonStanding, LessonView, Topic } from '../../api/bindings';
import { useHost } from '../../api/client';
import type { Host } from '../../api/port';
import { defaultPreferences } from '../../api/preferences';
import { attempt } from './fixture';

export const standing: LessonStanding = { state: 'started', fraction: 0, minutes_left: 4, checks_left: 0, completed_at: null };

type Answers = Record<string, (input: never) => unknown>;

export function fakeHost(view: () => LessonView, more: Answers = {}) {
  const calls: { name: string; input: Record<string, unknown> }[] = [];
  const changed = new Set<(topics: Topic[]) => void>();
  const closing = new Set<() => Promise<void>>();
  const answers: Answers = {
    lesson_open: view,
    lesson_progress: () => standing,
    lesson_mark: ({ done }: { done: boolean }) => ({ ...standing, state: done ? 'done' : 'started' }),
    check_answer: () => attempt(),
    writing_save: ({ text }: { text: string }) => ({ text, at: '2026-11-22T10:00:00Z' }),
    bookmark_set: () => ({}),
    highlight_list: () => ({ highlights: [] }),
    ...more,
  };
  const listen = <T>(set: Set<T>) => (listener: T) => {
    set.add(listener);
    return () => set.delete(listener);
  };
  const host = {
    kind: 'browser',
    call: (name: string, input: never) => {
      calls.push({ name, input });
      return new Promise((resolve) => resolve(answers[name]?.(input)));
    },
    onChanged: listen(changed),
    onClosing: listen(closing),
    onOpenFile: () => () => undefined,
    pickCoursePackage: () => Promise.resolve(null),
    openExternal: vi.fn(() => Promise.resolve()),
    revealDataFolder: () => Promise.resolve(),
    print: vi.fn(),
    preferences: { load: () => Promise.resolve({ ...defaultPreferences }), save: () => Promise.resolve() },
  };
  useHost(host as unknown as Host);
  return {
    host,
    calls,
    of: (name: string) => calls.filter((call) => call.name === name).map((call) => call.input),
    change: (...topics: Topic[]) => changed.forEach((listener) => listener(topics)),
    close: () => Promise.all([...closing].map((listener) => listener())),
  };
}
