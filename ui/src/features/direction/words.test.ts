import { expect, test } from 'vitest';
import { FakeDirection } from './fake-core';
import { beginWith, directionSentence, sourceHref, sourceLine, statusLine, tooLong } from './words';

const core = () => new FakeDirection();
const section = (of: FakeDirection, id: string) => {
  const found = of.read().sections.find((each) => each.id === id);
  if (!found) throw new Error(id);
  return found;
};

test('how much it says is a sentence', () => {
  const { sections } = core().read();
  const said = [0, 1, 3, 5].map((filled) => directionSentence({ filled, sections }));
  expect(said).toEqual([
    'No section says anything yet.',
    'One of five sections says something.',
    'Three of five sections say something.',
    'All five sections say something.',
  ]);
});

test('the line of a section names its exercise by what the reader can do there', () => {
  const of = core();
  expect(sourceLine(section(of, 'services'))).toBe('Fill in Service maturity');
  expect(sourceLine(section(of, 'mandate'))).toBe('Answer the reflection in 2.1 Mandate');
  of.draw('services', 'Half of it.');
  of.draw('mandate', 'Two decisions.');
  expect(sourceLine(section(of, 'services'))).toBe('From Service maturity');
  expect(sourceLine(section(of, 'mandate'))).toBe('From your reflection in 2.1 Mandate');
  of.own.set('services', 'Mine.');
  expect(sourceLine(section(of, 'services'))).toBe('In your own words, in place of Service maturity');
  expect(sourceLine(section(of, 'support'))).toBe('Nothing is drawn from Stakeholder grid: it is about people');
  expect(sourceHref(section(of, 'mandate').source)).toBe('#/lesson/pmo/m2/b');
  expect(sourceHref(section(of, 'services').source)).toBe('#/workbook/t2');
  expect(sourceHref(section(of, 'stop').source)).toBeNull();
});

test('one begins with where the office stands and its mandate, never with people', () => {
  expect(beginWith(core().read()).map(({ label }) => label)).toEqual(['Fill in Survive–thrive', 'Answer the reflection in 2.1 Mandate']);
  const other = core();
  other.sections = other.sections.filter(({ id }) => id !== 'mandate').reverse();
  expect(beginWith(other.read()).map(({ href }) => href)).toEqual(['#/workbook/t1', '#/workbook/t2']);
});

test('what is safe is said first, and what is too much by how much', () => {
  expect(statusLine({ status: 'failed', error: null })).toMatch(/^Not saved yet\. Your text is kept/);
  expect(tooLong(4120)).toBe('This has 4,120 characters; a section holds 4,000. Your text stays here; take out 120 and it is saved.');
});
