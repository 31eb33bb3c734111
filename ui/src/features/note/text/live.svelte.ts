/** The editor of the open note as runes: which one, what changed, how many words. */
import type { Editor } from '@tiptap/core';
import { untrack } from 'svelte';

const COUNT_MS = 250;

export class LiveText {
  editor = $state.raw<Editor | null>(null);
  /** Goes up with every change of text or selection. */
  stamp = $state(0);
  focused = $state(false);
  words = $state<number | null>(null);
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** Until the returned function is called. */
  attach(editor: Editor, count: (editor: Editor) => number): () => void {
    const recount = () => {
      this.#timer = null;
      if (!editor.isDestroyed) this.words = count(editor);
    };
    // Untracked: an editor that leaves the page with the focus in it says so while the page is being changed.
    editor.on('transaction', ({ transaction }) => {
      untrack(() => this.stamp++);
      if (transaction.docChanged) this.#timer ??= setTimeout(recount, COUNT_MS);
    });
    editor.on('focus', () => untrack(() => (this.focused = true)));
    editor.on('blur', () => untrack(() => (this.focused = false)));
    this.editor = editor;
    this.words = count(editor);
    return () => {
      if (this.#timer) clearTimeout(this.#timer);
      this.#timer = null;
      if (this.editor === editor) this.editor = null;
      this.words = null;
      this.focused = false;
      editor.destroy();
    };
  }

  /** Something of the editor's state, as a rune. */
  read<T>(what: (editor: Editor) => T): T | null {
    // Read, so that it is asked again with the next change.
    return this.stamp >= 0 && this.editor && !this.editor.isDestroyed ? what(this.editor) : null;
  }
}
