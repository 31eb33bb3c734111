/** The four ratings, in the order of their keys. */
import { m } from '#messages';
import type { Rating } from '../../api/bindings';

export const RATINGS = ['again', 'hard', 'good', 'easy'] as const satisfies readonly Rating[];

export function labelOf(rating: Rating): string {
  return { again: m.review_again, hard: m.review_hard, good: m.review_good, easy: m.review_easy }[rating]();
}
