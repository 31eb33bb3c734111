/** Whether the palette is open, and what was looked for since the app started. Never kept. */

const MOST_RECENT = 5;

class Opening {
  open = $state(false);
  recent = $state.raw<string[]>([]);

  show = (): void => {
    this.open = true;
  };

  /** A search that led somewhere. */
  led(text: string): void {
    const kept = text.trim();
    if (kept === '') return;
    this.recent = [kept, ...this.recent.filter((each) => each !== kept)].slice(0, MOST_RECENT);
  }
}

export const search = new Opening();
