/** The settings of review, kept at once; a value that is not taken is said at its field. */
import { m } from '#messages';
import type { ReviewSettings } from '../../../api/bindings';
import { host } from '../../../api/client';
import { CallError } from '../../../api/error';
import type { Weekday } from './words';

type Field = keyof ReviewSettings;
const RANGES = { cap: { least: 5, most: 200 }, new_cap: { least: 0, most: 50 } } as const;

export class SettingsForm {
  settings = $state.raw<ReviewSettings | null>(null);
  /** The first request failed. */
  error = $state.raw<CallError | null>(null);
  /** A change could not be kept, and not because of its value. */
  failure = $state.raw<CallError | null>(null);
  refused = $state.raw<Partial<Record<Field, string>>>({});
  cap = $state('');
  newCap = $state('');
  retention = $state(90);
  #kept: ReviewSettings | null = null;
  #sending: Promise<void> = Promise.resolve();

  /** Asks and listens until the returned function is called. */
  start(): () => void {
    void this.load();
    return host().onChanged((topics) => {
      if (topics.includes('review')) void this.load();
    });
  }

  async load(): Promise<void> {
    this.error = null;
    try {
      this.#accept((await host().call('review_read', {})).settings);
    } catch (thrown) {
      if (!this.settings) this.error = CallError.from(thrown);
    }
  }

  /** What is being typed, and what was refused, stays as it was typed. */
  #accept(settings: ReviewSettings): void {
    const before = this.#kept;
    this.#kept = this.settings = settings;
    this.retention = Math.round(settings.retention * 100);
    if (!this.refused.cap && (!before || this.cap === String(before.cap) || this.cap.trim() === String(settings.cap))) this.cap = String(settings.cap);
    if (!this.refused.new_cap && (!before || this.newCap === String(before.new_cap) || this.newCap.trim() === String(settings.new_cap))) {
      this.newCap = String(settings.new_cap);
    }
  }

  /** A number was typed: kept when it is one that the core takes. */
  typed(field: 'cap' | 'new_cap'): void {
    const text = (field === 'cap' ? this.cap : this.newCap).trim();
    const value = Number(text);
    const range = RANGES[field];
    const wrong = !/^\d+$/.test(text) ? m.review_set_whole() : value < range.least || value > range.most ? m.review_set_range(range) : '';
    this.#refuse(field, wrong);
    if (!wrong) this.set(field === 'cap' ? { cap: value } : { new_cap: value });
  }

  toggleDay(day: Weekday): void {
    if (!this.settings) return;
    const easy = [...this.settings.easy] as ReviewSettings['easy'];
    easy[day] = !easy[day];
    this.set({ easy });
  }

  /** Shows it at once and keeps it; one after the other, so that the last one stays. */
  set(change: Partial<ReviewSettings>): void {
    if (!this.settings) return;
    this.settings = { ...this.settings, ...change };
    for (const field of Object.keys(change) as Field[]) this.#refuse(field, '');
    this.#sending = this.#sending.then(() => this.#send(change));
  }

  /** Sends everything again that is shown and not kept. */
  again(): void {
    if (this.settings) this.set(this.settings);
  }

  async #send(change: Partial<ReviewSettings>): Promise<void> {
    if (!this.#kept) return;
    this.failure = null;
    try {
      this.#accept((await host().call('review_set', { ...this.#kept, ...change })).settings);
    } catch (thrown) {
      const error = CallError.from(thrown);
      if (error.code !== 'invalid_input') {
        this.failure = error;
        return;
      }
      for (const field of Object.keys(change) as Field[]) this.#refuse(field, m.review_set_refused());
      this.settings = this.#kept;
      this.retention = Math.round(this.#kept.retention * 100);
    }
  }

  #refuse(field: Field, why: string): void {
    const others = Object.fromEntries(Object.entries(this.refused).filter(([name]) => name !== field));
    this.refused = why ? { ...others, [field]: why } : others;
  }
}
