/** A note that is open: its fields, its text, and the way they are kept. */
import type { NoteAt, NoteCard, NoteQuote, NoteSet, NoteSynced, NoteView, Topic } from '../../../api/bindings';
import { host } from '../../../api/client';
import { CallError } from '../../../api/error';
import { loadText, type TextParts } from '../text/load';
import type { NoteDoc } from '../text/note-doc';
import { Keeper } from './keeper';

export class OpenNote {
  card = $state.raw<NoteCard | null>(null);
  quote = $state.raw<NoteQuote | null>(null);
  versions = $state(0);
  mostBytes = $state(512 * 1024);
  title = $state('');
  /** Another document is another history: the editor begins anew. */
  doc = $state.raw<NoteDoc | null>(null);
  parts = $state.raw<TextParts | null>(null);
  /** Why it could not be opened. */
  error = $state.raw<CallError | null>(null);
  readonly keeper: Keeper;
  /** Made just now: left without a word, it goes without a word. */
  fresh = false;
  #keptTitle = $state('');
  /** As the core last gave it, which may be tidier than what was typed. */
  #coreTitle = '';
  #stop: (() => void) | null = null;
  #loading: Promise<void> | null = null;
  #syncing: Promise<void> | null = null;
  #again = false;

  constructor(readonly id: string) {
    this.keeper = new Keeper(
      () => this.pending,
      () => this.#send(),
    );
  }

  // Getters: a $derived would end with the screen that made it, and a note may outlive its screen.

  /** There are words here that are not kept on the device. */
  get pending(): boolean {
    return this.title !== this.#keptTitle || (this.doc?.pending ?? false);
  }

  get trashed(): boolean {
    return this.card !== null && this.card.removed_at !== null;
  }

  /** Listens to other windows and opens it, unless it is open. */
  async open(): Promise<void> {
    this.#stop ??= host().onChanged((topics) => this.#changed(topics));
    if (this.doc) return this.sync();
    await (this.#loading ??= this.#load().finally(() => (this.#loading = null)));
  }

  async #load(): Promise<void> {
    this.error = null;
    // Asked first: what is saved while the reply is on its way need not be in it.
    const known = this.doc?.known();
    try {
      const [view, parts] = await Promise.all([host().call('note_open', { id: this.id }), loadText()]);
      this.parts = parts;
      this.take(view, known);
    } catch (thrown) {
      const error = CallError.from(thrown);
      // Words on the screen stay there.
      if (this.doc && error.code === 'not_found') this.keeper.hold('gone');
      else if (!this.doc) this.error = error;
    }
  }

  /** Shows a note as it is now: merged with what is here, or in its place when it has another history. */
  take(view: NoteView, known = this.doc?.known()): void {
    if (!this.parts) return;
    const same = this.doc?.isWithin(view.state, known) ?? false;
    // A title that is being typed goes with its text.
    if (!same) this.#keptTitle = this.title;
    this.#show(view.card);
    this.quote = view.quote;
    this.versions = view.versions;
    this.mostBytes = view.most_bytes;
    if (this.doc && same) {
      this.doc.merge(view.state);
      if (this.keeper.status === 'gone') this.keeper.reset();
      return;
    }
    this.doc?.end();
    this.doc = new this.parts.NoteDoc(view.state, () => this.keeper.touch());
    this.keeper.reset();
  }

  type(title: string): void {
    this.title = title;
    this.keeper.touch();
  }

  /** Tags and place are kept at once; whatever is typed is kept first, so that nothing overtakes it. */
  async set(change: Omit<NoteSet, 'id'>): Promise<void> {
    this.#show(await host().call('note_set', { id: this.id, ...change }));
    if (change.place) this.quote = (await host().call('note_open', { id: this.id })).quote;
  }

  /** Where it was taken, as it can be set again. */
  get place(): NoteAt {
    const place = this.card?.place;
    return {
      course: place?.course ?? null,
      lesson: place?.lesson ?? null,
      block: place?.block ?? null,
      highlight: place?.highlight ?? null,
      tool: place?.tool ?? null,
    };
  }

  flush = (): Promise<void> => this.keeper.flush();

  /** Learns what others wrote. One question at a time. */
  sync(): Promise<void> {
    if (this.#syncing) {
      this.#again = true;
      return this.#syncing;
    }
    this.#syncing = this.#ask().finally(() => {
      this.#syncing = null;
      if (!this.#again) return;
      this.#again = false;
      void this.sync();
    });
    return this.#syncing;
  }

  /** The note is gone, the words are here: they become a note of their own. */
  async keepAsNew(id: string): Promise<void> {
    if (!this.doc) return;
    await host().call('note_create', { id, title: this.title, markdown: '', tags: this.card?.tags ?? [], place: null });
    const { update, vector } = this.doc.whole();
    await host().call('note_save', { id, update, vector });
    this.end();
  }

  /** Nothing of it is left behind; `pending` words would be lost. */
  end(): void {
    this.#stop?.();
    this.#stop = null;
    this.keeper.stop();
    this.doc?.end();
    this.doc = null;
    this.#keptTitle = this.title;
  }

  get empty(): boolean {
    return this.title.trim() === '' && this.card?.tags.length === 0 && (this.doc?.empty ?? false);
  }

  #changed(topics: Topic[]): void {
    // A backup may have been put in place: then what is kept has another history. Another program's writing has the same.
    if (topics.includes('note') && topics.includes('backup')) void this.#load();
    else if (topics.includes('note') || topics.includes('course')) void this.sync();
  }

  async #ask(): Promise<void> {
    const { doc } = this;
    if (!doc || this.keeper.status === 'gone') return;
    try {
      this.#synced(await host().call('note_sync', { id: this.id, vector: doc.vector() }), doc);
    } catch (thrown) {
      // Asked again with the next change; only a note that is no longer there is worth a word.
      if (CallError.from(thrown).code === 'not_found' && this.doc === doc) this.keeper.hold('gone');
    }
  }

  async #send(): Promise<void> {
    const { title, doc } = this;
    if (title !== this.#keptTitle) {
      const card = await host().call('note_set', { id: this.id, title });
      this.#keptTitle = title;
      this.#coreTitle = card.title;
      this.#show(card);
    }
    const batch = doc?.batch();
    if (!doc || !batch) return;
    const synced = await host().call('note_save', { id: this.id, update: batch.update, vector: batch.vector });
    doc.kept(batch);
    this.#synced(synced, doc);
  }

  #synced(synced: NoteSynced, doc: NoteDoc): void {
    if (doc !== this.doc) return;
    doc.merge(synced.update);
    this.versions = synced.versions;
    this.#show(synced.card);
  }

  #show(card: NoteCard): void {
    this.card = card;
    // What is being typed stays, and so does a title that the core only tidied.
    if (card.title !== this.#coreTitle && this.title === this.#keptTitle) this.title = this.#keptTitle = card.title;
    this.#coreTitle = card.title;
  }
}
