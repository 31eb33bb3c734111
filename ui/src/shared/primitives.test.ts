import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { createRawSnippet, tick } from 'svelte';
import { expect, test, vi } from 'vitest';
import AlertDialog from './AlertDialog.svelte';
import Button from './Button.svelte';
import ErrorNotice from './ErrorNotice.svelte';
import ReadingStrip from './ReadingStrip.svelte';
import Section from './Section.svelte';
import Skeleton from './Skeleton.svelte';
import Slider from './Slider.svelte';
import Switch from './Switch.svelte';

const text = (words: string) => createRawSnippet(() => ({ render: () => `<span>${words}</span>` }));

test('a disabled button stays reachable and says why', async () => {
  const onclick = vi.fn();
  render(Button, { disabledReason: 'Nothing is selected.', onclick, children: text('Export') });
  const button = screen.getByRole('button', { name: 'Export', description: 'Nothing is selected.' });
  await userEvent.tab();
  expect(document.activeElement).toBe(button);
  await userEvent.click(button);
  expect(onclick).not.toHaveBeenCalled();
});

test('a button with an address is a link', () => {
  render(Button, { href: '#/course', children: text('Course') });
  expect(screen.getByRole('link', { name: 'Course' }).getAttribute('href')).toBe('#/course');
});

test('a section is named by its label', () => {
  render(Section, { label: 'Review', trailing: '7 cards', children: text('…') });
  expect(screen.getByRole('region', { name: 'Review' }).textContent).toContain('7 cards');
});

test('the strip says in words what it draws', () => {
  const segments = [
    { minutes: 10, fraction: 1 },
    { minutes: 1, fraction: 0 },
  ];
  render(ReadingStrip, { segments });
  expect(screen.getByRole('img').getAttribute('aria-label')).toBe('1 of 2 done, 1 minute left');
});

test('a skeleton shows nothing for 400 ms', async () => {
  vi.useFakeTimers();
  render(Skeleton, { label: 'Opening 4.5' });
  await vi.advanceTimersByTimeAsync(399);
  expect(screen.queryByText('Opening 4.5')).toBeNull();
  await vi.advanceTimersByTimeAsync(2);
  await tick();
  expect(screen.getByText('Opening 4.5')).toBeTruthy();
  vi.useRealTimers();
});

test('page keys move a slider by its large step, within bounds', async () => {
  const onchange = vi.fn();
  render(Slider, { label: 'Reading size', value: 20, min: 17, max: 26, step: 0.5, page: 2, onchange });
  const slider = screen.getByRole('slider', { name: 'Reading size' });
  for (let presses = 0; presses < 4; presses++) await fireEvent.keyDown(slider, { key: 'PageUp' });
  expect(onchange.mock.calls.flat()).toEqual([22, 24, 26, 26]);
});

test('a switch reports its new state', async () => {
  const onchange = vi.fn();
  render(Switch, { label: 'Single keys', checked: true, onchange });
  await userEvent.click(screen.getByRole('switch', { name: 'Single keys' }));
  expect(onchange).toHaveBeenCalledWith(false);
});

test('details are copied, never shown', async () => {
  const user = userEvent.setup();
  render(ErrorNotice, { title: 'It failed', safe: 'Nothing was changed.', details: 'code: x' });
  expect(screen.queryByText('code: x')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Copy details' }));
  expect(await navigator.clipboard.readText()).toBe('code: x');
  expect(screen.getByRole('button', { name: 'Copied' })).toBeTruthy();
});

test('an alert dialog starts on the harmless answer and gives the focus back', async () => {
  const before = document.createElement('button');
  document.body.append(before);
  before.focus();
  const onconfirm = vi.fn();
  const { rerender } = render(AlertDialog, {
    open: false,
    title: 'Withdraw this challenge?',
    description: 'Your notes stay.',
    confirm: 'Withdraw it',
    cancel: 'Keep it',
    onconfirm,
  });
  await rerender({ open: true });
  const keep = await screen.findByRole('button', { name: 'Keep it' });
  await waitFor(() => expect(document.activeElement).toBe(keep));
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  expect(onconfirm).not.toHaveBeenCalled();
  await waitFor(() => expect(document.activeElement).toBe(before));
  before.remove();
});
