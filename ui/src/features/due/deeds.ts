/** Done, open again, deleted, brought back: each with the way back. */
import { m } from '#messages';
import type { DueList, DueView } from '../../api/bindings';
import { host } from '../../api/client';
import { toasts } from '../../shared/toasts.svelte';

type Take = (list: DueList) => void;

async function attempt(work: () => Promise<DueList>, take: Take): Promise<boolean> {
  try {
    take(await work());
    return true;
  } catch {
    toasts.show(m.due_failed());
    return false;
  }
}

export async function mark({ id }: Pick<DueView, 'id'>, done: boolean, take: Take): Promise<void> {
  const set = (to: boolean) => attempt(() => host().call('due_mark', { id, done: to }), take);
  if (await set(done)) toasts.show(done ? m.due_was_done() : m.due_was_reopened(), () => void set(!done));
}

export async function remove({ id }: Pick<DueView, 'id'>, take: Take): Promise<void> {
  const back = () => void attempt(() => host().call('deadline_restore', { id }), take);
  if (await attempt(() => host().call('deadline_remove', { id }), take)) toasts.show(m.due_was_removed(), back);
}
