/** What the parts of an open lesson share. */
import { createContext } from 'svelte';
import type { Desk } from './highlight/desk.svelte';
import type { LessonModel } from './model.svelte';
import type { Activity } from '../../shared/activity';
import type { Pictures } from './text/pictures';

export interface LessonContext {
  model: LessonModel;
  activity: Activity;
  pictures: Pictures;
  /** Highlights and the notes beside them. */
  desk: Desk;
  /** Says something to assistive technology. */
  announce: (message: string) => void;
  openExternal: (url: string) => void;
}

export const [lessonContext, setLessonContext] = createContext<LessonContext>();
