/** For tests: hits, replies and a host. */
import { vi } from 'vitest';
import type { SearchCount, SearchFound, SearchHit, SearchPiece, SearchQuery } from '../../api/bindings';
import { useHost } from '../../api/client';
import { CallError } from '../../api/error';
import type { Host } from '../../api/port';

/** “A *forced* start”. */
export const pieces = (text: string): SearchPiece[] =>
  text.split(/\*/).map((each, index) => ({ text: each, hit: index % 2 === 1 })).filter((piece) => piece.text !== '');

export function hit(of: Partial<Omit<SearchHit, 'title' | 'snippet'>> & { title?: string; snippet?: string }): SearchHit {
  const nothing = { kind: 'lesson', course: null, lesson: null, number: null, block: null, note: null, tool: null, at: null } as const;
  return { ...nothing, ...of, title: pieces(of.title ?? ''), snippet: pieces(of.snippet ?? '') };
}

export const lessonHit = hit({
  course: 'pmo',
  lesson: 'l4',
  number: '4.4',
  block: 'p3',
  title: 'What a *forced* project costs',
  snippet: 'When a project is *forced* in.',
});
export const noteHit = hit({ kind: 'note', note: 'n1', number: '4.4', at: '2020-10-12T09:00:00Z', title: '*Forced* projects, for Anders', snippet: 'Show him.' });
export const toolHit = hit({ kind: 'tool', tool: 't4', title: 'Portfolio frontier', snippet: '*Forced* in: Ledger.' });

export function found(hits: SearchHit[], broad = false): SearchFound {
  const counts: SearchCount[] = [];
  for (const { kind } of hits) {
    const count = counts.find((each) => each.kind === kind);
    if (count) count.count++;
    else counts.push({ kind, count: 1 });
  }
  return { hits, counts, broad, words: [] };
}

/** Answers every search by `reply`; today has nothing. */
export function fakeSearch(reply: (query: SearchQuery) => SearchFound | Promise<SearchFound>) {
  const asked: string[] = [];
  const call = vi.fn(async (name: string, input: unknown): Promise<unknown> => {
    if (name !== 'search_query') throw new CallError('not_found', name);
    asked.push((input as SearchQuery).text);
    return reply(input as SearchQuery);
  });
  useHost({ kind: 'browser', call, onChanged: () => () => undefined } as unknown as Host);
  return asked;
}
