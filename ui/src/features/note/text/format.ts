/** What can be done with a text: the formatting menu, by group. */
import Bold from '@lucide/svelte/icons/bold';
import Code from '@lucide/svelte/icons/code';
import Heading1 from '@lucide/svelte/icons/heading-1';
import Heading2 from '@lucide/svelte/icons/heading-2';
import Heading3 from '@lucide/svelte/icons/heading-3';
import Italic from '@lucide/svelte/icons/italic';
import Link from '@lucide/svelte/icons/link';
import List from '@lucide/svelte/icons/list';
import ListOrdered from '@lucide/svelte/icons/list-ordered';
import ListTodo from '@lucide/svelte/icons/list-todo';
import Minus from '@lucide/svelte/icons/minus';
import Pilcrow from '@lucide/svelte/icons/pilcrow';
import Quote from '@lucide/svelte/icons/quote';
import SquareCode from '@lucide/svelte/icons/square-code';
import Strikethrough from '@lucide/svelte/icons/strikethrough';
import Table from '@lucide/svelte/icons/table';
import type { Editor } from '@tiptap/core';
import { m } from '#messages';
import type { IconType } from '../../../shared/icon';

export interface Format {
  id: string;
  label: string;
  icon: IconType;
  /** Chord, as in the key map. */
  chord?: string;
  /** Markdown that does the same as it is typed. */
  typed?: string;
  active: (editor: Editor) => boolean;
  run: (editor: Editor) => void;
}

const heading = (level: 1 | 2 | 3, label: string, icon: IconType): Format => ({
  id: `h${level}`,
  label,
  icon,
  chord: `mod+alt+${level}`,
  typed: '#'.repeat(level),
  active: (editor) => editor.isActive('heading', { level }),
  run: (editor) => editor.chain().focus().toggleHeading({ level }).run(),
});

export function marks(): Format[] {
  return [
    {
      id: 'bold', label: m.notes_format_bold(), icon: Bold, chord: 'mod+b',
      active: (editor) => editor.isActive('bold'),
      run: (editor) => editor.chain().focus().toggleBold().run(),
    },
    {
      id: 'italic', label: m.notes_format_italic(), icon: Italic, chord: 'mod+i',
      active: (editor) => editor.isActive('italic'),
      run: (editor) => editor.chain().focus().toggleItalic().run(),
    },
    {
      id: 'strike', label: m.notes_format_strike(), icon: Strikethrough, chord: 'mod+shift+s',
      active: (editor) => editor.isActive('strike'),
      run: (editor) => editor.chain().focus().toggleStrike().run(),
    },
    {
      id: 'code', label: m.notes_format_code(), icon: Code,
      active: (editor) => editor.isActive('code'),
      run: (editor) => editor.chain().focus().toggleCode().run(),
    },
  ];
}

export function link(onlink: () => void): Format {
  return {
    id: 'link', label: m.notes_format_link(), icon: Link, chord: 'mod+shift+k',
    active: (editor) => editor.isActive('link'),
    run: onlink,
  };
}

export function blocks(): Format[] {
  return [
    {
      id: 'text', label: m.notes_format_text(), icon: Pilcrow, chord: 'mod+alt+0',
      active: (editor) => editor.isActive('paragraph') && !editor.isActive('blockquote') && !inList(editor),
      run: (editor) => editor.chain().focus().clearNodes().run(),
    },
    heading(1, m.notes_format_h1(), Heading1),
    heading(2, m.notes_format_h2(), Heading2),
    heading(3, m.notes_format_h3(), Heading3),
    {
      id: 'bullets', label: m.notes_format_bullets(), icon: List, chord: 'mod+shift+8', typed: '-',
      active: (editor) => editor.isActive('bulletList'),
      run: (editor) => editor.chain().focus().toggleBulletList().run(),
    },
    {
      id: 'numbers', label: m.notes_format_numbers(), icon: ListOrdered, chord: 'mod+shift+7', typed: '1.',
      active: (editor) => editor.isActive('orderedList'),
      run: (editor) => editor.chain().focus().toggleOrderedList().run(),
    },
    {
      id: 'tasks', label: m.notes_format_tasks(), icon: ListTodo, chord: 'mod+shift+9', typed: '[ ]',
      active: (editor) => editor.isActive('taskList'),
      run: (editor) => editor.chain().focus().toggleTaskList().run(),
    },
    {
      id: 'quote', label: m.notes_format_quote(), icon: Quote, chord: 'mod+shift+b', typed: '>',
      active: (editor) => editor.isActive('blockquote'),
      run: (editor) => editor.chain().focus().toggleBlockquote().run(),
    },
    {
      id: 'block', label: m.notes_format_codeblock(), icon: SquareCode, chord: 'mod+alt+c', typed: '```',
      active: (editor) => editor.isActive('codeBlock'),
      run: (editor) => editor.chain().focus().toggleCodeBlock().run(),
    },
    {
      id: 'rule', label: m.notes_format_rule(), icon: Minus, typed: '---',
      active: () => false,
      run: (editor) => editor.chain().focus().setHorizontalRule().run(),
    },
    {
      id: 'table', label: m.notes_format_table(), icon: Table,
      active: (editor) => editor.isActive('table'),
      run: (editor) => editor.chain().focus().insertTable({ rows: 3, cols: 2, withHeaderRow: true }).run(),
    },
  ];
}

export interface TableDeed {
  label: string;
  run: (editor: Editor) => void;
}

/** Inside a table. */
export function tableDeeds(): TableDeed[] {
  return [
    { label: m.notes_table_row_above(), run: (editor) => editor.chain().focus().addRowBefore().run() },
    { label: m.notes_table_row_below(), run: (editor) => editor.chain().focus().addRowAfter().run() },
    { label: m.notes_table_column_before(), run: (editor) => editor.chain().focus().addColumnBefore().run() },
    { label: m.notes_table_column_after(), run: (editor) => editor.chain().focus().addColumnAfter().run() },
    { label: m.notes_table_row_delete(), run: (editor) => editor.chain().focus().deleteRow().run() },
    { label: m.notes_table_column_delete(), run: (editor) => editor.chain().focus().deleteColumn().run() },
    { label: m.notes_table_delete(), run: (editor) => editor.chain().focus().deleteTable().run() },
  ];
}

function inList(editor: Editor): boolean {
  return editor.isActive('bulletList') || editor.isActive('orderedList') || editor.isActive('taskList');
}
