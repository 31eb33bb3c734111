/** Since when the reader has not looked, in their own words; kept on this device. */
const KEY = 'colloquy.facts-since';

class Since {
  #year = $state<number | null>(read());

  /** Null until the reader has said so. */
  get year(): number | null {
    return this.#year;
  }

  set year(year: number | null) {
    this.#year = year;
    try {
      if (year === null) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, String(year));
    } catch {
      // It holds until the window closes.
    }
  }
}

function read(): number | null {
  try {
    const kept = Number(localStorage.getItem(KEY) ?? NaN);
    return Number.isInteger(kept) ? kept : null;
  } catch {
    return null;
  }
}

export const since = new Since();
