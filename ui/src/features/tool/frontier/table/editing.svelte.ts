/** Editing the projects in their table. */
import { m } from '#messages';
import { parseNumber } from '../../../../shared/format/number';
import { figure } from '../../format';
import { numberError } from '../../number-error';
import { TableEditing, type Place, type Read } from '../../table/editing.svelte';
import type { Frontier } from '../frontier.svelte';
import { change, fieldOf, MOST_STORED, newProject, nextOrder, withScore, type Project } from '../portfolio';

export type Column = 'name' | 'score' | 'cost';

const TABLE = 'projects';
/** As in the core, in characters. */
const LONGEST_NAME = 200;

export const placeOf = (project: string, column: Column): Place => ({ table: TABLE, row: project, column });

export class ProjectEditing extends TableEditing {
  constructor(
    readonly frontier: Frontier,
    focus: (place: Place) => void,
  ) {
    super(focus);
  }

  /** A project that has no name yet. */
  get newcomer(): Project | null {
    return this.draft && { id: this.draft.row, ...newProject(nextOrder(this.frontier.projects)), value: null };
  }

  /** Scores of several criteria are edited in the project's details. */
  get several(): boolean {
    return this.frontier.criteria.length > 1;
  }

  addProject(): void {
    this.add(TABLE);
  }

  isIn(project: string): boolean {
    return this.at?.row === project;
  }

  #project(id: string): Project | undefined {
    const { newcomer } = this;
    return newcomer?.id === id ? newcomer : this.frontier.projects.find((each) => each.id === id);
  }

  protected columns(): Column[] {
    return this.several ? ['name', 'cost'] : ['name', 'score', 'cost'];
  }

  protected order(): string[] {
    const ids = this.frontier.groups.flatMap((group) => group.rows.map((row) => row.project.id));
    return this.draft && !ids.includes(this.draft.row) ? [...ids, this.draft.row] : ids;
  }

  protected full(): boolean {
    return this.frontier.projects.length >= MOST_STORED;
  }

  protected opens(): boolean {
    return true;
  }

  protected override begin(place: Place): void {
    this.frontier.frozen = true;
    super.begin(place);
  }

  protected override end(): void {
    super.end();
    this.frontier.frozen = false;
  }

  protected typed({ row, column }: Place): string {
    const project = this.#project(row);
    if (!project) return '';
    if (column === 'name') return project.name;
    const value = column === 'cost' ? project.cost : project.scores[this.#criterion];
    return value === null || value === undefined ? '' : figure(value).replaceAll(',', '');
  }

  protected read({ row, column }: Place, typed: string): Read {
    if (column === 'name') return readName(typed);
    const label = column === 'cost' ? m.tool_cost() : m.tool_score();
    const field = m.tool_cell({ column: label, name: this.frontier.nameOf(row) });
    const read = parseNumber(typed, column === 'cost' ? this.frontier.unit : '');
    const error = numberError(read, field, column === 'score');
    return error === null ? { value: read.kind === 'number' ? read.value : null, error } : { error };
  }

  set({ row, column }: Place, value: unknown): void {
    const project = this.#project(row);
    if (!project) return;
    const number = typeof value === 'number' ? value : null;
    const part =
      column === 'name' ? { name: String(value) } : column === 'cost' ? { cost: number } : { scores: withScore(project, this.#criterion, number) };
    this.frontier.model.set(this.draft?.row === row ? { [`project:${row}`]: fieldOf({ ...project, ...part }) } : change(project, part));
    if (this.draft?.row === row) this.draft = null;
  }

  get #criterion(): string {
    return this.frontier.criteria[0]?.id ?? '';
  }
}

function readName(typed: string): Read {
  const name = typed.trim().replace(/\s+/g, ' ');
  if (name === '') return { error: m.tool_name_missing() };
  if (Array.from(name).length > LONGEST_NAME) return { error: m.sheet_text_long({ field: m.tool_name(), most: LONGEST_NAME }) };
  return { value: name, error: null };
}
