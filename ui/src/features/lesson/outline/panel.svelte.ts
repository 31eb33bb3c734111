/**
 * Whether the outline is shown: beside the text where there is room; over it, and closed at
 * first, where there is not. Over the text it goes at the first sign that it is in the way.
 */
import { tick } from 'svelte';
import { viewport } from '../../../shell/viewport.svelte';

export class OutlinePanel {
  nav = $state<HTMLElement | null>(null);
  opener = $state<HTMLElement | null>(null);
  #beside = $state(true);
  #over = $state(false);
  readonly overlay = $derived(viewport.layout !== 'wide');
  readonly shown = $derived(this.overlay ? this.#over : this.#beside);

  async toggle(): Promise<void> {
    if (this.shown) await this.close();
    else await this.#open();
  }

  async #open(): Promise<void> {
    const { overlay } = this;
    if (overlay) this.#over = true;
    else this.#beside = true;
    await tick();
    const here = this.nav?.querySelector<HTMLElement>('button[aria-current]') ?? this.nav?.querySelector<HTMLElement>('a');
    if (overlay) here?.focus();
  }

  /** Gives the focus to the button that opens it again, if it was in here. */
  async close(): Promise<void> {
    const hadFocus = this.nav?.contains(document.activeElement) ?? false;
    if (this.overlay) this.#over = false;
    else this.#beside = false;
    await tick();
    if (hadFocus) this.opener?.querySelector('button')?.focus();
  }

  /** The reader chose a place in the text: what lies over it goes. */
  chosen(): void {
    this.#over = false;
  }

  /** Escape, a press outside or the focus going elsewhere close what lies over the text. */
  watch(): (() => void) | undefined {
    const { nav } = this;
    if (!this.overlay || !nav) return undefined;
    const isOutside = (target: EventTarget | null) => target instanceof Node && !nav.contains(target);
    const onkeydown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      void this.close();
    };
    const onpointerdown = (event: PointerEvent) => {
      // The button that opened it closes it by itself.
      if (isOutside(event.target) && !this.opener?.contains(event.target as Node)) this.chosen();
    };
    const onfocusin = (event: FocusEvent) => {
      if (isOutside(event.target)) this.chosen();
    };
    window.addEventListener('keydown', onkeydown);
    window.addEventListener('pointerdown', onpointerdown);
    window.addEventListener('focusin', onfocusin);
    return () => {
      window.removeEventListener('keydown', onkeydown);
      window.removeEventListener('pointerdown', onpointerdown);
      window.removeEventListener('focusin', onfocusin);
    };
  }
}
