import { expect, test } from 'vitest';
import { card, FakeReview, plus, TODAY } from './fake-core';
import { aheadSentence, minutesLeft, reviewSentence } from './sentence';
import { whenInSentence, whenShort } from './when';

const day = (review: FakeReview) => review.read();
const many = (count: number) => Array.from({ length: count }, (_, at) => card(`c${at}`));

test('a queue is counted, with its minutes', () => {
  const seven = { ...day(new FakeReview(many(7))), minutes: 4 };
  expect(reviewSentence(seven, 7, 4)).toBe('Seven cards, about four minutes.');
  expect(reviewSentence(seven, 1, minutesLeft(seven, 1))).toBe('One card, about one minute.');
  expect(minutesLeft({ ...seven, queue: [] }, 0)).toBe(0);
});

test('without a queue it says why, and when the next ones come', () => {
  expect(reviewSentence(day(new FakeReview()), 0, 0)).toBe('There are no cards yet.');
  expect(reviewSentence(day(new FakeReview([card('a', { due: plus(4) })])), 0, 0)).toBe('Nothing is due today. The next cards come on Fri 27 Nov.');
  const review = new FakeReview([card('a')]);
  review.rate({ id: 'r', card: 'a', rating: 'again', ms: 1 });
  expect(reviewSentence(day(review), 0, 0)).toBe('Nothing more is due today. The next cards come tomorrow.');
});

test('what waits beyond the cap is said', () => {
  const review = new FakeReview(many(3));
  review.settings.cap = 1;
  review.rate({ id: 'r', card: 'c0', rating: 'good', ms: 1 });
  expect(reviewSentence(day(review), 0, 0)).toBe('Today’s cards are done. Two more wait beyond the cap of 1, and come on the next days.');
});

test('the days ahead: none, one day, a fullest day, evenly', () => {
  const ahead = (...counts: number[]) => counts.map((cards, at) => ({ date: plus(at + 1), cards, easy: false }));
  expect(aheadSentence(ahead(0, 0), TODAY)).toBe('No cards come in the next 14 days.');
  expect(aheadSentence(ahead(2, 0), TODAY)).toBe('Two cards come in the next 14 days, all tomorrow.');
  expect(aheadSentence(ahead(1, 0, 0, 3), TODAY)).toBe('Four reviews come in the next 14 days. The fullest day is Fri 27 Nov, with three.');
  expect(aheadSentence(ahead(2, 2), TODAY)).toBe('Four reviews come in the next 14 days, at most two a day.');
});

test('when a card comes back, alone and inside a sentence', () => {
  expect([TODAY, plus(1), plus(4), '2027-01-08'].map((date) => whenShort(date, TODAY))).toEqual(['today', 'tomorrow', 'Fri 27 Nov', 'Fri 8 Jan 2027']);
  expect([plus(1), plus(4)].map((date) => whenInSentence(date, TODAY))).toEqual(['tomorrow', 'on Fri 27 Nov']);
});
