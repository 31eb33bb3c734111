/** Which card is being written: one for the window, whoever asks. */
import { m } from '#messages';
import type { CardView } from '../../../api/bindings';
import { host } from '../../../api/client';
import { CallError } from '../../../api/error';
import { TOAST_MS, toasts } from '../../../shared/toasts.svelte';
import { keepDraft, keptDraft, NEW, type Draft } from './drafts';

const emptied = (): Draft => ({ id: crypto.randomUUID(), front: '', back: '' });

/** Only words of one's own can be changed. */
export const isOwn = ({ origin }: Pick<CardView, 'origin'>) => origin.from !== 'check' && origin.from !== 'term';

/** Longest side that the core takes, in characters. */
export const LONGEST = 4000;

function refusal(side: 'front' | 'back', text: string, empty: string): { front?: string; back?: string } {
  const why = text === '' ? empty : Array.from(text).length > LONGEST ? m.card_too_long() : '';
  return why ? { [side]: why } : {};
}

class CardEditor {
  open = $state(false);
  /** Null for a card that is to be made. */
  card = $state.raw<CardView | null>(null);
  front = $state('');
  back = $state('');
  /** What was not taken, by field. */
  refused = $state.raw<{ front?: string; back?: string }>({});
  failure = $state.raw<CallError | null>(null);
  busy = false;
  #draft: Draft = emptied();

  edit(card: CardView): void {
    this.#begin(card, { id: card.id, front: card.front, back: card.back });
  }

  make(): void {
    this.#begin(null, emptied());
  }

  #begin(card: CardView | null, fresh: Draft): void {
    this.card = card;
    this.#draft = keptDraft(card?.id ?? NEW) ?? fresh;
    ({ front: this.front, back: this.back } = this.#draft);
    this.refused = {};
    this.failure = null;
    this.open = true;
  }

  get changed(): boolean {
    return this.front !== (this.card?.front ?? '') || this.back !== (this.card?.back ?? '');
  }

  /** After every key. */
  keep(): void {
    keepDraft(this.#key, this.changed ? { id: this.#draft.id, front: this.front, back: this.back } : null);
  }

  get #key(): string {
    return this.card?.id ?? NEW;
  }

  /** Closed without saving: the words are there when it opens again. */
  close(): void {
    this.open = false;
    if (!this.changed) return;
    const { card } = this;
    const again = () => (card ? this.edit(card) : this.make());
    toasts.show(m.card_kept(), null, TOAST_MS, { label: m.card_go_on(), run: again });
  }

  discard(): void {
    keepDraft(this.#key, null);
    this.open = false;
  }

  async save(): Promise<void> {
    const [front, back] = [this.front.trim(), this.back.trim()];
    this.failure = null;
    this.refused = {
      ...refusal('front', front, m.card_front_empty()),
      ...refusal('back', back, m.card_back_empty()),
    };
    if (this.refused.front || this.refused.back || this.busy) return;
    this.busy = true;
    try {
      if (this.card) await host().call('card_set', { card: this.card.id, front, back });
      else await host().call('card_add', { id: this.#draft.id, origin: { from: 'own' }, front, back });
      keepDraft(this.#key, null);
      this.open = false;
      toasts.show(this.card ? m.card_saved() : m.card_made());
    } catch (thrown) {
      this.failure = CallError.from(thrown);
    } finally {
      this.busy = false;
    }
  }
}

export const cardEditor = new CardEditor();
