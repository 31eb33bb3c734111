/** For tests: a host over the small core, which remembers what it was asked. */
import { vi } from 'vitest';
import type { Topic } from '../../api/bindings';
import { useHost } from '../../api/client';
import type { Host } from '../../api/port';
import { FakeTool, portfolioFields } from './fake-core';

/** What jsdom lacks: nothing has a size there. */
class NoSizes implements ResizeObserver {
  observe = () => undefined;
  unobserve = () => undefined;
  disconnect = () => undefined;
}

type Answers = Record<string, (input: never) => unknown>;

interface Options {
  fields?: Record<string, unknown>;
  answers?: Answers;
  tool?: 't1' | 't2' | 't4';
}

export function fakeHost({ fields = portfolioFields(), answers = {}, tool = 't4' }: Options = {}) {
  vi.stubGlobal('ResizeObserver', NoSizes);
  vi.stubGlobal('CSS', { escape: (text: string) => text });
  const core = new FakeTool(tool, fields);
  const calls: { name: string; input: Record<string, unknown> }[] = [];
  const changed = new Set<(topics: Topic[]) => void>();
  const closing = new Set<() => Promise<void>>();
  const known: Answers = {
    tool_list: () => ({ tools: [core.card()] }),
    tool_open: () => core.view(),
    tool_save: ({ set }: { set: Record<string, unknown> }) => core.save(set),
    tool_keep: ({ id, label }: { id: string; label: string }) => core.keep(id, label),
    result_remove: ({ id }: { id: string }) => core.remove(id),
    result_restore: ({ id }: { id: string }) => core.restore(id),
    tool_example: () => core.example(),
    frontier_at: ({ budget }: { budget: number }) => core.at(budget),
    note_create: () => ({}),
  };
  const listen = <T>(set: Set<T>) => (listener: T) => {
    set.add(listener);
    return () => set.delete(listener);
  };
  const host = {
    kind: 'browser',
    call: (name: string, input: never) => {
      calls.push({ name, input });
      return new Promise((resolve) => resolve((answers[name] ?? known[name])?.(input)));
    },
    saveFile: vi.fn(() => Promise.resolve<string | null>('/home/me/Portfolio frontier.pdf')),
    pickSpreadsheet: vi.fn(() => Promise.resolve<string | null>(null)),
    onChanged: listen(changed),
    onClosing: listen(closing),
  };
  useHost(host as unknown as Host);
  return {
    core,
    host,
    answers,
    calls,
    of: (name: string) => calls.filter((call) => call.name === name).map((call) => call.input),
    change: (...topics: Topic[]) => changed.forEach((listener) => listener(topics)),
    close: () => Promise.all([...closing].map((listener) => listener())),
  };
}
