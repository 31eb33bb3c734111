/** A new note. The id is made here, so that asking twice makes one note. */
import type { NoteAt, NoteView } from '../../api/bindings';
import { host } from '../../api/client';
import { CallError } from '../../api/error';
import { notes } from './open/notes';

const TRIES_MS = [300, 1200];
/** Asking again would bring the same answer. */
const FINAL = new Set(['invalid_input', 'not_found', 'too_large', 'unsupported', 'unauthorised', 'forbidden']);

export async function createNote(place: NoteAt | null = null, markdown = ''): Promise<NoteView> {
  const id = crypto.randomUUID();
  for (const wait of [...TRIES_MS, null]) {
    try {
      const view = await host().call('note_create', { id, title: '', markdown, tags: [], place });
      notes.made(view.card.id);
      return view;
    } catch (thrown) {
      const error = CallError.from(thrown);
      if (wait === null || FINAL.has(error.code)) throw error;
      await new Promise((done) => setTimeout(done, wait));
    }
  }
  throw new CallError('internal', 'No answer.');
}
