/** Notes: the screen, and the editor for places where a note is written beside something else. */
export { createNote } from './create';
export { default as NoteEditor } from './NoteEditor.svelte';
export { default as NotesView } from './NotesView.svelte';
