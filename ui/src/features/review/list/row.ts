/** A card in one line. */
import { m } from '#messages';
import type { CardOrigin, CardView } from '../../../api/bindings';
import { dayOfYear, daysFrom, parseDay } from '../../../shared/format/date';

const LONGEST = 180;

/** The words of a side, without markup; long ones end with a sign. */
export function plainText(text: string, markup: boolean): string {
  const words = markup ? (new DOMParser().parseFromString(text, 'text/html').body.textContent) : text;
  const line = words.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1).trimEnd()}…` : line;
}

function originOf({ from }: CardOrigin): string {
  return {
    check: m.cards_origin_check,
    term: m.cards_origin_term,
    highlight: m.cards_origin_highlight,
    note: m.cards_origin_note,
    own: m.cards_origin_own,
  }[from]();
}

/** “4.3 Ranking or optimising · a term · due 27 Nov · forgotten twice”. */
export function aboutCard(card: CardView, now = new Date()): string {
  const due = card.removed ? '' : dueText(card.due, now);
  const lapses = card.lapses > 0 ? m.cards_lapses({ count: card.lapses }) : '';
  return [card.place, originOf(card.origin), due, lapses].filter(Boolean).join(' · ');
}

function dueText(due: string | null, now: Date): string {
  if (due === null) return m.cards_new();
  const day = parseDay(due);
  const days = daysFrom(day, now);
  if (days < 0) return m.cards_overdue({ date: dayOfYear(day, now) });
  if (days === 0) return m.cards_due({ date: m.review_today() });
  if (days === 1) return m.cards_due({ date: m.review_tomorrow() });
  return m.cards_due({ date: dayOfYear(day, now) });
}
