/** What a note's text can hold. The core knows the same names (`crate::note::text`). */
import type { Extensions } from '@tiptap/core';
import { Blockquote } from '@tiptap/extension-blockquote';
import { Bold } from '@tiptap/extension-bold';
import { Code } from '@tiptap/extension-code';
import { CodeBlock } from '@tiptap/extension-code-block';
import { Collaboration } from '@tiptap/extension-collaboration';
import { Document } from '@tiptap/extension-document';
import { HardBreak } from '@tiptap/extension-hard-break';
import { Heading } from '@tiptap/extension-heading';
import { HorizontalRule } from '@tiptap/extension-horizontal-rule';
import { Italic } from '@tiptap/extension-italic';
import { Link } from '@tiptap/extension-link';
import { BulletList, ListItem, ListKeymap, OrderedList, TaskItem, TaskList } from '@tiptap/extension-list';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Strike } from '@tiptap/extension-strike';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import { Text } from '@tiptap/extension-text';
import { Gapcursor, Placeholder } from '@tiptap/extensions';
import { m } from '#messages';
import { isAllowedLink } from './links';
import { FIELD, type NoteDoc } from './note-doc';
import { TypedLists } from './typed-lists';

// The binding throws away what the schema refuses. An item that begins with a heading and bold code
// are good Markdown, so they are allowed here.
const LooseItem = ListItem.extend({ content: 'block+' });
const LooseTask = TaskItem.extend({ content: 'block+' });
// Ctrl E is the app's: it exports.
const LooseCode = Code.extend({ excludes: 'code', addKeyboardShortcuts: () => ({}) });

const NoteLink = Link.extend({
  inclusive: false,
  addAttributes: () => ({ href: { default: null }, title: { default: null } }),
});

/** The nodes and marks, without anything that edits. */
export function schemaExtensions(): Extensions {
  return [
    Document,
    Paragraph,
    Text,
    Heading,
    Bold,
    Italic,
    Strike,
    LooseCode,
    CodeBlock,
    Blockquote,
    HorizontalRule,
    HardBreak,
    BulletList,
    OrderedList,
    LooseItem,
    TaskList,
    LooseTask.configure({
      nested: true,
      a11y: { checkboxLabel: (node) => m.notes_task_label({ text: node.textContent || m.notes_task_empty() }) },
    }),
    Table.configure({ resizable: false, renderWrapper: true, cellMinWidth: 96 }),
    TableRow,
    TableHeader,
    TableCell,
    NoteLink.configure({
      openOnClick: false,
      defaultProtocol: 'https',
      HTMLAttributes: { rel: 'noopener noreferrer', target: null, class: null },
      isAllowedUri: (url) => isAllowedLink(url),
    }),
  ];
}

export function editingExtensions(doc: NoteDoc): Extensions {
  return [
    ...schemaExtensions(),
    ListKeymap,
    TypedLists,
    Gapcursor,
    Placeholder.configure({ placeholder: m.notes_body_placeholder(), showOnlyWhenEditable: false }),
    Collaboration.configure({ document: doc.doc, field: FIELD }),
  ];
}

