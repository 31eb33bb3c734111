/** A card of something marked or written. The id is made here, so that asking twice makes one card. */
import { m } from '#messages';
import type { CardOrigin, CardView } from '../../../api/bindings';
import { host } from '../../../api/client';
import { TOAST_MS, toasts } from '../../../shared/toasts.svelte';
import { cardEditor } from './editor.svelte';

/** `takeBack` undoes what was done for the card, such as a highlight. */
export async function makeCard(origin: CardOrigin, takeBack?: () => void, id: string = crypto.randomUUID()): Promise<void> {
  let card: CardView;
  try {
    card = await host().call('card_add', { id, origin, front: '', back: '' });
  } catch {
    const again = () => void makeCard(origin, takeBack, id);
    toasts.show(m.card_failed(), null, TOAST_MS, { label: m.state_try_again(), run: again });
    return;
  }
  const edit = { label: m.card_edit(), run: () => cardEditor.edit(card) };
  // A passage and a note have one card each: taking back what was there before would be no undo.
  if (card.id !== id) {
    toasts.show(m.card_there(), null, TOAST_MS, edit);
    return;
  }
  const undo = () => void unmake(card, takeBack);
  toasts.show(m.card_made(), undo, TOAST_MS, edit);
}

async function unmake({ id }: CardView, takeBack?: () => void): Promise<void> {
  try {
    await host().call('card_remove', { card: id });
    takeBack?.();
  } catch {
    toasts.show(m.card_undo_failed());
  }
}
