/** The text editor: Tiptap on a note's document, with the keys and pastes that are ours. */
import { Editor, type Content } from '@tiptap/core';
import { Slice } from '@tiptap/pm/model';
import type { EditorView } from '@tiptap/pm/view';
import { m } from '#messages';
import { host } from '../../../api/client';
import { isMac } from '../../../shell/keyboard';
import { editingExtensions, schemaExtensions } from './extensions';
import { isAllowedLink } from './links';
import type { NoteDoc } from './note-doc';
import { pasteKind, refusal, utf8Length, type Refusal } from './paste';

export interface TextOptions {
  element: HTMLElement;
  doc: NoteDoc;
  /** Whether it can be written in; `setEditable` changes it. */
  editable: boolean;
  label: string;
  mostBytes: () => number;
  onrefused: (refusal: Refusal) => void;
  /** Mod Shift K. */
  onlink: () => void;
  /** Escape leaves the text. */
  onescape: () => void;
}

/** The words of a text and its size, near enough to Markdown's. */
export function measure(editor: Editor): { words: number; bytes: number } {
  const { doc } = editor.state;
  const text = doc.textBetween(0, doc.content.size, '\n\n', '\n');
  return { words: text.match(/\S+/g)?.length ?? 0, bytes: utf8Length(text) };
}

export function createTextEditor(options: TextOptions): Editor {
  let plainly = false;

  function paste(view: EditorView, event: ClipboardEvent): boolean {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const html = event.clipboardData?.getData('text/html') ?? '';
    const [asked, code] = [plainly, editor.isActive('codeBlock')];
    plainly = false;
    const refused = refusal(text, text.length > 1000 ? measure(editor).bytes : 0, options.mostBytes());
    if (refused) {
      options.onrefused(refused);
      return true;
    }
    const kind = code ? 'plain' : pasteKind(text, html, asked);
    if (kind === 'rich' || text === '') return false;
    if (kind === 'markdown') void insertMarkdown(editor, text);
    else insertPlain(view, text);
    return true;
  }

  let made: Editor | null = null;
  const editor = new Editor({
    element: options.element,
    extensions: editingExtensions(options.doc),
    editable: options.editable,
    // The policy refuses style elements; text.css says the same.
    injectCSS: false,
    enableContentCheck: false,
    editorProps: {
      attributes: () => ({
        role: 'textbox',
        // Also where nothing can be written: it keeps the focus that it has.
        tabindex: '0',
        'aria-multiline': 'true',
        'aria-readonly': String(!(made?.isEditable ?? options.editable)),
        'aria-label': options.label,
        class: 'note-text',
      }),
      handlePaste: (view, event) => paste(view, event),
      handleKeyDown(_view, event) {
        const mod = isMac() ? event.metaKey : event.ctrlKey;
        const key = event.key.toLowerCase();
        plainly = mod && event.shiftKey && key === 'v';
        if (key === 'escape' && !event.isComposing) {
          options.onescape();
          return true;
        }
        if (!mod || !event.shiftKey || key !== 'k') return false;
        event.preventDefault();
        options.onlink();
        return true;
      },
      handleClick(_view, _position, event) {
        const link = event.target instanceof Element ? event.target.closest('a') : null;
        const href = link?.getAttribute('href');
        if (!isAllowedLink(href)) return false;
        // A link is text here; Ctrl (Cmd) makes the click follow it.
        if (made?.isEditable && !(isMac() ? event.metaKey : event.ctrlKey)) return false;
        event.preventDefault();
        void host().openExternal(href);
        return true;
      },
    },
  });
  made = editor;
  return editor;
}

/** A text to look at: an earlier version. */
export function createPreview(element: HTMLElement, doc: unknown): Editor {
  return new Editor({
    element,
    extensions: schemaExtensions(),
    content: doc as Content,
    editable: false,
    injectCSS: false,
    editorProps: { attributes: { class: 'note-text', 'aria-label': m.notes_versions_preview() } },
  });
}

/** As it is written, a paragraph a line. */
function insertPlain(view: EditorView, text: string): void {
  const { state } = view;
  if (state.selection.$from.parent.type.spec.code) {
    view.dispatch(state.tr.insertText(text.replaceAll('\r\n', '\n')).scrollIntoView());
    return;
  }
  const { schema } = state;
  const lines = text.split(/(?:\r\n?|\n)+/).map((line) => schema.node('paragraph', null, line ? [schema.text(line)] : []));
  const slice = new Slice(schema.node('doc', null, lines).content, 1, 1);
  view.dispatch(state.tr.replaceSelection(slice).scrollIntoView().setMeta('paste', true).setMeta('uiEvent', 'paste'));
}

async function insertMarkdown(editor: Editor, markdown: string): Promise<void> {
  const read = await host()
    .call('markdown_read', { markdown })
    .catch(() => null);
  if (editor.isDestroyed) return;
  if (!read) {
    insertPlain(editor.view, markdown);
    return;
  }
  const content = (read.doc as { content?: Content[] }).content ?? [];
  const only = content.length === 1 ? (content[0] as { type?: string; content?: Content }) : null;
  // One paragraph goes on in the line where the cursor is.
  const inline = only?.type === 'paragraph' ? (only.content ?? '') : null;
  editor.chain().focus().insertContent(inline ?? content).scrollIntoView().run();
}
