/** One open lesson: its text, what the reader did in it, and keeping what they do now. */
import { SvelteSet } from 'svelte/reactivity';
import type { AttemptView, Block, LessonState, LessonStanding, LessonView } from '../../api/bindings';
import { host } from '../../api/client';
import { CallError } from '../../api/error';
import { m } from '#messages';
import { readingFonts } from './reading/fonts';
import { Sender } from './reading/sender';
import { drafts } from './writing/drafts';

/** Numbers of lessons seen so far, for “Opening 1.2”. Nothing redraws when one is learnt. */
// eslint-disable-next-line svelte/prefer-svelte-reactivity
const numbers = new Map<string, string>();

/** What lessons that were just left are still keeping: opening waits for it. */
let leaving: Promise<unknown> = Promise.resolve();

export class LessonModel {
  view = $state.raw<LessonView | null>(null);
  error = $state.raw<CallError | null>(null);
  /** How often the text was replaced by a revision of the course while the lesson was open. */
  edition = $state(0);
  /** Progress could not be kept just now; it is tried again. */
  trouble = $state(false);
  state = $state<LessonState>('new');
  completedAt = $state<string | null>(null);
  attempts = $state.raw<Partial<Record<string, AttemptView>>>({});
  readonly seen = new SvelteSet<string>();
  readonly bookmarks = new SvelteSet<string>();
  #sender: Sender | null = null;
  #left = false;

  constructor(
    readonly course: string,
    readonly id: string,
  ) {}

  readonly blocks = $derived<Block[]>(this.view?.blocks ?? []);
  readonly unread = $derived(this.blocks.filter((block) => !this.seen.has(block.id)));
  readonly checksLeft = $derived(this.blocks.filter((block) => block.kind === 'check' && !this.attempts[block.id]));
  readonly #seconds = $derived(this.blocks.reduce((sum, block) => sum + block.seconds, 0));
  readonly #secondsLeft = $derived(this.unread.reduce((sum, block) => sum + block.seconds, 0));
  readonly done = $derived(this.state === 'done');
  readonly minutesLeft = $derived(this.done ? 0 : Math.ceil(this.#secondsLeft / 60));
  /** How much was read, 0 to 1 by reading time. */
  readonly fraction = $derived(
    this.done ? 1 : this.#seconds > 0 ? 1 - this.#secondsLeft / this.#seconds : 0,
  );

  get opening(): string {
    const number = numbers.get(this.id);
    return number === undefined ? m.lesson_opening() : m.lesson_opening_number({ number });
  }

  async open(): Promise<void> {
    this.error = null;
    await leaving;
    try {
      const opening = host().call('lesson_open', { course: this.course, lesson: this.id });
      const [view] = await Promise.all([opening, readingFonts()]);
      if (!this.#left) this.#show(view);
    } catch (thrown) {
      this.error = CallError.from(thrown);
      // Gone with a revision. Text that is only on screen stays there.
      if (this.error.code === 'not_found' && !drafts.stuck) this.view = null;
    }
  }

  /** Asks again after the course changed. True when the text is another one now. */
  async reopen(): Promise<boolean> {
    const before = this.edition;
    await this.flush();
    await this.open();
    return this.edition !== before;
  }

  #show(view: LessonView): void {
    this.#sender ??= new Sender(
      {
        send: (report) => host().call('lesson_progress', { course: this.course, lesson: this.id, ...report }),
        onstanding: (standing) => this.#stand(standing),
        ontrouble: (trouble) => (this.trouble = trouble),
      },
      view.position,
    );
    for (const each of [...view.module.lessons, view.previous, view.next]) {
      if (each) numbers.set(each.id, each.number);
    }
    if (this.view && textOf(this.view) !== textOf(view)) this.edition++;
    replace(this.seen, view.seen);
    replace(this.bookmarks, view.bookmarks);
    this.attempts = view.attempts;
    this.state = view.state;
    this.completedAt = view.completed_at;
    this.view = view;
  }

  #stand(standing: LessonStanding): void {
    this.state = standing.state;
    this.completedAt = standing.completed_at;
  }

  move(block: string, fraction: number): void {
    this.#sender?.move({ block, fraction });
  }

  read(ids: string[]): void {
    for (const id of ids) this.seen.add(id);
    this.#sender?.saw(ids);
  }

  input(): void {
    this.#sender?.input();
  }

  async answered(block: string, attempt: AttemptView): Promise<void> {
    this.attempts = { ...this.attempts, [block]: attempt };
    // The answer may have completed the lesson.
    await this.#sender?.flush(true);
  }

  async mark(done: boolean): Promise<void> {
    await this.#sender?.flush();
    this.#stand(await host().call('lesson_mark', { course: this.course, lesson: this.id, done }));
  }

  async bookmark(block: string, on: boolean): Promise<void> {
    const set = (to: boolean) => (to ? this.bookmarks.add(block) : this.bookmarks.delete(block));
    set(on);
    try {
      await host().call('bookmark_set', { course: this.course, lesson: this.id, block, on });
    } catch (thrown) {
      set(!on);
      throw CallError.from(thrown);
    }
  }

  /** Keeps everything now: the window is hidden or about to go. */
  async flush(): Promise<void> {
    await Promise.all([this.#sender?.flush(), drafts.flush()]);
  }

  /** The reader goes elsewhere. */
  leave(): void {
    this.#left = true;
    leaving = Promise.allSettled([leaving, this.#sender?.close(), drafts.flush()]);
  }
}

/** What the author wrote; `redo` also changes with what the reader does. */
function textOf(view: LessonView | null): string {
  const text = [view?.title, view?.standfirst, view?.blocks, view?.sources];
  return JSON.stringify(text, (key, value: unknown) => (key === 'redo' ? undefined : value));
}

function replace(set: SvelteSet<string>, ids: string[]): void {
  set.clear();
  for (const id of ids) set.add(id);
}
