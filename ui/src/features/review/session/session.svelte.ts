/**
 * Today's review: one card after the other. A rating goes on at once; what is not kept yet outlives
 * the screen and is sent again until it is.
 */
import { m } from '#messages';
import type { Rating, ReviewCard, ReviewDay, ReviewRate } from '../../../api/bindings';
import { host } from '../../../api/client';
import { CallError } from '../../../api/error';
import type { Host } from '../../../api/port';
import { toasts } from '../../../shared/toasts.svelte';
import { ThinkingClock } from './clock';

const RETRY_MS = [2000, 4000, 8000];
/** Asking again would bring the same answer. */
const FINAL = new Set(['invalid_input', 'not_found', 'too_large', 'unsupported', 'unauthorised', 'forbidden']);
const TOPICS = new Set(['review', 'course', 'highlight', 'note', 'progress', 'app']);

export class ReviewSession {
  day = $state.raw<ReviewDay | null>(null);
  error = $state.raw<CallError | null>(null);
  /** The answer is visible. */
  shown = $state(false);
  /** A rating could not be kept just now; it is tried again. */
  trouble = $state(false);
  readonly clock = new ThinkingClock();
  #waiting = $state.raw<readonly ReviewRate[]>([]);
  #current = $state<string | null>(null);
  #rated: string[] = [];
  #sending: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #failures = 0;
  #turn = 0;

  readonly queue = $derived.by<ReviewCard[]>(() => {
    const waiting = this.#waiting.map(({ card }) => card);
    return (this.day?.queue ?? []).filter(({ card }) => !waiting.includes(card.id));
  });
  readonly current = $derived(this.queue.find(({ card }) => card.id === this.#current) ?? this.queue[0] ?? null);
  readonly done = $derived((this.day?.done ?? 0) + this.#waiting.length);
  readonly unsaved = $derived(this.#waiting.length);
  readonly canUndo = $derived(this.#waiting.length > 0 || this.day?.can_undo === true);

  async load(): Promise<void> {
    const turn = ++this.#turn;
    this.error = null;
    try {
      const day = await host().call('review_read', {});
      if (turn === this.#turn) this.#accept(day);
    } catch (thrown) {
      if (turn === this.#turn) this.error = CallError.from(thrown);
    }
  }

  /** The card that is on screen stays there as long as it is still to be asked. */
  #accept(day: ReviewDay): void {
    this.#turn++;
    this.error = null;
    const before = this.current?.card.id ?? null;
    this.day = day;
    if ((this.current?.card.id ?? null) !== before) this.#turnTo(this.current?.card.id ?? null);
  }

  #turnTo(card: string | null): void {
    this.#current = card;
    this.shown = false;
    this.clock.start();
  }

  show(): void {
    if (this.current) this.shown = true;
  }

  /** Rates the card on screen and goes on to the next. */
  rate(rating: Rating): void {
    const { current } = this;
    if (!current || !this.shown) return;
    const { id } = current.card;
    const rate: ReviewRate = { id: crypto.randomUUID(), card: id, rating, ms: this.clock.read() };
    this.#rated.push(id);
    this.#waiting = [...this.#waiting, rate];
    this.#turnTo(this.queue[0]?.card.id ?? null);
    if (!this.#timer) void this.flush();
  }

  /** Ends when there is nothing more to try. */
  flush = (): Promise<void> => {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    return (this.#sending ??= this.#send().finally(() => (this.#sending = null)));
  };

  async #send(): Promise<void> {
    for (;;) {
      const [rate] = this.#waiting;
      if (!rate) return;
      try {
        const day = await host().call('review_rate', rate);
        this.#sent(rate);
        this.#accept(day);
      } catch (thrown) {
        if (!FINAL.has(CallError.from(thrown).code)) {
          this.#later();
          return;
        }
        this.#sent(rate);
        toasts.show(m.review_dropped());
        await this.load();
      }
    }
  }

  #sent(rate: ReviewRate): void {
    this.#failures = 0;
    this.trouble = false;
    // Before it is asked anew, its place on screen is free for the next card.
    this.#current = this.current?.card.id ?? null;
    this.#waiting = this.#waiting.filter((each) => each !== rate);
  }

  #later(): void {
    this.trouble = true;
    const wait = RETRY_MS[Math.min(this.#failures++, RETRY_MS.length - 1)];
    this.#timer = setTimeout(() => void this.flush(), wait);
  }

  /** Takes the last rating back; its card is on screen again, with its answer. False when that failed. */
  async undo(): Promise<boolean> {
    await this.flush();
    const last = this.#rated.pop() ?? null;
    const unsent = this.#waiting.at(-1);
    if (unsent) this.#waiting = this.#waiting.slice(0, -1);
    else {
      try {
        this.#accept(await host().call('review_undo', {}));
      } catch {
        if (last !== null) this.#rated.push(last);
        return false;
      }
    }
    const back = this.queue.find(({ card }) => card.id === last) ?? this.queue[0];
    this.#turnTo(back?.card.id ?? null);
    this.shown = back?.card.id === last;
    return true;
  }

  /** Follows the data and the window until the returned function is called. */
  start(): () => void {
    void this.load();
    const now = () => {
      if (document.visibilityState === 'hidden') this.clock.pause();
      else {
        this.clock.resume();
        void this.load();
      }
    };
    const stop = host().onChanged((topics) => {
      // What this session sends is answered by the reply itself.
      if (!this.#sending && topics.some((topic) => TOPICS.has(topic))) void this.load();
    });
    const events = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
    for (const event of events) window.addEventListener(event, this.clock.touch, { passive: true, capture: true });
    document.addEventListener('visibilitychange', now);
    this.clock.start();
    return () => {
      stop();
      this.clock.pause();
      for (const event of events) window.removeEventListener(event, this.clock.touch, { capture: true });
      document.removeEventListener('visibilitychange', now);
    };
  }
}

const sessions = new WeakMap<Host, ReviewSession>();

/** The session of this window: leaving the screen loses nothing. */
export function reviewSession(): ReviewSession {
  const now = host();
  const known = sessions.get(now);
  if (known) return known;
  // In a root of its own: what it derives must not end with the screen that asked first.
  let session!: ReviewSession;
  $effect.root(() => {
    session = new ReviewSession();
  });
  sessions.set(now, session);
  now.onClosing(session.flush);
  return session;
}
