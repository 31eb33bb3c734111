/** The keys of a sitting: from the first question to the last without a pointer. */
import { m } from '#messages';
import { isActivatable } from '../../../shared/a11y/focus';
import { keys, type Shortcut } from '../../../shell/keyboard';

export interface SittingActions {
  /** A question is open to be answered. */
  answering: () => boolean;
  /** Takes the nth answer, or how sure the reader is, whichever has the focus. */
  digit: (number: number) => void;
  /** Answers, or goes on. */
  confirm: () => void;
  pause: () => void;
  back: () => void;
  forward: () => void;
}

const nothing = () => undefined;
const NAMED: SittingActions = { answering: () => true, digit: nothing, confirm: nothing, pause: nothing, back: nothing, forward: nothing };

/** Without deeds for the list of every shortcut. */
export function sittingShortcuts(actions: SittingActions = NAMED): Shortcut[] {
  const group = m.sitting_keys();
  return [
    ...[1, 2, 3, 4, 5].map((number) => ({
      chord: String(number),
      label: m.sitting_key_choose({ number }),
      group,
      when: actions.answering,
      run: () => actions.digit(number),
    })),
    { chord: 'enter', label: m.sitting_key_confirm(), group, when: () => !isActivatable(document.activeElement), run: actions.confirm },
    { chord: 'escape', label: m.sitting_pause(), group, run: actions.pause },
    { chord: '[', label: m.sitting_back(), group, run: actions.back },
    { chord: ']', label: m.sitting_forward(), group, run: actions.forward },
  ];
}

export const sittingKeys = (actions: SittingActions) => keys.register(...sittingShortcuts(actions));
