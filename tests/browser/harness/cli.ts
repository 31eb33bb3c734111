/** The `colloquy` command line. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { COLLOQUY } from './paths';

const run = promisify(execFile);
const LARGEST_REPLY = 64 << 20;

/** Runs it and gives what it printed; rejects, with what it said, when it fails. */
export async function colloquy(...args: string[]): Promise<string> {
  const { stdout } = await run(COLLOQUY, args, { maxBuffer: LARGEST_REPLY });
  return stdout;
}

export interface Refusal {
  code: string;
  message: string;
}

/** The reply of a command of the table, or its refusal. */
export async function call<T>(data: string, name: string, input: unknown = {}): Promise<T> {
  return JSON.parse(await colloquy('--data', data, 'call', name, JSON.stringify(input))) as T;
}

/** The refusal of a command that must not work. */
export async function refusal(data: string, name: string, input: unknown = {}): Promise<Refusal> {
  try {
    await call(data, name, input);
  } catch (thrown) {
    return JSON.parse((thrown as { stderr: string }).stderr) as Refusal;
  }
  throw new Error(`${name} was not refused.`);
}
