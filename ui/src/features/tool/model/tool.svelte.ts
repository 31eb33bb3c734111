/**
 * One tool and what is filled into it. A field that is set holds at once on this screen; what was
 * set is sent 400 ms after a pause and at most a second after the first change, one save at a time.
 * Whatever fails, the fields stay here and are sent again.
 */
import type { ToolView } from '../../../api/bindings';
import { host } from '../../../api/client';
import { CallError } from '../../../api/error';

export const PAUSE_MS = 400;
export const LONGEST_WAIT_MS = 1000;
const RETRY_MS = [2000, 4000, 8000];

export type Fields = Record<string, unknown>;

/** `refused`: some fields were not taken; trying again would not help, they stay on screen. */
export type SaveStatus = 'saved' | 'unsaved' | 'failed' | 'refused';

export class ToolModel {
  view = $state.raw<ToolView | null>(null);
  /** Why opening failed. */
  error = $state.raw<CallError | null>(null);
  status = $state<SaveStatus>('saved');
  /** Why the last save failed. */
  trouble = $state.raw<CallError | null>(null);
  /** Counts the replies: what was asked before a reply is about older fields. */
  revision = $state(0);
  /** Set here and not confirmed yet. */
  #local = $state.raw<Fields>({});
  #refused: string[] = [];
  #oneByOne = false;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #since: number | null = null;
  #saving: Promise<void> | null = null;
  #own = 0;
  #turn = 0;
  #failures = 0;

  constructor(readonly tool: string) {}

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
    this.#refused = this.#refused.filter((name) => !(name in changes));
    if (this.status !== 'failed') this.status = 'unsaved';
    this.#plan(this.#waitForPause());
    return back;
  }

  /** Sends now what is not kept yet. Resolves when there is nothing more to try. */
  async flush(): Promise<void> {
    this.#stop();
    while (this.#saving) await this.#saving;
    let failures = this.#failures;
    while (this.#sendable().length > 0) {
      await this.#send();
      if (this.#failures > failures) return;
      failures = this.#failures;
    }
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
    return Object.keys(this.#local).filter((name) => !this.#refused.includes(name));
  }

  #send(): Promise<void> {
    const names = this.#oneByOne ? this.#sendable().slice(0, 1) : this.#sendable();
    const set = Object.fromEntries(names.map((name) => [name, this.#local[name]]));
    this.#saving = this.#call(() => host().call('tool_save', { tool: this.tool, set }))
      .then(
        () => {
          // What was set again meanwhile is still to be sent.
          this.#local = Object.fromEntries(
            Object.entries(this.#local).filter(([name, value]) => !(name in set) || set[name] !== value),
          );
          this.#failures = 0;
          this.trouble = null;
          if (this.#sendable().length === 0) this.#oneByOne = false;
          this.#settle();
        },
        (thrown: unknown) => this.#failed(CallError.from(thrown), names),
      )
      .finally(() => (this.#saving = null));
    return this.#saving;
  }

  #failed(error: CallError, names: string[]): void {
    this.trouble = error;
    if (error.code === 'invalid_input' || error.code === 'not_found') {
      // One field that is not taken keeps no other from being kept.
      if (names.length > 1) this.#oneByOne = true;
      else this.#refused.push(...names);
      this.#settle();
      return;
    }
    this.status = 'failed';
    const wait = RETRY_MS[Math.min(this.#failures++, RETRY_MS.length - 1)] ?? PAUSE_MS;
    if (!this.#timer) this.#plan(wait);
  }

  #settle(): void {
    if (this.#sendable().length > 0) this.status = 'unsaved';
    else this.status = this.pending ? 'refused' : 'saved';
  }

  #waitForPause(): number {
    const now = performance.now();
    this.#since ??= now;
    return Math.min(PAUSE_MS, Math.max(0, this.#since + LONGEST_WAIT_MS - now));
  }

  #plan(wait: number): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), wait);
  }

  #stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#since = null;
  }
}
