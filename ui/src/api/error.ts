/** A command's refusal. Match on `code`, never on the text. */
export class CallError extends Error {
  override readonly name = 'CallError';

  constructor(
    readonly code: string,
    message: string,
    readonly context: Record<string, unknown> = {},
  ) {
    super(message);
  }

  /** Whatever a transport threw, as a CallError. */
  static from(thrown: unknown): CallError {
    if (thrown instanceof CallError) return thrown;
    if (isRecord(thrown) && typeof thrown.code === 'string') {
      const message = typeof thrown.message === 'string' ? thrown.message : thrown.code;
      return new CallError(thrown.code, message, isRecord(thrown.context) ? thrown.context : {});
    }
    return new CallError('internal', thrown instanceof Error ? thrown.message : String(thrown));
  }

  /** For “Copy details”: code, text and context; never what the reader wrote. */
  details(): string {
    const facts = Object.entries(this.context).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
    return [`${this.code}: ${this.message}`, ...facts].join('\n');
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
