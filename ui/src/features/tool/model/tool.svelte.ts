/**
 * One tool and what is filled into it. A field that is set holds at once on this screen. Whatever
 * fails, the fields stay here and are sent again.
 */
import type { ToolView } from '../../../api/bindings';
import { host } from '../../../api/client';
import { CallError } from '../../../api/error';
import { Saver, type SaverStatus } from '../../../api/saver.svelte';

export type Fields = Record<string, unknown>;

/** `refused`: some fields were not taken; trying again would not help, they stay on screen. */
export type SaveStatus = SaverStatus<'refused'>;

export class ToolModel {
  view = $state.raw<ToolView | null>(null);
  /** Why opening failed. */
  error = $state.raw<CallError | null>(null);
  /** Counts the replies: what was asked before a reply is about older fields. */
  revision = $state(0);
  /** Set here and not confirmed yet. */
  #local = $state.raw<Fields>({});
  /** Not taken, and why: sent again once they are set again. */
  #refused = $state.raw<Readonly<Record<string, CallError>>>({});
  #own = 0;
  #turn = 0;
  readonly #saver = new Saver<never>({ pending: () => this.#sendable().length > 0, send: () => this.#send(), final: () => null });

  constructor(readonly tool: string) {}

  get status(): SaveStatus {
    return this.#saver.status === 'saved' && this.pending ? 'refused' : this.#saver.status;
  }

  /** Why the last save failed. */
  get trouble(): CallError | null {
    return this.#saver.error ?? Object.values(this.#refused).at(-1) ?? null;
  }

  /** What is filled in, as it is on this screen. */
  get fields(): Fields {
    const all = { ...this.view?.fields, ...this.#local };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null && value !== undefined));
  }

  /** Something is on this screen only. */
  get pending(): boolean {
    return Object.keys(this.#local).length > 0;
  }

  /** True while other fields than these are on this screen only. */
  pendingBeside(...names: string[]): boolean {
    return Object.keys(this.#local).some((name) => !names.includes(name));
  }

  /** This field is on this screen only. */
  holds(name: string): boolean {
    return name in this.#local;
  }

  async open(): Promise<void> {
    const turn = ++this.#turn;
    try {
      const view = await host().call('tool_open', { tool: this.tool });
      if (turn !== this.#turn) return;
      this.#take(view);
      this.error = null;
    } catch (thrown) {
      if (turn === this.#turn) this.error = CallError.from(thrown);
    }
  }

  /** Someone changed a tool: this window's own saves bring their reply with them. */
  changed(): void {
    if (this.#own === 0) void this.open();
  }

  /** Sets fields; null empties one. Returns what sets them back. */
  set(changes: Fields): Fields {
    const before = this.fields;
    const back = Object.fromEntries(Object.keys(changes).map((name) => [name, before[name] ?? null]));
    this.#local = { ...this.#local, ...changes };
    this.#refused = Object.fromEntries(Object.entries(this.#refused).filter(([name]) => !(name in changes)));
    this.#saver.touch();
    return back;
  }

  /** Sends now what is not kept yet. Resolves when there is nothing more to try. */
  flush(): Promise<void> {
    return this.#saver.flush();
  }

  /** A command that answers with the whole tool, in turn with the saves. Rejects with CallError. */
  async run(ask: () => Promise<ToolView>): Promise<void> {
    await this.flush();
    await this.#call(ask);
  }

  async #call(ask: () => Promise<ToolView>): Promise<void> {
    this.#turn++;
    this.#own++;
    try {
      this.#take(await ask());
    } finally {
      this.#own--;
    }
  }

  #take(view: ToolView): void {
    this.view = view;
    this.revision++;
  }

  #sendable(): string[] {
    return Object.keys(this.#local).filter((name) => !(name in this.#refused));
  }

  async #send(): Promise<void> {
    const names = this.#sendable();
    const error = await this.#save(names);
    if (!error) return;
    // One field that is not taken keeps no other from being kept.
    for (const name of names) {
      const value = this.#local[name];
      const refused = names.length > 1 ? await this.#save([name]) : error;
      // What was set again meanwhile is asked about anew.
      if (refused && this.#local[name] === value) this.#refused = { ...this.#refused, [name]: refused };
    }
  }

  /** Null when these were taken; why not, when trying again would not help. */
  async #save(names: readonly string[]): Promise<CallError | null> {
    const set = Object.fromEntries(names.map((name) => [name, this.#local[name]]));
    try {
      await this.#call(() => host().call('tool_save', { tool: this.tool, set }));
    } catch (thrown) {
      const error = CallError.from(thrown);
      if (error.code === 'invalid_input' || error.code === 'not_found') return error;
      throw error;
    }
    // What was set again meanwhile is still to be sent.
    this.#local = Object.fromEntries(Object.entries(this.#local).filter(([name, value]) => !(name in set) || set[name] !== value));
    return null;
  }
}
