/** Opening a course package: chosen in the app, or a file that the desktop hands over. */
import { m } from '#messages';
import type { CourseInstalled } from '../../api/bindings';
import { host } from '../../api/client';
import { CallError } from '../../api/error';
import { inWords, sentence } from '../../shared/format/words';
import { toasts } from '../../shared/toasts.svelte';

/** “Field Notes” is open: what is new, what changed, what is kept. */
export function installedText(course: CourseInstalled): string {
  const { title, lessons, replaced, revision, blocks_removed: removed, warnings } = course;
  const parts =
    replaced === null
      ? [m.course_opened({ title, lessons })]
      : replaced === revision
        ? [m.course_opened_again({ title, revision })]
        : [m.course_opened_revised({ title, revision, replaced })];
  if (replaced !== null && removed > 0) {
    parts.push(m.course_opened_removed({ removed, count: sentence(inWords(removed)) }));
  }
  if (warnings.length > 0) {
    const count = warnings.length;
    parts.push(m.course_opened_warnings({ warnings: count, count: sentence(inWords(count)) }));
  }
  return parts.join(' ');
}

class OpenPackage {
  busy = $state(false);
  /** Why the last one was not opened; null again when the notice is closed or another is tried. */
  failure = $state.raw<CallError | null>(null);

  /** Lets the reader choose; null when nothing was opened. */
  async pick(): Promise<CourseInstalled | null> {
    return this.#run(async () => {
      const path = await host().pickCoursePackage();
      return path === null ? null : host().call('course_open', { path });
    });
  }

  /** A package at a path of this machine. */
  async open(path: string): Promise<CourseInstalled | null> {
    return this.#run(() => host().call('course_open', { path }));
  }

  async #run(work: () => Promise<CourseInstalled | null>): Promise<CourseInstalled | null> {
    if (this.busy) return null;
    this.busy = true;
    this.failure = null;
    try {
      const course = await work();
      if (course) toasts.show(installedText(course));
      return course;
    } catch (thrown) {
      this.failure = CallError.from(thrown);
      return null;
    } finally {
      this.busy = false;
    }
  }
}

export const openPackage = new OpenPackage();
