/** The keys of review: from the first card to the last without a pointer. */
import { m } from '#messages';
import type { Rating } from '../../api/bindings';
import { isActivatable } from '../../shared/a11y/focus';
import { toasts } from '../../shared/toasts.svelte';
import { keys, type Shortcut } from '../../shell/keyboard';
import { labelOf, RATINGS } from './ratings';

export interface ReviewActions {
  card: () => boolean;
  shown: () => boolean;
  show: () => void;
  rate: (rating: Rating) => void;
  canUndo: () => boolean;
  undo: () => void;
  canEdit: () => boolean;
  edit: () => void;
  remove: () => void;
  hasLesson: () => boolean;
  lesson: () => void;
  make: () => void;
}

const never = () => false;
const nothing = () => undefined;
/** Off the screen: the keys are only named. */
const NAMED: ReviewActions = {
  card: never, shown: never, show: nothing, rate: nothing, canUndo: never, undo: nothing, canEdit: never, edit: nothing,
  remove: nothing, hasLesson: never, lesson: nothing, make: nothing,
};

/** Without deeds for the list of every shortcut. */
export function reviewShortcuts(actions: ReviewActions = NAMED): Shortcut[] {
  const group = m.review_title();
  // Enter and Space on a button are that button's.
  const covered = () => actions.card() && !actions.shown() && !isActivatable(document.activeElement);
  const undoable = () => actions.canUndo() && !toasts.list.some((toast) => toast.undo !== null);
  return [
    { chord: ' ', label: m.review_shortcut_show(), group, when: covered, run: actions.show },
    { chord: 'enter', label: m.review_shortcut_show(), group, when: covered, run: actions.show },
    ...RATINGS.map((rating, index) => ({
      chord: String(index + 1),
      label: labelOf(rating),
      group,
      when: () => actions.card() && actions.shown(),
      run: () => actions.rate(rating),
    })),
    { chord: 'mod+z', label: m.review_undo(), group, notInText: true, when: undoable, run: actions.undo },
    { chord: 'e', label: m.review_edit(), group, when: actions.canEdit, run: actions.edit },
    { chord: 'delete', label: m.review_remove(), group, notInText: true, when: actions.card, run: actions.remove },
    { chord: 'l', label: m.review_lesson(), group, when: actions.hasLesson, run: actions.lesson },
    { chord: 'n', label: m.review_new_card(), group, run: actions.make },
  ];
}

export const reviewKeys = (actions: ReviewActions) => keys.register(...reviewShortcuts(actions));
