/**
 * A question asked before the screen that wants its answer is there. The answer is for the first
 * query with the same question, and only until `forget`: later it would be of the past.
 */
import { host } from './client';
import type { CommandName, Input, Output } from './port';

const asked = new Map<string, Promise<unknown>>();
let over = false;

const keyOf = (name: CommandName, input: unknown) => `${name} ${JSON.stringify(input)}`;

/** Ends when the answer is there; a failure is the query's to report. Asks nothing once screens ask themselves. */
export async function askAhead<N extends CommandName>(name: N, input: Input<N>): Promise<void> {
  if (over) return;
  const answer = host().call(name, input);
  asked.set(keyOf(name, input), answer);
  await answer.catch(() => undefined);
}

export function takeAhead<N extends CommandName>(name: N, input: Input<N>): Promise<Output<N>> | null {
  const key = keyOf(name, input);
  const answer = asked.get(key) ?? null;
  asked.delete(key);
  return answer as Promise<Output<N>> | null;
}

export function forget(): void {
  over = true;
  asked.clear();
}
