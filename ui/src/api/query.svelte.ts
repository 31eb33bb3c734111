/**
 * A command's reply as a rune: asks at once, asks again when the input or one of the topics
 * changes, and keeps showing the old value meanwhile.
 */
import { untrack } from 'svelte';
import { takeAhead } from './ahead';
import type { Topic } from './bindings';
import { host } from './client';
import { CallError } from './error';
import type { CommandName, Input, Output } from './port';

export interface Query<T> {
  /** The last good reply. Kept while asking again and when that fails. */
  readonly value: T | undefined;
  /** Why the last request failed. */
  readonly error: CallError | null;
  /** A request is on its way. For a skeleton ask `loading && value === undefined`. */
  readonly loading: boolean;
  refetch(): Promise<void>;
}

/**
 * Call it while a component is set up. `input` may read runes; null means "not yet".
 * A reply to an outdated request is dropped.
 */
export function query<N extends CommandName>(
  name: N,
  input: () => Input<N> | null,
  topics: readonly Topic[] = [],
): Query<Output<N>> {
  let value = $state.raw<Output<N> | undefined>(undefined);
  let error = $state.raw<CallError | null>(null);
  let loading = $state(true);
  let latest = 0;

  async function ask(request: Input<N> | null): Promise<void> {
    const turn = ++latest;
    if (request === null) {
      loading = false;
      return;
    }
    loading = true;
    try {
      const reply = await (takeAhead(name, request) ?? host().call(name, request));
      if (turn !== latest) return;
      value = reply;
      error = null;
    } catch (thrown) {
      if (turn !== latest) return;
      error = CallError.from(thrown);
    }
    loading = false;
  }

  const refetch = () => ask(untrack(input));

  $effect(() => {
    const request = input();
    untrack(() => void ask(request));
  });

  $effect(() => {
    const stop = host().onChanged((changed) => {
      if (changed.some((topic) => topics.includes(topic))) void refetch();
    });
    return () => {
      stop();
      latest++;
    };
  });

  return {
    get value() {
      return value;
    },
    get error() {
      return error;
    },
    get loading() {
      return loading;
    },
    refetch,
  };
}
