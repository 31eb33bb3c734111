/** For tests: a small core that keeps dates. */
import type { DeadlineSet, DueList, DueMark, DueRef, DueView } from '../../api/bindings';

export class FakeDue {
  #removed: DueView[] = [];

  constructor(public due: DueView[] = []) {}

  list(): DueList {
    const order = (each: DueView) => `${Number(each.done)} ${each.date}`;
    return { due: [...this.due].sort((one, other) => order(one).localeCompare(order(other))) };
  }

  set({ id, title, date }: DeadlineSet): DueList {
    const key = id ?? 'made';
    const before = this.due.find((each) => each.id === key);
    this.due = [...this.due.filter((each) => each.id !== key), { id: key, title, date, done: before?.done ?? false, kind: 'deadline' }];
    return this.list();
  }

  mark({ id, done }: DueMark): DueList {
    this.due = this.due.map((each) => (each.id === id ? { ...each, done } : each));
    return this.list();
  }

  remove({ id }: DueRef): DueList {
    this.#removed = this.due.filter((each) => each.id === id);
    this.due = this.due.filter((each) => each.id !== id);
    return this.list();
  }

  restore(): DueList {
    this.due = [...this.due, ...this.#removed];
    return this.list();
  }

  answers() {
    return {
      due_list: () => this.list(),
      deadline_set: (input: DeadlineSet) => this.set(input),
      due_mark: (input: DueMark) => this.mark(input),
      deadline_remove: (input: DueRef) => this.remove(input),
      deadline_restore: () => this.restore(),
    };
  }
}
