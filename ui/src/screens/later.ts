/** Screens that are no part of the start: loaded when the window is idle, or when somebody goes there. */
export const later = {
  assessment: once(() => import('./AssessmentScreen.svelte')),
  due: once(() => import('./DueScreen.svelte')),
  glossary: once(() => import('./GlossaryScreen.svelte')),
  notes: once(() => import('./NotesScreen.svelte')),
  review: once(() => import('./ReviewScreen.svelte')),
  workbook: once(() => import('./WorkbookScreen.svelte')),
};

/** One promise for all: what was loaded is there at once. A failure is tried again. */
function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | null = null;
  return () =>
    (loading ??= load().catch((thrown: unknown) => {
      loading = null;
      throw thrown;
    }));
}

export function loadLater(): void {
  // Whoever goes there hears of a failure.
  for (const load of Object.values(later)) load().catch(() => undefined);
}
