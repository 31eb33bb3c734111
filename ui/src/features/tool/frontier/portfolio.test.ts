import { expect, test } from 'vitest';
import { frontier, portfolioFields } from '../fake-core';
import { addition, looksLikeRows, pasteBytes, replacement } from '../rows/rows';
import { findingParts } from './finding';
import { criteriaOf, excludes, groupsOf, inPlace, projectsOf, removal, setExcludes, valueOf, type Project } from './portfolio';

const fields = portfolioFields();
const criteria = criteriaOf(fields);
const projects = projectsOf(fields, criteria);
const at = (index: number): Project => {
  const project = projects[index];
  if (!project) throw new Error(`no project ${index}`);
  return project;
};

test('fields become projects in their order, with one criterion when none is given', () => {
  expect(criteria).toEqual([{ id: 'score', name: 'Score', weight: 1, share: 1 }]);
  expect(projects).toHaveLength(14);
  expect(at(0)).toMatchObject({ name: 'Ledger replacement', cost: 5.2, value: 52, forced: true });
  expect(projectsOf({ 'project:x': { name: 4, cost: 'a lot', depends: [1, 'y'] } }, criteria)[0]).toMatchObject({
    name: '',
    cost: null,
    value: null,
    depends: ['y'],
  });
});

test('a value is the weighted sum, once every score that counts is there', () => {
  const two = criteriaOf({ 'criterion:b': { name: 'B', weight: 1, order: 1 }, 'criterion:a': { name: 'A', weight: 3, order: 0 } });
  expect(two.map(({ name, share }) => [name, share])).toEqual([['A', 0.75], ['B', 0.25]]);
  expect(valueOf({ a: 80, b: 40 }, two)).toBe(70);
  expect(valueOf({ a: 80 }, two)).toBeNull();
});

test('removing a project takes it out of what others say', () => {
  const linked = projects.map((each) => (each.id === 'p1' ? { ...each, depends: ['p0', 'p2'], excludes: ['p3'] } : each));
  expect(removal(at(0), linked)).toEqual({
    'project:p0': null,
    'project:p1': expect.objectContaining({ depends: ['p2'], excludes: ['p3'] }) as unknown,
  });
});

test('excluding holds both ways', () => {
  const [one, two] = [{ ...at(0), excludes: ['p1'] }, at(1)];
  expect(excludes(two, one)).toBe(true);
  expect(setExcludes(two, one, false)).toMatchObject({ 'project:p0': { excludes: [] }, 'project:p1': { excludes: [] } });
  expect(setExcludes(two, at(2), true)).toMatchObject({ 'project:p1': { excludes: ['p2'] } });
});

test('groups by standing: forced ones first, then the most valuable', () => {
  const view = frontier(fields);
  const groups = groupsOf(projects, view, view.now);
  const names = (key: string) => groups.find((group) => group.key === key)?.rows.map((row) => row.project.name);
  expect(names('in')?.slice(0, 3)).toEqual(['Ledger replacement', 'Outage prediction', 'Field mobility, phase 2']);
  expect(names('displaced')).toEqual(['Asset data foundation', 'HR self-service', 'Supplier portal']);
  expect(names('beyond')).toEqual(['Customer billing renewal', 'Control room upgrade', 'Data centre exit']);
  expect(groupsOf(projects, view, null)).toMatchObject([{ key: 'unplaced' }]);
});

test('under someone’s hands rows stay where they are', () => {
  const view = frontier(fields);
  const before = groupsOf(projects, view, view.now);
  const later = { ...fields, 'project:new': { name: 'New', cost: 1, scores: {}, order: 99 } };
  const richer = projectsOf({ ...later, budget: 30 }, criteria);
  const after = inPlace(groupsOf(richer, view, frontier({ ...fields, budget: 30 }).now), before);
  expect(after.map(({ key }) => key)).toEqual([...before.map(({ key }) => key), 'unplaced']);
  expect(after[1]?.rows.map((row) => row.project.id)).toEqual(before[1]?.rows.map((row) => row.project.id));
});

test('the finding is a sentence for each rule', () => {
  const unit = { unit: '€m', step: 0.1 };
  const now = frontier(fields).now;
  if (!now) throw new Error('no result');
  const said = (finding: typeof now.finding) => findingParts({ ...now, finding }, unit).map(({ text }) => text).join('');
  expect(said(now.finding)).toBe('Forcing Ledger replacement costs this portfolio 79 points, 14% of what €18.0m could do.');
  expect(findingParts(now, unit).filter(({ marked }) => marked).map(({ text }) => text)).toEqual(['Ledger replacement', '79 points']);
  expect(said({ rule: 'costs', projects: [], lost: 1, share: 0 })).toBe('Forcing what you force in costs this portfolio 1 point.');
  expect(said({ rule: 'contradiction', projects: ['A', 'B'] })).toBe('A and B exclude each other, and both are forced in. Let one of them go.');
  expect(said({ rule: 'unaffordable', over: 2.1 })).toContain('€2.1m more than the budget of €18.0m');
  expect(said({ rule: 'ranking', lost: 2, share: 0.004 })).toBe('Ranking by score would lose 2 points, less than 1% of what €18.0m could do.');
  expect(said({ rule: 'free' })).toContain('costs nothing');
  expect(said({ rule: 'best' })).toContain('ranking by score finds the best');
  expect(said({ rule: 'nothing' })).toBe('€18.0m pays for none of these projects.');
  const newer = { rule: 'later' } as unknown as typeof now.finding;
  expect(said(newer)).toBe(now.sentence);
});

test('rows are added behind, or take the place of all', () => {
  const set = { 'project:n': { name: 'N', order: 0 }, 'project:m': { name: 'M', order: 1 } };
  expect(addition(set, fields)).toEqual({ 'project:n': { name: 'N', order: 14 }, 'project:m': { name: 'M', order: 15 } });
  const all = replacement(set, fields);
  expect(all['project:p0']).toBeNull();
  expect(all['project:n']).toEqual({ name: 'N', order: 0 });
  expect(replacement({ ...set, 'criterion:c': {} }, { 'criterion:old': {} })['criterion:old']).toBeNull();
  expect([looksLikeRows('one word'), looksLikeRows('a\tb'), looksLikeRows('a;1\nb;2')]).toEqual([false, true, true]);
  expect(pasteBytes('é'.repeat(200_000))).toBe(400_000);
});
