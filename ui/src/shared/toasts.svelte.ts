/** “Done, with undo”: what was just done, for eight seconds unless it weighs more, with the way back. */

export const TOAST_MS = 8000;

export interface Toast {
  id: number;
  text: string;
  undo: (() => void) | null;
  /** Another thing that can be done about it. */
  more: ToastAction | null;
}

export interface ToastAction {
  label: string;
  run: () => void;
}

interface Clock {
  left: number;
  since: number;
  timer: ReturnType<typeof setTimeout> | null;
}

class Toasts {
  list = $state<Toast[]>([]);
  #clocks = new Map<number, Clock>();
  #next = 1;

  show(text: string, undo: (() => void) | null = null, ms = TOAST_MS, more: ToastAction | null = null): number {
    const id = this.#next++;
    this.list.push({ id, text, undo, more });
    this.#clocks.set(id, { left: ms, since: 0, timer: null });
    this.resume(id);
    return id;
  }

  dismiss(id: number): void {
    this.pause(id);
    this.#clocks.delete(id);
    this.list = this.list.filter((toast) => toast.id !== id);
  }

  /** Takes back a toast's deed; without an id the latest that can be taken back. False when there is none. */
  undo(id?: number): boolean {
    const toast = this.list.findLast((each) => each.undo !== null && (id === undefined || each.id === id));
    if (!toast) return false;
    this.dismiss(toast.id);
    toast.undo?.();
    return true;
  }

  /** Does the other thing: the toast has served. */
  follow(id: number): void {
    const toast = this.list.find((each) => each.id === id);
    this.dismiss(id);
    toast?.more?.run();
  }

  /** Hover or focus: nobody has to race the clock. */
  pause(id: number): void {
    const clock = this.#clocks.get(id);
    if (!clock?.timer) return;
    clearTimeout(clock.timer);
    clock.timer = null;
    clock.left -= performance.now() - clock.since;
  }

  resume(id: number): void {
    const clock = this.#clocks.get(id);
    if (!clock || clock.timer) return;
    clock.since = performance.now();
    clock.timer = setTimeout(() => this.dismiss(id), Math.max(0, clock.left));
  }
}

export const toasts = new Toasts();
