/** For tests: a host that answers from a table, remembers what it was asked, and tells what changed. */
import type { Topic } from './bindings';
import { useHost } from './client';
import type { Host } from './port';
import { defaultPreferences } from './preferences';

export type Answers = Record<string, (input: never) => unknown>;

/** `topics` are told after each of these commands, as the real hosts do. */
export function fakeHost(answers: Answers, topics: Partial<Record<string, Topic[]>> = {}) {
  const calls: { name: string; input: Record<string, unknown> }[] = [];
  const changed = new Set<(topics: Topic[]) => void>();
  const closing = new Set<() => Promise<void>>();
  const saved: { name: string; input: unknown }[] = [];
  const opened: string[] = [];
  const tell = (told: Topic[]) => [...changed].forEach((listener) => listener(told));
  const listen = <T>(set: Set<T>) => (listener: T) => {
    set.add(listener);
    return () => set.delete(listener);
  };
  const host = {
    kind: 'browser',
    call: async (name: string, input: never) => {
      calls.push({ name, input });
      const reply = await Promise.resolve(answers[name]?.(input));
      const told = topics[name];
      if (told) tell(told);
      return reply;
    },
    saveFile: (name: string, input: unknown) => {
      saved.push({ name, input });
      return Promise.resolve<string | null>('/home/me/Dates.ics');
    },
    onChanged: listen(changed),
    onClosing: listen(closing),
    openExternal: (url: string) => {
      opened.push(url);
      return Promise.resolve();
    },
    preferences: { load: () => Promise.resolve({ ...defaultPreferences }), save: () => Promise.resolve() },
  };
  useHost(host as unknown as Host);
  return {
    answers,
    calls,
    saved,
    opened,
    of: (name: string) => calls.filter((call) => call.name === name).map((call) => call.input),
    change: (...told: Topic[]) => tell(told),
    close: () => Promise.all([...closing].map((listener) => listener())),
  };
}
