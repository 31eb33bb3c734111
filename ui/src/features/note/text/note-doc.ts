/**
 * The text of an open note as a document that merges: the one place that knows Yjs. What is
 * written here is collected until it is kept; what others wrote is merged in.
 */
import * as Y from 'yjs';
import { fromBase64, toBase64 } from './base64';

/** The name that the core knows the text by. */
export const FIELD = 'body';
const REMOTE = Symbol('remote');

/** What was written since it was last kept. */
export interface Batch {
  update: string;
  vector: string;
  count: number;
  /** How far this window's own writing goes in it. */
  clock: number;
}

const isBlank = (part: unknown) => part instanceof Y.XmlText && part.length === 0;

export class NoteDoc {
  readonly doc = new Y.Doc();
  #unkept: Uint8Array[] = [];
  #keptClock = 0;

  /** `onwritten` is told of every change made here. */
  constructor(state: string, onwritten: () => void = () => undefined) {
    this.#merge(state);
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === REMOTE) return;
      this.#unkept.push(update);
      onwritten();
    });
  }

  /** Something is written here that is not kept. */
  get pending(): boolean {
    return this.#unkept.length > 0;
  }

  /** What is to be kept; null when nothing is. Stays here until `kept` says that it is. */
  batch(): Batch | null {
    if (!this.pending) return null;
    const merged = Y.mergeUpdates(this.#unkept);
    this.#unkept = [merged];
    return { update: toBase64(merged), vector: this.vector(), count: 1, clock: this.#clock };
  }

  kept(batch: Batch): void {
    this.#unkept.splice(0, batch.count);
    this.#keptClock = Math.max(this.#keptClock, batch.clock);
  }

  /** All of it, for a note that is to be made again. */
  whole(): Batch {
    return { update: toBase64(Y.encodeStateAsUpdate(this.doc)), vector: this.vector(), count: this.#unkept.length, clock: this.#clock };
  }

  /** Takes in what others wrote. */
  merge(update: string | null): void {
    if (update !== null) this.#merge(update);
  }

  vector(): string {
    return toBase64(Y.encodeStateVector(this.doc));
  }

  /** What is here and kept, a clock for each writer: every later state of the same history has it. */
  known(): ReadonlyMap<number, number> {
    const known = Y.decodeStateVector(Y.encodeStateVector(this.doc));
    if (this.pending) known.set(this.doc.clientID, this.#keptClock);
    return known;
  }

  /** True when `state` has everything that was kept; else it comes from another history, such as a backup. */
  isWithin(state: string, known = this.known()): boolean {
    const theirs = Y.decodeStateVector(Y.encodeStateVectorFromUpdate(fromBase64(state)));
    return [...known].every(([client, clock]) => (theirs.get(client) ?? 0) >= clock);
  }

  /** Nothing is written in it: no text, and no rule or table either. */
  get empty(): boolean {
    const body = this.doc.getXmlFragment(FIELD);
    const [first, ...more] = body.toArray();
    if (more.length > 0) return false;
    return first === undefined || (first instanceof Y.XmlElement && first.nodeName === 'paragraph' && first.toArray().every(isBlank));
  }

  end(): void {
    this.doc.destroy();
  }

  get #clock(): number {
    return Y.getState(this.doc.store, this.doc.clientID);
  }

  #merge(update: string): void {
    Y.applyUpdate(this.doc, fromBase64(update), REMOTE);
  }
}
