/** Chromium, and windows in it that notice everything that is not as it should be. */
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { chromiumPath } from './paths';

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Whatever asks for another host fails; that it asked is noticed below.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/** How long a condition may take to come true on a busy machine. */
export const PATIENCE = 15_000;

export const WIDE = { width: 1280, height: 820 };
export const NARROW = { width: 940, height: 640 };

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: ARGS });
}

/** A browser profile of its own, and what went wrong in it. */
export class Watched {
  readonly #trouble: string[] = [];
  readonly #forgiven: RegExp[] = [];

  private constructor(readonly context: BrowserContext) {}

  static async open(browser: Browser, options: BrowserContextOptions = {}): Promise<Watched> {
    const context = await browser.newContext({
      viewport: WIDE,
      colorScheme: 'light',
      locale: 'en-GB',
      timezoneId: 'Europe/London',
      permissions: ['clipboard-read', 'clipboard-write'],
      ...options,
    });
    context.setDefaultTimeout(PATIENCE);
    const watched = new Watched(context);
    await watched.#watch();
    return watched;
  }

  async page(address: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(address);
    return page;
  }

  /** Trouble that the test provokes itself. */
  forgive(...patterns: RegExp[]): void {
    this.#forgiven.push(...patterns);
  }

  /** What nobody expected. */
  get trouble(): string[] {
    return this.#trouble.filter((line) => !this.#forgiven.some((pattern) => pattern.test(line)));
  }

  async #watch(): Promise<void> {
    const note = (line: string) => this.#trouble.push(line);
    const { context } = this;
    await context.exposeFunction('colloquyViolation', (what: string) => note(`policy: ${what}`));
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        const { colloquyViolation } = window as unknown as { colloquyViolation: (what: string) => void };
        colloquyViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
      });
    });
    context.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') {
        note(`console ${message.type()}: ${message.text()} (${message.location().url})`);
      }
    });
    context.on('weberror', (error) => note(`page error: ${error.error().message}`));
    context.on('dialog', (dialog) => {
      note(`dialog: ${dialog.type()} “${dialog.message()}”`);
      void dialog.dismiss();
    });
    context.on('request', (request) => {
      const { protocol, hostname } = new URL(request.url());
      const inside = protocol === 'data:' || protocol === 'blob:' || (protocol === 'http:' && hostname === '127.0.0.1');
      if (!inside) note(`request to another place: ${request.url()}`);
    });
  }
}
