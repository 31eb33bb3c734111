/** Every screen but Today: loaded when the window is idle, when somebody goes there, or when it opens there. */
export const later = {
  assessment: once(() => import('./AssessmentScreen.svelte')),
  course: once(() => import('./CourseScreen.svelte')),
  direction: once(() => import('./DirectionScreen.svelte')),
  due: once(() => import('./DueScreen.svelte')),
  glossary: once(() => import('./GlossaryScreen.svelte')),
  lesson: once(() => import('./LessonScreen.svelte')),
  notes: once(() => import('./NotesScreen.svelte')),
  review: once(() => import('./ReviewScreen.svelte')),
  settings: once(() => import('./SettingsScreen.svelte')),
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

/** The screen that the window opens with, when it is none of the start. */
export async function loadFirst(name: string): Promise<void> {
  if (name in later) await later[name as keyof typeof later]().catch(() => undefined);
}

export function loadLater(): void {
  // Whoever goes there hears of a failure.
  for (const load of Object.values(later)) load().catch(() => undefined);
}
