/**
 * Lists as Markdown is typed: many write the sign before every item, also where the list has begun
 * the next one by itself, and a task as `- [ ]`. Without this each would be a list in a list.
 */
import { Extension, InputRule } from '@tiptap/core';
import type { EditorState } from '@tiptap/pm/state';

const SIGNS: [list: string, item: string, sign: RegExp][] = [
  ['bulletList', 'listItem', /^\s*[-+*]\s$/],
  ['orderedList', 'listItem', /^\s*\d{1,9}[.)]\s$/],
  ['taskList', 'taskItem', /^\s*(?:[-+*]|\[[ xX]?\])\s$/],
];
const BOX = /^\s*\[([ xX]?)\]\s$/;

/** The cursor is in the first line of an item of such a list. */
function beginsItem({ selection: { $from } }: EditorState, list: string, item: string): boolean {
  return $from.depth >= 3 && $from.node(-1).type.name === item && $from.node(-2).type.name === list && $from.index(-1) === 0;
}

export const TypedLists = Extension.create({
  name: 'typedLists',
  // Before the rules of the lists themselves.
  priority: 1000,
  addInputRules() {
    const again = SIGNS.map(
      ([list, item, find]) =>
        new InputRule({
          find,
          handler({ state, range, match, chain }) {
            if (!beginsItem(state, list, item)) return null;
            const done = /\[x/i.test(match[0]) ? { checked: true } : {};
            chain().deleteRange(range).updateAttributes(item, done).run();
            return undefined;
          },
        }),
    );
    const task = new InputRule({
      find: BOX,
      handler({ state, range, match, chain }) {
        if (!beginsItem(state, 'bulletList', 'listItem')) return null;
        const checked = /x/i.test(match[1] ?? '');
        // This item only: those before it stay what they are.
        chain().deleteRange(range).clearNodes().wrapInList('taskList').updateAttributes('taskItem', { checked }).run();
        return undefined;
      },
    });
    return [...again, task];
  },
});
