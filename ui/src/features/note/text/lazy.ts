/** What comes with the editor, in one lazy chunk. */
export { NoteDoc } from './note-doc';
export { default as TextEditor } from './TextEditor.svelte';
export { default as TextPreview } from './TextPreview.svelte';
