import type { Editor } from '@tiptap/core';
import { expect, test } from 'vitest';
import { LiveText } from './live.svelte';

test('an editor may lose the focus while the page is being changed', () => {
  const heard = new Map<string, (event: unknown) => void>();
  const editor = { on: (name: string, run: (event: unknown) => void) => heard.set(name, run), destroy: () => undefined, isDestroyed: false };
  const live = new LiveText();
  const detach = live.attach(editor as unknown as Editor, () => 2);
  heard.get('focus')?.({});
  expect(live.focused).toBe(true);
  const before = live.stamp;
  // As inside an {#if} that takes the editor away.
  const change = $derived.by(() => {
    heard.get('blur')?.({});
    heard.get('transaction')?.({ transaction: { docChanged: false } });
    return 'changed';
  });
  expect((() => change)()).toBe('changed');
  expect([live.focused, live.stamp]).toEqual([false, before + 1]);
  detach();
  expect([live.editor, live.words]).toEqual([null, null]);
});
