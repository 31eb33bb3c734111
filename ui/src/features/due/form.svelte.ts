/** A date that is being written: new, or one that is changed. What is typed stays until it is kept. */
import { m } from '#messages';
import type { DueList, DueView } from '../../api/bindings';
import { host } from '../../api/client';
import { CallError, isRecord } from '../../api/error';
import { dayWithYear, parseDay } from '../../shared/format/date';
import { parseTypedDay } from '../../shared/format/typed-date';

const KEY = 'colloquy.due-draft';
const LONGEST = 200;

interface Draft {
  id: string;
  title: string;
  when: string;
}

export class DueForm {
  title = $state('');
  when = $state('');
  refused = $state.raw<{ title?: string; when?: string }>({});
  failure = $state.raw<CallError | null>(null);
  /** The same at every try, so that trying twice makes one. */
  #id: string = crypto.randomUUID();
  #busy = false;

  /** Without one it makes a new one, and goes on with what was not kept. */
  constructor(readonly due: Pick<DueView, 'id' | 'title' | 'date'> | null = null) {
    if (due) {
      [this.#id, this.title] = [due.id, due.title];
      this.when = dayWithYear(parseDay(due.date));
      return;
    }
    const kept = read();
    if (kept) [this.#id, this.title, this.when] = [kept.id, kept.title, kept.when];
  }

  /** After every key. */
  keep = (): void => {
    if (this.due) return;
    const { title, when } = this;
    write(title || when ? { id: this.#id, title, when } : null);
  };

  /** The list as it is then; null when it was not kept. */
  async save(): Promise<DueList | null> {
    const title = this.title.trim();
    const date = parseTypedDay(this.when);
    this.failure = null;
    this.refused = {
      ...(title === '' ? { title: m.due_what_empty() } : Array.from(title).length > LONGEST ? { title: m.due_what_long() } : {}),
      ...(this.when.trim() === '' ? { when: m.due_when_empty() } : date === null ? { when: m.due_when_unclear() } : {}),
    };
    if (this.refused.title || this.refused.when || date === null || this.#busy) return null;
    this.#busy = true;
    try {
      const list = await host().call('deadline_set', { id: this.#id, title, date });
      this.#clear();
      return list;
    } catch (thrown) {
      this.#refuse(CallError.from(thrown));
      return null;
    } finally {
      this.#busy = false;
    }
  }

  #clear(): void {
    if (this.due) return;
    this.#id = crypto.randomUUID();
    this.title = this.when = '';
    write(null);
  }

  #refuse(error: CallError): void {
    const { field } = error.context;
    if (error.code === 'invalid_input' && field === 'title') this.refused = { title: m.due_what_long() };
    else if (error.code === 'invalid_input' && field === 'date') this.refused = { when: m.due_when_unclear() };
    else this.failure = error;
  }
}

function read(): Draft | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return isRecord(kept) && typeof kept.id === 'string' ? (kept as unknown as Draft) : null;
  } catch {
    return null;
  }
}

function write(draft: Draft | null): void {
  try {
    if (draft) localStorage.setItem(KEY, JSON.stringify(draft));
    else localStorage.removeItem(KEY);
  } catch {
    // It stays in the fields.
  }
}
