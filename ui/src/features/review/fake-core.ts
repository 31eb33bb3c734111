/** For tests: a small core that reviews cards, one day long. Ratings put a card a few days on. */
import type {
  CardAdd, CardFilter, CardList, CardRef, CardSet, CardView, Rating, ReviewCard, ReviewDay, ReviewRate, ReviewSettings,
} from '../../api/bindings';

export const TODAY = '2026-11-23';
const DAYS: Record<Rating, number> = { again: 1, hard: 2, good: 4, easy: 9 };
const ORDER: Rating[] = ['again', 'hard', 'good', 'easy'];

export const settings = (): ReviewSettings => ({
  cap: 30, new_cap: 10, retention: 0.9, easy: [false, false, false, false, false, true, true], terms: true, checks: true,
});

export function card(id: string, more: Partial<CardView> = {}): CardView {
  return {
    id, origin: { from: 'own' }, front: `Question ${id}?`, back: `Answer ${id}.`, markup: false, place: '4.3 Ranking or optimising',
    lesson: { course: 'pmo', lesson: 'm4-ranking' }, due: TODAY, reviews: 0, lapses: 0, last_at: null, recall: null, removed: false, ...more,
  };
}

export function plus(days: number, from = TODAY): string {
  const [year = 0, month = 1, day = 1] = from.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10);
}

export class FakeReview {
  settings = settings();
  done: { id: string | null; card: string; before: CardView }[] = [];

  constructor(public cards: CardView[] = []) {}

  #set(id: string, change: Partial<CardView>): CardView {
    const found = this.cards.find((each) => each.id === id);
    if (!found) throw Object.assign(new Error('No such card.'), { code: 'not_found' });
    const next = { ...found, ...change };
    this.cards = this.cards.map((each) => (each.id === id ? next : each));
    return next;
  }

  read(): ReviewDay {
    const live = this.cards.filter(({ removed }) => !removed);
    const due = live.filter((each) => each.due === null || each.due <= TODAY);
    const room = Math.max(0, this.settings.cap - this.done.length);
    const queue: ReviewCard[] = due.slice(0, room).map((each) => ({ card: each, dates: ORDER.map((rating) => plus(DAYS[rating])) }));
    const later = live.flatMap((each) => (each.due !== null && each.due > TODAY ? [each.due] : [])).sort();
    const ahead = Array.from({ length: 14 }, (_, at) => {
      const date = plus(at + 1);
      const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
      return { date, cards: later.filter((each) => each === date).length, easy: this.settings.easy[weekday] ?? false };
    });
    return {
      date: TODAY, queue, done: this.done.length, waiting: due.length - queue.length, minutes: Math.ceil(queue.length / 2), ahead,
      cards: live.length, can_undo: this.done.length > 0, next: later[0] ?? null, settings: this.settings,
    };
  }

  /** Sent again it counts once. */
  rate({ id, card: of, rating }: ReviewRate): ReviewDay {
    if (id !== null && this.done.some((each) => each.id === id)) return this.read();
    const before = this.cards.find((each) => each.id === of);
    const after = this.#set(of, { due: plus(DAYS[rating]), reviews: (before?.reviews ?? 0) + 1, lapses: (before?.lapses ?? 0) + (rating === 'again' ? 1 : 0) });
    this.done.push({ id, card: of, before: before ?? after });
    return this.read();
  }

  undo(): ReviewDay {
    const last = this.done.pop();
    if (last) this.#set(last.card, last.before);
    return this.read();
  }

  set(next: ReviewSettings): ReviewDay {
    this.settings = next;
    return this.read();
  }

  list({ words, removed, from, most }: CardFilter): CardList {
    const found = this.cards.filter((each) => each.removed === removed && `${each.front} ${each.back}`.toLowerCase().includes(words.toLowerCase()));
    return { cards: found.slice(from, from + most), total: found.length };
  }

  add({ id, origin, front, back }: CardAdd): CardView {
    const there = this.cards.find((each) => each.id === id);
    if (there) return there;
    const made = card(id ?? 'made', { origin, front: front || 'What a director owns', back: back || 'The passage.', due: null, lesson: null, place: '' });
    this.cards = [...this.cards, made];
    return made;
  }

  answers() {
    return {
      review_read: () => this.read(),
      review_rate: (input: ReviewRate) => this.rate(input),
      review_undo: () => this.undo(),
      review_set: (input: ReviewSettings) => this.set(input),
      card_add: (input: CardAdd) => this.add(input),
      card_set: ({ card: id, front, back }: CardSet) => this.#set(id, { front, back }),
      card_remove: ({ card: id }: CardRef) => this.#set(id, { removed: true }),
      card_restore: ({ card: id }: CardRef) => this.#set(id, { removed: false }),
      card_list: (input: CardFilter) => this.list(input),
    };
  }
}
