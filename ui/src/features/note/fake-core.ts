/** For tests: a core that keeps notes in memory, with documents that really merge. */
import { vi } from 'vitest';
import type { NoteCard, NoteCreate, NoteEdit, NoteFilter, NoteList, NoteSet, NoteSync, NoteView, Topic } from '../../api/bindings';
import { useHost } from '../../api/client';
import { CallError } from '../../api/error';
import type { Host } from '../../api/port';
import { defaultPreferences } from '../../api/preferences';
import { mergedText, StoredDoc } from './fake-doc';

interface Stored {
  card: NoteCard;
  doc: StoredDoc;
  quote: NoteView['quote'];
}

type Answers = Record<string, (input: never) => unknown>;

const at = '2026-10-12T10:00:00Z';

export function card(id: string, more: Partial<NoteCard> = {}): NoteCard {
  return { id, title: '', excerpt: '', tags: [], place: null, words: 0, created_at: at, updated_at: at, removed_at: null, ...more };
}

export class FakeCore {
  readonly stored = new Map<string, Stored>();
  readonly calls: { name: string; input: Record<string, unknown> }[] = [];
  /** Makes the named command fail. */
  readonly failing = new Map<string, CallError>();
  readonly #windows: Set<(topics: Topic[]) => void>[] = [];
  mostBytes = 512 * 1024;
  more: Answers = {};

  put(id: string, more: Partial<NoteCard> = {}, paragraphs: string[] = [], quote: NoteView['quote'] = null): void {
    const doc = new StoredDoc(paragraphs);
    this.stored.set(id, { card: card(id, { excerpt: paragraphs.join('\n'), ...more }), doc, quote });
  }

  text(id: string): string {
    const found = this.stored.get(id);
    return found ? mergedText(found.doc) : '';
  }

  of(name: string) {
    return this.calls.filter((call) => call.name === name).map((call) => call.input);
  }

  view(id: string): NoteView {
    const { card, doc, quote } = this.#note(id);
    return { card, state: doc.state(), quote, versions: 2, most_bytes: this.mostBytes };
  }

  /** Someone else changed something. */
  change(...topics: Topic[]): void {
    for (const listeners of this.#windows) for (const listener of [...listeners]) listener(topics);
  }

  /** A window's way to the core; the one made last is the current host. */
  window() {
    const changed = new Set<(topics: Topic[]) => void>();
    const closing = new Set<() => Promise<void>>();
    this.#windows.push(changed);
    const listen = <T>(set: Set<T>) => (listener: T) => {
      set.add(listener);
      return () => set.delete(listener);
    };
    const host = {
      kind: 'browser',
      call: async (name: string, input: never) => {
        this.calls.push({ name, input });
        await Promise.resolve();
        const failure = this.failing.get(name);
        if (failure) throw failure;
        const value = structuredClone(this.#answer(name, input));
        if (['note_create', 'note_save', 'note_set', 'note_remove', 'note_restore', 'note_erase'].includes(name)) this.change('note');
        return value;
      },
      onChanged: listen(changed),
      onClosing: listen(closing),
      onOpenFile: () => () => undefined,
      saveFile: vi.fn(() => Promise.resolve('note.md')),
      pickNotes: vi.fn(() => Promise.resolve('/tmp/notes.zip')),
      openExternal: vi.fn(() => Promise.resolve()),
      print: vi.fn(),
      preferences: { load: () => Promise.resolve({ ...defaultPreferences }), save: () => Promise.resolve() },
    };
    useHost(host as unknown as Host);
    return { host, close: () => Promise.all([...closing].map((listener) => listener())) };
  }

  #note(id: string): Stored {
    const found = this.stored.get(id);
    if (!found) throw new CallError('not_found', 'No such note.');
    return found;
  }

  #answer(name: string, input: never): unknown {
    const own = this.more[name];
    if (own) return own(input);
    const { id } = input as { id: string };
    switch (name) {
      case 'note_create':
        return this.#create(input);
      case 'note_open':
        return this.view(id);
      case 'note_save': {
        const { update, vector } = input as NoteEdit;
        const { card, doc } = this.#note(id);
        doc.merge(update);
        Object.assign(card, { excerpt: mergedText(doc), updated_at: new Date().toISOString() });
        return { card, update: doc.lacking(vector), versions: 2 };
      }
      case 'note_sync': {
        const { card, doc } = this.#note(id);
        return { card, update: doc.lacking((input as NoteSync).vector), versions: 2 };
      }
      case 'note_set':
        return this.#set(input);
      case 'note_list':
        return this.#list(input);
      case 'note_remove':
        return Object.assign(this.#note(id).card, { removed_at: at });
      case 'note_restore':
        return Object.assign(this.#note(id).card, { removed_at: null });
      case 'note_erase':
        this.stored.delete(id);
        return {};
      case 'note_versions':
        return { versions: [] };
      case 'course_list':
        return { courses: [] };
      case 'tool_list':
        return { tools: [] };
      case 'markdown_read':
        return { doc: { type: 'doc', content: [{ type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: 'Read' }] }] } };
      default:
        throw new CallError('unsupported', name);
    }
  }

  #create({ id, title, tags, markdown }: NoteCreate): NoteView {
    if (id !== null && !this.stored.has(id)) this.put(id, { title, tags, created_at: new Date().toISOString() }, markdown === '' ? [] : [markdown]);
    return this.view(id ?? '');
  }

  #set({ id, title, add_tags, remove_tags, place }: NoteSet): NoteCard {
    const { card } = this.#note(id);
    if (title !== undefined) card.title = title.trim();
    if (add_tags) card.tags = [...new Set([...card.tags, ...add_tags])].sort();
    if (remove_tags) card.tags = card.tags.filter((tag) => !remove_tags.includes(tag));
    if (place) card.place = place.lesson || place.tool ? { ...place, number: null, title: null, module: null } : null;
    return card;
  }

  #list({ text, tag, module, trash, detached, order, offset, limit }: NoteFilter): NoteList {
    const all = [...this.stored.values()];
    const matching = all.filter(
      ({ card, quote }) =>
        (card.removed_at !== null) === trash &&
        (text === '' || `${card.title} ${card.excerpt}`.toLowerCase().includes(text.toLowerCase())) &&
        (tag === null || card.tags.includes(tag)) &&
        (module === null || card.place?.module === module) &&
        (!detached || quote?.detached === true),
    );
    const cards = matching.map(({ card }) => card);
    if (order === 'title') cards.sort((one, other) => one.title.localeCompare(other.title));
    if (order === 'oldest') cards.reverse();
    const tags = new Map<string, number>();
    for (const { card } of all) for (const each of card.tags) tags.set(each, (tags.get(each) ?? 0) + 1);
    const modules = [...new Set(all.flatMap(({ card }) => card.place?.module ?? []))].sort();
    return {
      notes: cards.slice(offset, offset + limit),
      total: cards.length,
      all: all.filter(({ card }) => card.removed_at === null).length,
      trashed: all.filter(({ card }) => card.removed_at !== null).length,
      tags: [...tags].map(([name, notes]) => ({ tag: name, notes })),
      modules: modules.map((number) => ({ course: 'pmo', module: number, title: `Module ${number}`, notes: 1 })),
    };
  }
}
