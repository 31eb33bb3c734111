/** Takes a card away, with the way back. */
import { m } from '#messages';
import type { CardView } from '../../api/bindings';
import { host } from '../../api/client';
import { toasts } from '../../shared/toasts.svelte';

/** The toast that offers the way back; null when it was not kept. */
export async function removeCard({ id }: Pick<CardView, 'id'>): Promise<number | null> {
  try {
    await host().call('card_remove', { card: id });
  } catch {
    toasts.show(m.review_failed());
    return null;
  }
  return toasts.show(m.review_removed(), () => void restoreCard({ id }));
}

export async function restoreCard({ id }: Pick<CardView, 'id'>): Promise<void> {
  try {
    await host().call('card_restore', { card: id });
    toasts.show(m.review_restored());
  } catch {
    toasts.show(m.review_failed());
  }
}
