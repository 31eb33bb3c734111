/** Writes that really fail, and work again. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Served } from './serve';

export interface Trouble {
  /** From now on no write of the program succeeds. */
  begin(): void;
  /** Writing works again. */
  end(): void;
}

const run = (program: string, ...args: string[]) => execFileSync(program, args, { stdio: 'pipe' });

/** Null, and a printed line, where the system does not allow it. */
function allowed<T>(what: string, attempt: () => T): T | null {
  try {
    return attempt();
  } catch (thrown) {
    console.log(`skipped, because ${what} is not allowed here: ${thrown instanceof Error ? thrown.message.split('\n')[0] : ''}`);
    return null;
  }
}

/** The system refuses every write of the program to any file (a limit of 0 bytes on the size of files). */
export function refusedWrites({ pid }: Served): Trouble | null {
  const limit = (to: string) => run('prlimit', '--pid', String(pid), `--fsize=${to}:unlimited`);
  return allowed('prlimit', () => {
    limit('unlimited');
    return { begin: () => void limit('0'), end: () => void limit('unlimited') };
  });
}

/**
 * The database becomes read-only under the program that has it open. (The shared-memory file beside
 * it stays writable: it is mapped into memory, where a refusal is no error but the program's end.)
 */
export function readOnlyFiles(folder: string): Trouble | null {
  const files = readdirSync(folder).filter((name) => /\.db(-wal)?$/.test(name));
  const mark = (sign: '+i' | '-i') => run('chattr', sign, ...files.map((name) => join(folder, name)));
  return allowed('chattr', () => {
    mark('-i');
    return { begin: () => void mark('+i'), end: () => void mark('-i') };
  });
}

/** A small disk of its own for a data folder that is not there yet. */
export class SmallDisk implements Trouble {
  private constructor(private readonly folder: string) {}

  static mount(folder: string, size = '24m'): SmallDisk | null {
    mkdirSync(folder, { recursive: true });
    return allowed('mount', () => {
      run('mount', '-t', 'tmpfs', '-o', `size=${size}`, 'colloquy-test', folder);
      return new SmallDisk(folder);
    });
  }

  /** Fills it to the last byte. */
  begin(): void {
    const { bavail, bsize } = statfsSync(this.folder);
    writeFileSync(this.#filler, Buffer.alloc(Number(bavail) * Number(bsize)));
  }

  end(): void {
    rmSync(this.#filler, { force: true });
  }

  unmount(): void {
    run('umount', '--lazy', this.folder);
  }

  get #filler(): string {
    return join(this.folder, 'filler');
  }
}
