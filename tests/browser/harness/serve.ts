/** `colloquy serve` on a data folder: started, ended, killed, and started again. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { COLLOQUY } from './paths';

const running = new Set<ChildProcess>();
const endAll = () => running.forEach((child) => child.kill('SIGKILL'));
process.once('exit', endAll);
process.once('SIGTERM', () => {
  endAll();
  process.exit(143);
});

export class Served {
  private constructor(
    readonly data: string,
    /** With the token; new at every start. */
    readonly address: string,
    private readonly child: ChildProcess,
  ) {}

  /** Starts on a data folder; port 0 takes a free one. */
  static async start(data: string, port = 0): Promise<Served> {
    // A write beyond a limit fails like one on a full disk, instead of ending the program.
    const command = `trap '' XFSZ 2>/dev/null; exec "$0" "$@"`;
    const child = spawn('/bin/sh', ['-c', command, COLLOQUY, 'serve', '--data', data, '--port', String(port)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    child.once('exit', () => running.delete(child));
    let told = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (told += text));
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.startsWith('http://')) return new Served(data, line.trim(), child);
    }
    throw new Error(`colloquy serve printed no address.\n${told}`);
  }

  get port(): number {
    return Number(new URL(this.address).port);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Asks it to end, as Ctrl-C does. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** Ends it as a power cut does. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (!running.has(this.child)) return;
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    await ended;
  }
}
