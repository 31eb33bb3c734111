/** For tests: a small core that keeps fields and computes a frontier by trying every set. */
import type {
  CurvePoint,
  FrontierFinding,
  FrontierNow,
  FrontierProblem,
  FrontierView,
  ProjectStanding,
  Selection,
  ToolCard,
  ToolKept,
  ToolOutcome,
  ToolView,
} from '../../api/bindings';
import { sheetFields, sheetResult } from './fake-sheet';
import { thriveResult } from './fake-thrive';
import { criteriaOf, projectsOf, type Project } from './frontier/portfolio';
import type { Fields } from './model/tool.svelte';

const NAMES: [string, number, number][] = [
  ['Ledger replacement', 52, 5.2],
  ['Outage prediction', 88, 2.4],
  ['Field mobility, phase 2', 74, 1.9],
  ['Lead-pipe replacement IT', 71, 2.2],
  ['Cyber baseline', 61, 1.5],
  ['Leakage analytics', 58, 1.7],
  ['Developer portal', 47, 1.2],
  ['Fleet telematics', 38, 1.6],
  ['Asset data foundation', 69, 2.8],
  ['HR self-service', 33, 1.4],
  ['Supplier portal', 29, 1.1],
  ['Customer billing renewal', 82, 4.6],
  ['Control room upgrade', 64, 3.6],
  ['Data centre exit', 45, 3.1],
];

export function portfolioFields(): Fields {
  const fields: Fields = { unit: '€m', budget: 18, step: 0.1 };
  NAMES.forEach(([name, score, cost], order) => {
    fields[`project:p${order}`] = { name, cost, scores: { score }, forced: order === 0, depends: [], excludes: [], order };
  });
  return fields;
}

interface Sets {
  projects: Project[];
  all: { mask: number; cost: number; value: number }[];
}

function sets(projects: Project[]): Sets {
  const all: Sets['all'] = [];
  const at = new Map(projects.map((project, index) => [project.id, 1 << index]));
  const bits = (ids: string[]) => ids.reduce((mask, id) => mask | (at.get(id) ?? 0), 0);
  const rules = projects
    .map((project, index) => ({ bit: 1 << index, needs: bits(project.depends), bars: bits(project.excludes) }))
    .filter(({ needs, bars }) => needs !== 0 || bars !== 0);
  // Each set is one that came before, with one project more.
  const sums = [{ cost: 0, value: 0 }];
  for (let mask = 0; mask < 1 << projects.length; mask++) {
    const top = 31 - Math.clz32(mask);
    const [before, last] = [sums[mask & ~(1 << top)], projects[top]];
    const sum = { cost: (before?.cost ?? 0) + (last?.cost ?? 0), value: (before?.value ?? 0) + (last?.value ?? 0) };
    sums[mask] = sum;
    if (rules.some(({ bit, needs, bars }) => mask & bit && ((mask & needs) !== needs || mask & bars))) continue;
    all.push({ mask, cost: Math.round(sum.cost * 1e6) / 1e6, value: sum.value });
  }
  all.sort((a, b) => a.cost - b.cost);
  return { projects, all };
}

const none: Selection = { projects: [], value: 0, cost: 0 };

function bestOf({ projects, all }: Sets, budget: number, forced: number): Selection | null {
  let best: Sets['all'][number] | null = null;
  for (const set of all) {
    if (set.cost > budget + 1e-9) break;
    if ((set.mask & forced) === forced && (!best || set.value > best.value + 1e-9)) best = set;
  }
  if (!best) return null;
  const { mask, value, cost } = best;
  return { projects: projects.filter((_, index) => mask & (1 << index)).map(({ id }) => id), value, cost };
}

function curve({ all }: Sets, forced: number): CurvePoint[] {
  const points: CurvePoint[] = [];
  for (const { mask, cost, value } of all) {
    const last = points.at(-1);
    if ((mask & forced) !== forced || (last && value <= last.value + 1e-9)) continue;
    if (last?.budget === cost) last.value = value;
    else points.push({ budget: cost, value });
  }
  return points;
}

function greedy({ projects }: Sets, budget: number, rank: (project: Project) => number): Selection {
  const chosen: Selection = { projects: [], value: 0, cost: 0 };
  const order = projects.toSorted((a, b) => Number(b.forced) - Number(a.forced) || rank(b) - rank(a));
  for (const project of order) {
    if (chosen.cost + (project.cost ?? 0) > budget + 1e-9) continue;
    chosen.projects.push(project.id);
    chosen.cost += project.cost ?? 0;
    chosen.value += project.value ?? 0;
  }
  return chosen;
}

function findingOf(forced: Project[], best: Selection, yours: Selection | null, lost: number, ranked: number, over: number): FrontierFinding {
  if (!yours) return { rule: 'unaffordable', over };
  if (forced.length > 0) {
    if (lost < 1e-9) return { rule: 'free' };
    return { rule: 'costs', projects: forced.map(({ name }) => name), lost, share: lost / best.value };
  }
  if (best.projects.length === 0) return { rule: 'nothing' };
  return ranked > 1e-9 ? { rule: 'ranking', lost: ranked, share: ranked / best.value } : { rule: 'best' };
}

function nowAt(known: Sets, faulty: readonly string[], budget: number): FrontierNow {
  const forced = known.projects.filter((project) => project.forced);
  const mask = known.projects.reduce((bits, project, index) => (project.forced ? bits | (1 << index) : bits), 0);
  const best = bestOf(known, budget, 0) ?? none;
  const yours = bestOf(known, budget, mask);
  const lost = yours ? best.value - yours.value : 0;
  const ranks = { value: (project: Project) => project.value ?? 0, ratio: (project: Project) => (project.value ?? 0) / (project.cost ?? 1) };
  const ranked = (['value', 'ratio'] as const).map((by) => {
    const chosen = greedy(known, budget, ranks[by]);
    return { by, chosen, lost: Math.max(0, (yours ?? best).value - chosen.value) };
  });
  const standingOf = ({ id, forced: pinned, cost }: Project): ProjectStanding => {
    if (pinned) return 'forced';
    if (yours?.projects.includes(id)) return 'in';
    if (best.projects.includes(id)) return 'displaced';
    return (cost ?? 0) > budget ? 'over_budget' : 'beyond';
  };
  const least = forced.reduce((sum, project) => sum + (project.cost ?? 0), 0);
  const finding = findingOf(forced, best, yours, lost, ranked[0]?.lost ?? 0, least - budget);
  return {
    budget,
    finding,
    sentence: `The rule is ${finding.rule}.`,
    best,
    yours,
    lost,
    standing: Object.fromEntries([
      ...known.projects.map((project) => [project.id, standingOf(project)] as const),
      ...faulty.map((id) => [id, 'faulty'] as const),
    ]),
    forced: forced.map(({ id }) => ({ project: id, lost: lost / forced.length })),
    greedy: ranked,
  };
}

function problemsOf(projects: Project[]): FrontierProblem[] {
  return projects.flatMap(({ id, name, cost, value }): FrontierProblem[] => {
    if (!name) return [{ project: id, field: 'name', message: 'A project has no name.' }];
    if (cost === null) return [{ project: id, field: 'cost', message: `${name} has no cost.` }];
    return value === null ? [{ project: id, field: 'scores', message: `${name} has no score.` }] : [];
  });
}

export function frontier(fields: Fields, at?: number): FrontierView {
  const criteria = criteriaOf(fields);
  const projects = projectsOf(fields, criteria);
  const problems = problemsOf(projects);
  const faulty = problems.flatMap(({ project }) => project ?? []);
  const known = sets(projects.filter(({ id }) => !faulty.includes(id)));
  const budget = at ?? (typeof fields.budget === 'number' ? fields.budget : null);
  const forced = known.projects.reduce((bits, project, index) => (project.forced ? bits | (1 << index) : bits), 0);
  const ready = known.projects.length > 0;
  const now = ready && budget !== null ? nowAt(known, faulty, budget) : null;
  const around = budget === null || !forced ? [] : [-4, -2, 0, 2, 4].map((step) => budget + step).filter((each) => each > 0);
  return {
    unit: typeof fields.unit === 'string' ? fields.unit : '',
    step: 0.1,
    least: ready ? 10 : 0,
    greatest: ready ? 26 : 0,
    criteria: criteria.map(({ id, name, weight, share }) => ({ id, name, weight, share })),
    projects,
    problems,
    best: ready ? curve(known, 0) : [],
    yours: forced ? curve(known, forced) : [],
    losses: around.map((each) => {
      const yours = bestOf(known, each, forced);
      return { budget: each, lost: yours ? (bestOf(known, each, 0) ?? none).value - yours.value : null };
    }),
    now,
    proven: true,
  };
}

const ABOUT = {
  t1: { title: 'Survive–thrive', purpose: 'Is your office surviving or thriving?', module: 1 },
  t2: { title: 'Service maturity', purpose: 'Which services fall short?', module: 2 },
  t4: { title: 'Portfolio frontier', purpose: 'Which set of projects is worth most?', module: 4 },
};

function sentenceOf(result: ToolOutcome | undefined): string | null {
  if (!result) return null;
  if (result.tool === 't4') return result.now?.sentence ?? null;
  return result.tool === 't1' ? result.reason : (result.finding ?? result.missing)?.replaceAll(/[[\]]/g, '') ?? null;
}

/** One tool as the core keeps it. */
export class FakeTool {
  kept: ToolKept[] = [];
  #removed: ToolKept[] = [];

  constructor(
    readonly tool: 't1' | 't2' | 't4',
    public fields: Fields,
  ) {}

  save(set: Fields): ToolView {
    const all = { ...this.fields, ...set };
    this.fields = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
    return this.view();
  }

  keep(id: string, label: string): ToolView {
    const { result, card } = this.view();
    const value = result.tool === 't4' ? (result.now?.best.value ?? 0) : (result.tool === 't1' ? (result.index ?? 0) : 0);
    const name = result.tool === 't4' ? 'best' : 'index';
    const figures = [{ name, label: name, value, unit: 'points' }];
    this.kept.unshift({ id, at: '2026-10-14T09:41:00Z', label, summary: { finding: card.finding ?? '', figures } });
    return this.view();
  }

  remove(id: string): ToolView {
    this.#removed.push(...this.kept.filter((each) => each.id === id));
    this.kept = this.kept.filter((each) => each.id !== id);
    return this.view();
  }

  restore(id: string): ToolView {
    this.kept.push(...this.#removed.filter((each) => each.id === id));
    return this.view();
  }

  at(budget: number): FrontierNow | null {
    return frontier(this.fields, budget).now;
  }

  /** Something to look at in a sheet. */
  example(): ToolView {
    const rows = Object.entries(sheetFields()).map(([field, value]) => [field.replace(/:(a|b|c)$/, (_, id: string) => `:example-${'abc'.indexOf(id) + 1}`), value]);
    return this.save(Object.fromEntries(rows) as Fields);
  }

  #result(): ToolOutcome {
    if (this.tool === 't2') return { tool: 'sheet', ...sheetResult(this.fields) };
    return this.tool === 't4' ? { tool: 't4', ...frontier(this.fields) } : { tool: 't1', ...thriveResult(this.fields) };
  }

  view(): ToolView {
    const result = this.#result();
    return { card: this.card(result), fields: this.fields, formula: ['V = Σ share × score.'], caveat: 'Our own weights, unvalidated.', result, kept: structuredClone(this.kept) };
  }

  card(result?: ToolOutcome): ToolCard {
    const started = Object.keys(this.fields).length > 0;
    const sentence = sentenceOf(result);
    return {
      tool: this.tool,
      ...ABOUT[this.tool],
      lesson: null,
      started,
      finding: started ? sentence : null,
      updated_at: started ? '2026-10-14T09:41:00Z' : null,
      results: this.kept.length,
    };
  }
}
