/** Projects and criteria as they are filled in now, before the core has answered. */
import type { FrontierNow, FrontierView, ProjectStanding } from '../../../api/bindings';
import { isRecord } from '../../../api/error';
import { m } from '#messages';
import type { Fields } from '../model/tool.svelte';

export interface Criterion {
  id: string;
  name: string;
  weight: number;
  share: number;
}

export interface Project {
  id: string;
  name: string;
  /** Null when there is none, or it is no number. */
  cost: number | null;
  scores: Record<string, number>;
  forced: boolean;
  depends: string[];
  excludes: string[];
  order: number;
  value: number | null;
}

/** As the core keeps it. */
export type ProjectField = Omit<Project, 'id' | 'value'>;

export const DEFAULT_CRITERION = 'score';
/** Most projects with which the core computes, and most that it keeps. */
export const MOST_PROJECTS = 40;
export const MOST_STORED = 200;

const number = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : null);
const text = (value: unknown) => (typeof value === 'string' ? value : '');
const texts = (value: unknown) => (Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []);

function named(fields: Fields, kind: string): [string, Record<string, unknown>][] {
  return Object.entries(fields)
    .filter(([name]) => name.startsWith(`${kind}:`))
    .map(([name, value]): [string, Record<string, unknown>] => [name.slice(kind.length + 1), isRecord(value) ? value : {}])
    .sort(([a, one], [b, two]) => (number(one.order) ?? 0) - (number(two.order) ?? 0) || (a < b ? -1 : 1));
}

export function criteriaOf(fields: Fields): Criterion[] {
  const given = named(fields, 'criterion').map(([id, value]) => ({
    id,
    name: text(value.name),
    weight: Math.max(0, number(value.weight) ?? 0),
  }));
  const list = given.length > 0 ? given : [{ id: DEFAULT_CRITERION, name: m.tool_score(), weight: 1 }];
  const sum = list.reduce((total, each) => total + each.weight, 0);
  return list.map((each) => ({ ...each, share: sum > 0 ? each.weight / sum : 0 }));
}

export function projectsOf(fields: Fields, criteria: readonly Criterion[]): Project[] {
  return named(fields, 'project').map(([id, value]) => {
    const scores: Record<string, number> = {};
    for (const [criterion, score] of Object.entries(isRecord(value.scores) ? value.scores : {})) {
      const read = number(score);
      if (read !== null) scores[criterion] = read;
    }
    return {
      id,
      name: text(value.name),
      cost: number(value.cost),
      scores,
      forced: value.forced === true,
      depends: texts(value.depends),
      excludes: texts(value.excludes),
      order: number(value.order) ?? 0,
      value: valueOf(scores, criteria),
    };
  });
}

/** V = Σ share × score; null while a score that counts is missing. */
export function valueOf(scores: Record<string, number>, criteria: readonly Criterion[]): number | null {
  let value = 0;
  for (const { id, share } of criteria) {
    const score = scores[id];
    if (score === undefined && share > 0) return null;
    value += share * (score ?? 0);
  }
  return value;
}

export function fieldOf({ name, cost, scores, forced, depends, excludes, order }: ProjectField): ProjectField {
  return { name, cost, scores, forced, depends, excludes, order };
}

export function newProject(order: number): ProjectField {
  return { name: '', cost: null, scores: {}, forced: false, depends: [], excludes: [], order };
}

export const nextOrder = (projects: readonly Project[]) => Math.max(0, ...projects.map((each) => each.order + 1));

/** What sets one project to something else. */
export function change(project: Project, part: Partial<ProjectField>): Fields {
  return { [`project:${project.id}`]: fieldOf({ ...project, ...part }) };
}

/** What takes a project away, and out of what others say about it. */
export function removal(project: Project, projects: readonly Project[]): Fields {
  const without = (ids: string[]) => ids.filter((id) => id !== project.id);
  const set: Fields = { [`project:${project.id}`]: null };
  for (const other of projects) {
    if (other.id === project.id) continue;
    if (![...other.depends, ...other.excludes].includes(project.id)) continue;
    Object.assign(set, change(other, { depends: without(other.depends), excludes: without(other.excludes) }));
  }
  return set;
}

/** Excluding holds both ways, whoever says it. */
export const excludes = (one: Project, two: Project) => one.excludes.includes(two.id) || two.excludes.includes(one.id);

export function setExcludes(one: Project, two: Project, excluded: boolean): Fields {
  if (excluded) return change(one, { excludes: [...one.excludes, two.id] });
  return {
    ...change(one, { excludes: one.excludes.filter((id) => id !== two.id) }),
    ...change(two, { excludes: two.excludes.filter((id) => id !== one.id) }),
  };
}

export type GroupKey = 'in' | 'displaced' | 'beyond' | 'over' | 'faulty' | 'unplaced';

export interface Row {
  project: Project;
  standing: ProjectStanding | null;
  /** What is wrong with it. */
  problem: string | null;
}

export interface Group {
  key: GroupKey;
  rows: Row[];
}

const ORDER: GroupKey[] = ['in', 'displaced', 'beyond', 'over', 'faulty', 'unplaced'];
const GROUPS: Record<ProjectStanding, GroupKey> = {
  forced: 'in',
  in: 'in',
  displaced: 'displaced',
  beyond: 'beyond',
  over_budget: 'over',
  faulty: 'faulty',
};

export const namesOf = (projects: readonly Project[]) => new Map(projects.map(({ id, name }) => [id, name]));

/** Rows stay where they were, under someone's hands; what is new comes last. */
export function inPlace(fresh: readonly Group[], before: readonly Group[]): Group[] {
  const rows = new Map(fresh.flatMap((group) => group.rows.map((row) => [row.project.id, row])));
  const groups: Group[] = [];
  for (const { key, rows: old } of before) {
    const there = old.flatMap(({ project }) => rows.get(project.id) ?? []);
    there.forEach((row) => rows.delete(row.project.id));
    if (there.length > 0) groups.push({ key, rows: there });
  }
  if (rows.size === 0) return groups;
  const last = groups.find((group) => group.key === 'unplaced');
  if (last) last.rows.push(...rows.values());
  else groups.push({ key: 'unplaced', rows: [...rows.values()] });
  return groups;
}

/** A project's scores with another one for a criterion; none when it is null. */
export function withScore({ scores }: Pick<Project, 'scores'>, criterion: string, value: number | null): Record<string, number> {
  const others = Object.fromEntries(Object.entries(scores).filter(([id]) => id !== criterion));
  return value === null ? others : { ...others, [criterion]: value };
}

/** Where each project stands: forced ones first, then the most valuable. */
export function groupsOf(
  projects: readonly Project[],
  view: Pick<FrontierView, 'problems'>,
  now: Pick<FrontierNow, 'standing'> | null,
): Group[] {
  const problems = new Map<string, string>();
  for (const { project, message } of view.problems) {
    if (project !== null && !problems.has(project)) problems.set(project, message);
  }
  const rows = projects.map((project): Row => {
    const problem = problems.get(project.id) ?? null;
    const standing = now?.standing[project.id] ?? (problem === null ? null : 'faulty');
    return { project, standing, problem };
  });
  const rank = (row: Row) => (row.project.forced ? 1e12 : 0) + (row.project.value ?? -1);
  return ORDER.map((key) => ({
    key,
    rows: rows
      .filter((row) => (row.standing === null ? 'unplaced' : GROUPS[row.standing]) === key)
      .sort((a, b) => (key === 'unplaced' ? 0 : rank(b) - rank(a))),
  })).filter((group) => group.rows.length > 0);
}
