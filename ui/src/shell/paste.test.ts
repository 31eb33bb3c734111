import { afterEach, expect, test } from 'vitest';
import { toasts } from '../shared/toasts.svelte';
import { guardPaste } from './paste';

afterEach(() => {
  document.body.replaceChildren();
  for (const { id } of [...toasts.list]) toasts.dismiss(id);
});

/** True when the field may take it. */
function paste(field: HTMLElement, text: string): boolean {
  document.body.append(field);
  const event = new Event('paste', { bubbles: true, cancelable: true });
  Object.assign(event, { clipboardData: { getData: () => text } });
  return field.dispatchEvent(event);
}

function area(most?: string): HTMLTextAreaElement {
  const made = document.createElement('textarea');
  if (most !== undefined) made.dataset.pasteMost = most;
  return made;
}

test('a paste beyond what a field can hold is refused with a word; others go through', () => {
  const stop = guardPaste();
  const huge = 'x'.repeat(2_000_000);
  expect(paste(document.createElement('input'), 'a name')).toBe(true);
  expect(paste(area(), huge)).toBe(true);
  expect(paste(area('40000'), 'x'.repeat(40_000))).toBe(true);
  expect(toasts.list).toHaveLength(0);
  expect(paste(document.createElement('input'), huge)).toBe(false);
  expect(paste(area('40000'), huge)).toBe(false);
  expect(toasts.list[0]?.text).toBe('2,000,000 characters are too many for this field. Nothing was pasted; the clipboard still has them.');
  stop();
  expect(paste(document.createElement('input'), huge)).toBe(true);
});
