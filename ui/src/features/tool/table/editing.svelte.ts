/** Which cell of the table is being edited, what is typed into it, and what comes of it. */
import { tick } from 'svelte';
import { m } from '#messages';
import { fieldOf, newProject, nextOrder, change, withScore, type Project, type ProjectField } from '../frontier/portfolio';
import type { Frontier } from '../frontier/frontier.svelte';
import { figure } from '../format';
import { parseNumber } from '../../../shared/format/number';

export type Column = 'name' | 'score' | 'cost';

export interface Place {
  id: string;
  column: Column;
}

export class Editing {
  at = $state.raw<Place | null>(null);
  text = $state('');
  error = $state<string | null>(null);
  /** A row for a project that has no name yet; nothing of it is kept. */
  draft = $state.raw<Project | null>(null);

  constructor(
    readonly frontier: Frontier,
    /** Puts the focus on a cell. */
    readonly focus: (place: Place) => void,
  ) {}

  /** Scores of several criteria are edited in the project's details. */
  get columns(): Column[] {
    return this.frontier.criteria.length === 1 ? ['name', 'score', 'cost'] : ['name', 'cost'];
  }

  is(id: string, column: Column): boolean {
    return this.at?.id === id && this.at.column === column;
  }

  project(id: string): Project | undefined {
    return this.draft?.id === id ? this.draft : this.frontier.projects.find((each) => each.id === id);
  }

  /** A new row at the end, with its name to write. */
  add(): void {
    if (!this.#leave()) return;
    const id = crypto.randomUUID();
    this.draft = { id, ...newProject(nextOrder(this.frontier.projects)), value: null };
    this.#begin({ id, column: 'name' });
  }

  /** False when what is typed elsewhere cannot be taken: that comes first. */
  start(place: Place): boolean {
    if (this.is(place.id, place.column)) return true;
    if (!this.#leave()) return false;
    this.#begin(place);
    return true;
  }

  cancel(): void {
    const { at } = this;
    this.#end();
    if (at) void this.#refocus(at);
  }

  /** The focus went elsewhere: what is typed is taken; what cannot be taken stays, with the reason. */
  blur(place: Place): void {
    if (this.is(place.id, place.column) && this.#take()) this.#end();
  }

  key(event: KeyboardEvent): void {
    const { at } = this;
    if (!at || event.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.cancel();
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      event.preventDefault();
      if (!this.#take()) return;
      if (event.key === 'Enter') this.#down(at);
      else this.#across(at, event.shiftKey ? -1 : 1);
    }
  }

  #begin(place: Place): void {
    this.at = place;
    this.frontier.frozen = true;
    this.error = null;
    this.text = this.#textOf(place);
  }

  #end(): void {
    this.at = null;
    this.error = null;
    this.draft = null;
    this.frontier.frozen = false;
  }

  #leave(): boolean {
    if (!this.at) return true;
    if (this.#take()) {
      this.draft = null;
      return true;
    }
    this.focus(this.at);
    return false;
  }

  async #refocus(place: Place): Promise<void> {
    await tick();
    this.focus(place);
  }

  #rows(): string[] {
    const ids = this.frontier.groups.flatMap((group) => group.rows.map((row) => row.project.id));
    return this.draft && !ids.includes(this.draft.id) ? [...ids, this.draft.id] : ids;
  }

  #down(at: Place): void {
    const rows = this.#rows();
    const next = rows[rows.indexOf(at.id) + 1];
    if (next !== undefined) {
      this.#begin({ ...at, id: next });
    } else if (this.project(at.id)?.name) {
      // After the last row comes a new one, as on a sheet.
      this.draft = null;
      this.add();
    } else {
      this.cancel();
    }
  }

  #across(at: Place, step: 1 | -1): void {
    const { columns } = this;
    const rows = this.#rows();
    const index = rows.indexOf(at.id) * columns.length + columns.indexOf(at.column) + step;
    const id = rows[Math.floor(index / columns.length)];
    const column = columns[((index % columns.length) + columns.length) % columns.length];
    if (id !== undefined && column !== undefined) {
      this.#begin({ id, column });
    } else {
      this.#end();
      void this.#refocus(at);
    }
  }

  #textOf({ id, column }: Place): string {
    const project = this.project(id);
    if (!project) return '';
    if (column === 'name') return project.name;
    const value = column === 'cost' ? project.cost : project.scores[this.frontier.criteria[0]?.id ?? ''];
    return value === null || value === undefined ? '' : figure(value).replaceAll(',', '');
  }

  /** False, with the reason, when it cannot be taken. */
  #take(): boolean {
    const { at } = this;
    const project = at && this.project(at.id);
    if (!at || !project || this.text === this.#textOf(at)) {
      this.error = null;
      return true;
    }
    const part = at.column === 'name' ? this.#name() : this.#number(at.column, project);
    if (!part) return false;
    this.error = null;
    this.frontier.model.set(
      project === this.draft ? { [`project:${project.id}`]: fieldOf({ ...project, ...part }) } : change(project, part),
    );
    if (project === this.draft) this.draft = null;
    return true;
  }

  #name(): Partial<ProjectField> | null {
    const name = this.text.trim().replace(/\s+/g, ' ');
    if (name) return { name };
    this.error = m.tool_name_missing();
    return null;
  }

  #number(column: 'score' | 'cost', project: Project): Partial<ProjectField> | null {
    const label = column === 'cost' ? m.tool_cost() : m.tool_score();
    const field = m.tool_cell({ column: label, name: project.name || m.tool_unnamed() });
    const read = parseNumber(this.text, column === 'cost' ? this.frontier.unit : '');
    const criterion = this.frontier.criteria[0]?.id ?? '';
    this.error = numberError(read, field, column === 'score');
    if (this.error !== null) return null;
    const value = read.kind === 'number' ? read.value : null;
    if (column === 'cost') return { cost: value };
    return { scores: withScore(project, criterion, value) };
  }
}

/** Why a number cannot be taken, naming its cell; nothing is a number that is not there yet. */
export function numberError(read: ReturnType<typeof parseNumber>, field: string, negative = false): string | null {
  if (read.kind === 'empty') return null;
  if (read.kind === 'ambiguous') return m.tool_number_ambiguous({ field, thousands: read.thousands, decimal: read.decimal });
  if (read.kind === 'number' && (negative || read.value >= 0)) return null;
  return negative ? m.tool_score_wrong({ field }) : m.tool_number_wrong({ field });
}
