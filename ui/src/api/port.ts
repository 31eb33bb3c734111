/** The interface's whole outside world. Two hosts implement it: the desktop shell and a browser on loopback. */
import type { Commands, FileMade, Topic } from './bindings';
import type { Preferences } from './preferences';

export type CommandName = keyof Commands;
export type Input<N extends CommandName> = Commands[N]['input'];
export type Output<N extends CommandName> = Commands[N]['output'];

/** Commands that answer with a file. */
export type FileCommand = {
  [N in CommandName]: Output<N> extends FileMade ? N : never;
}[CommandName];

/** What the desktop makes of a notification: it takes it, has nothing that shows any, refuses, or does not answer. */
export type NotificationAnswer = 'taken' | 'absent' | 'refused' | 'silent';

export interface Host {
  kind: 'desktop' | 'browser';
  /** Runs a command of the core; rejects with CallError. */
  call<N extends CommandName>(name: N, input: Input<N>): Promise<Output<N>>;
  /** What a write touched, here or in another window. Returns the way to stop listening. */
  onChanged(listener: (topics: Topic[]) => void): () => void;
  /** A course package that the reader chose, as a path on this machine; null when they chose none. */
  pickCoursePackage(): Promise<string | null>;
  /** A spreadsheet or CSV file that the reader chose, as a path on this machine; null when they chose none. */
  pickSpreadsheet(): Promise<string | null>;
  /**
   * Markdown files that the reader chose, as a path on this machine; null when they chose none.
   * On the desktop a folder; in a browser a `.zip` of one, or one file.
   */
  pickNotes(): Promise<string | null>;
  /**
   * Lets the reader save a file that a command makes. Resolves to where it is (in a browser: its
   * name), or null when they chose no place.
   */
  saveFile<N extends FileCommand>(name: N, input: Input<N>): Promise<string | null>;
  /** A file opened from the desktop. In a browser: never. */
  onOpenFile(listener: (path: string) => void): () => void;
  /**
   * The window is about to go; it waits for every listener's promise, at most a second or so.
   * In a browser: the page is left, and requests that are on their way are still delivered.
   */
  onClosing(listener: () => Promise<void>): () => void;
  openExternal(url: string): Promise<void>;
  /** In a browser: rejects with code `unsupported`. */
  revealDataFolder(): Promise<void>;
  /** Whether the desktop would take a notification; shows none. In a browser: rejects with code `unsupported`. */
  checkNotifications(): Promise<NotificationAnswer>;
  /** Shows one notification, to see how it looks. In a browser: rejects with code `unsupported`. */
  showNotification(): Promise<NotificationAnswer>;
  /** A notification was clicked: the dates are wanted. In a browser: never. */
  onShowDue(listener: () => void): () => void;
  print(): void;
  preferences: {
    load(): Promise<Preferences>;
    save(preferences: Preferences): Promise<void>;
  };
}

/** How every reply of a transport is wrapped. */
export interface Envelope {
  value: unknown;
  changed: Topic[];
}
