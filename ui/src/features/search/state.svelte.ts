/** One opening of the palette: the text, the tab, the reply on show, and the active row. */
import { m } from '#messages';
import type { SearchCount, SearchFound, SearchKind, Today } from '../../api/bindings';
import { host } from '../../api/client';
import { CallError } from '../../api/error';
import { number } from '../../shared/format/words';
import { actions, matchingActions } from './actions';
import { Asker } from './asker';
import { KINDS, kindInWords, requestText, tidy, understand } from './filters';
import { search } from './opening.svelte';
import { actionGroup, actionRow, hitGroups, noteRow, offerGroups, widenRow, type Group, type Row } from './rows';

interface Ask {
  text: string;
  kind: SearchKind | null;
}

interface Answer extends Ask {
  found: SearchFound;
  /** Of every kind, also when the hits are of one. */
  counts: SearchCount[];
}

export interface Tab {
  kind: SearchKind | null;
  count: number;
}

const MOST_HITS = 60;
const FEW_HITS = 4;

export class SearchState {
  text = $state('');
  /** Something pasted was too long. */
  cut = $state(false);
  /** The chosen tab; null for everything. */
  kind = $state<SearchKind | null>(null);
  today = $state.raw<Today | null>(null);
  /** Stays until the next one comes. */
  answer = $state.raw<Answer | null>(null);
  error = $state.raw<CallError | null>(null);
  #active = $state<string | null>(null);
  #moved = false;
  #onsettled: (() => void) | null = null;

  readonly #actions = actions.list();
  readonly #asker = new Asker<Ask, Answer>({
    send: (ask) => this.#send(ask),
    onreply: (answer) => this.#show(answer),
    onfail: (thrown) => {
      this.error = CallError.from(thrown);
      this.#settle();
    },
  });

  readonly blank = $derived(this.text.trim() === '');
  readonly understood = $derived(understand(this.text));
  /** The reply is to what is in the field now. */
  readonly settled = $derived(this.blank || this.error !== null || (this.answer?.text === this.text && this.answer.kind === this.kind));
  /** Actions are no part of a search that was narrowed. */
  readonly matched = $derived(
    this.kind === null && this.understood.filters.length === 0 ? matchingActions(this.understood.words, this.#actions) : [],
  );
  readonly nothing = $derived(this.#nothing());
  readonly groups = $derived(this.#groups());
  readonly rows = $derived(this.groups.flatMap((group) => group.rows));
  readonly active = $derived(this.rows.find((row) => row.key === this.#active) ?? this.rows[0] ?? null);
  readonly tabs = $derived(this.#tabs());
  /** There is something to narrow. */
  readonly narrows = $derived(this.tabs.length > 1 && this.error === null);
  readonly total = $derived(this.answer ? sum(this.answer.counts, this.answer.kind) : 0);

  /** What can be gone on with; without it there are only the recent searches. */
  async greet(): Promise<void> {
    this.today = await host().call('today_read', {}).catch(() => null);
  }

  type(raw: string): void {
    const { text, cut } = tidy(raw);
    this.text = text;
    this.cut = cut;
    this.#ask();
  }

  narrow(kind: SearchKind | null): void {
    if (kind === this.kind) return;
    this.kind = kind;
    this.#ask();
  }

  /** To the next tab, or the one before. */
  turn(step: 1 | -1): void {
    const tabs = this.tabs;
    const here = tabs.findIndex((tab) => tab.kind === this.kind);
    this.narrow(tabs[(here + step + tabs.length) % tabs.length]?.kind ?? null);
  }

  again(): void {
    this.#ask();
  }

  move(step: number): void {
    const { rows } = this;
    if (rows.length === 0) return;
    const here = this.active ? rows.indexOf(this.active) : -1;
    const to = Math.abs(step) === 1 ? (here + step + rows.length) % rows.length : Math.min(rows.length - 1, Math.max(0, here + step));
    this.point(rows[to] ?? null);
  }

  point(row: Row | null): void {
    this.#moved = true;
    this.#active = row?.key ?? null;
  }

  /** Enter, typed faster than the reply: it means the row that is about to come. */
  whenSettled(run: () => void): void {
    if (this.settled || this.#moved) run();
    else this.#onsettled = run;
  }

  stop(): void {
    this.#asker.forget();
    this.#onsettled = null;
  }

  #ask(): void {
    this.#onsettled = null;
    this.#moved = false;
    if (this.blank) {
      this.#asker.forget();
      this.answer = this.error = null;
      this.kind = null;
      this.#active = null;
      return;
    }
    this.#asker.ask({ text: this.text, kind: this.kind });
  }

  async #send({ text, kind }: Ask): Promise<Answer> {
    const call = (of: SearchKind | null, limit: number) =>
      host().call('search_query', { text: requestText(text, of), limit });
    if (kind === null) {
      const found = await call(null, MOST_HITS);
      // A kind whose best hit is not among the first still has its group.
      const missing = found.counts.filter((each) => !found.hits.some((hit) => hit.kind === each.kind));
      const more = await Promise.all(missing.map((each) => call(each.kind, FEW_HITS)));
      const hits = [...found.hits, ...more.flatMap((each) => each.hits)];
      return { text, kind, found: { ...found, hits }, counts: found.counts };
    }
    // The other tabs keep their counts: those of the same text without the tab.
    const known = this.answer?.text === text ? this.answer.counts : null;
    const [found, counts] = await Promise.all([call(kind, MOST_HITS), known ?? call(null, 1).then((all) => all.counts)]);
    return { text, kind, found, counts };
  }

  #show(answer: Answer): void {
    this.error = null;
    if (!this.#moved) this.#active = null;
    this.answer = answer;
    this.#settle();
  }

  #settle(): void {
    const run = this.#onsettled;
    this.#onsettled = null;
    run?.();
  }

  #groups(): Group[] {
    if (this.blank) return offerGroups(this.today, search.recent);
    if (this.error) return [];
    const { words } = this.understood;
    const found = this.answer ? hitGroups(this.answer.found.hits, this.answer.kind !== null) : [];
    const rows = this.matched.map(actionRow);
    if (this.nothing !== null) {
      if (this.kind !== null) rows.push(widenRow());
      if (words !== '') rows.push(noteRow(words));
    }
    return [...found, ...actionGroup(rows)];
  }

  #tabs(): Tab[] {
    if (this.blank) return [];
    const counts = this.error ? [] : (this.answer?.counts ?? []);
    const kinds = KINDS.filter((kind) => kind === this.kind || sum(counts, kind) > 0);
    return [{ kind: null, count: 0 }, ...kinds.map((kind) => ({ kind, count: sum(counts, kind) }))];
  }

  /** That there is neither hit nor action, in words; null when there is one. */
  #nothing(): string | null {
    if (this.blank || this.error || !this.answer || !this.settled) return null;
    if (this.answer.found.hits.length > 0 || this.matched.length > 0) return null;
    const { words, filters } = this.understood;
    if (this.kind !== null) return m.search_none_kind({ kind: kindInWords(this.kind), text: this.text.trim() });
    if (words === '') return m.search_none_filters({ filters: filters.join(', ') });
    return m.search_none({ text: this.text.trim() });
  }

  /** “12 results”, for those who listen. */
  spoken(): string {
    if (!this.answer || this.blank || this.error || !this.settled) return '';
    if (this.total === 0) return this.nothing ?? m.search_no_results();
    const count = number(this.total);
    return this.answer.found.broad ? m.search_results_least({ count }) : m.search_results({ count: this.total });
  }
}

function sum(counts: readonly SearchCount[], kind: SearchKind | null): number {
  return counts.filter((each) => kind === null || each.kind === kind).reduce((total, each) => total + each.count, 0);
}
