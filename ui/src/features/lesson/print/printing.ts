/** Printing by our own button or key: pictures first, then the system's dialog. */
import { m } from '#messages';
import type { LessonView } from '../../../api/bindings';
import type { Host } from '../../../api/port';
import type { Pictures } from '../text/pictures';
import { footerText } from './footer';
import { openDetails, runningLines } from './print';

export async function printing(host: Pick<Host, 'print'>, pictures: Pictures, view: LessonView | null): Promise<void> {
  if (!view) return;
  await pictures.all();
  host.print();
}

/** What paper needs, whoever asks for it; until the returned function is called. */
export function readyForPaper(view: LessonView, root: ParentNode): () => void {
  const place = m.lesson_print_place({ number: view.number, module: view.module.title });
  const stopLines = runningLines({ course: view.course_title, place, footer: footerText(), page: m.lesson_of({ index: '{page}', count: '{pages}' }) });
  let fold: (() => void) | null = null;
  const before = () => (fold ??= openDetails(root));
  const after = () => {
    fold?.();
    fold = null;
  };
  window.addEventListener('beforeprint', before);
  window.addEventListener('afterprint', after);
  return () => {
    window.removeEventListener('beforeprint', before);
    window.removeEventListener('afterprint', after);
    after();
    stopLines();
  };
}
