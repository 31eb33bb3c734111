import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { DirectionSet } from '../api/bindings';
import { CallError } from '../api/error';
import { fakeHost, type Answers } from '../api/fake-host';
import DirectionScreen from './DirectionScreen.svelte';
import { toasts } from '../shared/toasts.svelte';
import DirectionLink from '../features/direction/DirectionLink.svelte';
import { FakeDirection } from '../features/direction/fake-core';
import { sections } from '../features/direction/sections.svelte';

vi.setConfig({ testTimeout: 60_000 });
beforeEach(() => localStorage.clear());
afterEach(async () => {
  for (const id of ['mandate', 'standing', 'services', 'support', 'stop']) {
    sections.of(id)?.restore(sections.of(id)?.text ?? '', sections.of(id)?.text ?? '');
    await sections.close(id);
  }
  for (const toast of [...toasts.list]) toasts.dismiss(toast.id);
});

async function open(core = new FakeDirection(), more: Answers = {}) {
  const fake = fakeHost({ ...core.answers(), ...more }, { direction_set: ['direction'] });
  const shown = render(DirectionScreen);
  await screen.findByRole('heading', { level: 1 });
  return { core, ...fake, ...shown };
}

function filled() {
  const core = new FakeDirection();
  core.draw('services', 'Half of it is there.');
  core.draw('mandate', 'Two decisions.\n\nRenewed by the board.');
  core.annexes = [{ tool: 't2', title: 'Service maturity', finding: 'Half of it is there.' }];
  return core;
}

const part = (id: string) => within(screen.getByRole('region', { name: `Heading ${id}` }));
const field = (id: string) => part(id).getByRole<HTMLTextAreaElement>('textbox', { name: `Heading ${id}` });
const press = (id: string, name: RegExp) => userEvent.click(part(id).getByRole('button', { name }));

test('nothing yet: what belongs in each, and two exercises to begin with', async () => {
  await open();
  expect(screen.getByText('No section says anything yet.')).toBeTruthy();
  expect(screen.getAllByRole('link', { name: /^(Fill in Survive|Answer the reflection)/ })[0]?.getAttribute('href')).toBe('#/workbook/t1');
  expect(screen.getByRole('heading', { name: 'Begin with these two' })).toBeTruthy();
  expect(part('services').getByText('What belongs in services.')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Word document' }).getAttribute('aria-disabled')).toBe('true');
});

test('it reads like a document; each section leads to its exercise and each annex to its tool', async () => {
  await open(filled());
  expect(screen.getByText('Two of five sections say something.')).toBeTruthy();
  expect(part('mandate').getByText('Renewed by the board.')).toBeTruthy();
  const href = (id: string, name: string) => part(id).getByRole('link', { name }).getAttribute('href');
  expect(href('mandate', 'From your reflection in 2.1 Mandate')).toBe('#/lesson/pmo/m2/b');
  expect(href('services', 'From Service maturity')).toBe('#/workbook/t2');
  expect(href('support', 'Nothing is drawn from Stakeholder grid: it is about people')).toBe('#/workbook/t8');
  expect(screen.getByRole('link', { name: 'Annex 1. Service maturity' }).getAttribute('href')).toBe('#/workbook/t2');
  expect(screen.queryByRole('heading', { name: 'Begin with these two' })).toBeNull();
});

test('own words start from what is drawn, are kept, and go back with undo', async () => {
  const { core, of } = await open(filled());
  await press('services', /^Write it/);
  expect(field('services').value).toBe('Half of it is there.');
  expect(document.activeElement).toBe(field('services'));
  await userEvent.type(field('services'), ' Two end.');
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(core.own.get('services')).toBe('Half of it is there. Two end.'));
  const edit = await part('services').findByRole('button', { name: /^Edit/ });
  expect(document.activeElement).toBe(edit);
  await press('services', /^Back/);
  await waitFor(() => expect(core.own.has('services')).toBe(false));
  expect(part('services').getByText('Half of it is there.')).toBeTruthy();
  toasts.undo();
  expect(await part('services').findByText('Half of it is there. Two end.')).toBeTruthy();
  await waitFor(() => expect(core.own.get('services')).toBe('Half of it is there. Two end.'));
  expect(of('direction_set').map(({ text }) => text)).toContain(null);
});

test('going back that fails leaves the words and says so', async () => {
  const core = filled();
  core.own.set('services', 'Mine.');
  await open(core, {
    direction_set: () => {
      throw new CallError('unreachable', 'No.');
    },
  });
  await press('services', /^Back/);
  await waitFor(() => expect(toasts.list.at(-1)?.text).toBe('That was not kept. Your words stand as they were.'));
  expect(part('services').getByText('Mine.')).toBeTruthy();
});

test('an exercise that changed under own words is shown until the reader decides', async () => {
  const { core, change } = await open(filled());
  await press('services', /^Write it/);
  await userEvent.type(field('services'), ' Mine.');
  await press('services', /^Done/);
  await part('services').findByRole('button', { name: /^Edit/ });
  expect(part('services').queryByText(/has changed since/)).toBeNull();
  core.draw('services', 'All of it is there.');
  change('tool');
  expect(await part('services').findByText(/has changed since you wrote them/)).toBeTruthy();
  expect(part('services').getByText('All of it is there.')).toBeTruthy();
  expect(part('services').getByText('Half of it is there. Mine.')).toBeTruthy();
  await press('services', /^Keep my words/);
  await waitFor(() => expect(part('services').queryByText(/has changed since/)).toBeNull());
  expect(part('services').getByText('What the exercise says now')).toBeTruthy();
});

test('an exercise changed elsewhere shows at once; each topic asks again', async () => {
  const { core, change, of } = await open(filled());
  core.draw('standing', 'Stabilising.');
  change('writing');
  expect(await part('standing').findByText('Stabilising.')).toBeTruthy();
  const before = of('direction_read').length;
  for (const topic of ['direction', 'tool', 'course', 'app'] as const) change(topic);
  await waitFor(() => expect(of('direction_read').length).toBe(before + 4));
});

test('what could not be kept stays, says so, and comes back at the next visit', async () => {
  let broken = true;
  const core = filled();
  const more = {
    direction_set: (input: DirectionSet) => {
      if (broken) throw new CallError('unreachable', 'No.');
      return core.set(input);
    },
  };
  const { unmount } = await open(core, more);
  await press('support', /^Write it/);
  await userEvent.type(field('support'), 'The board.');
  expect(await part('support').findByText(/^Not saved yet/)).toBeTruthy();
  await press('support', /^Done/);
  expect(field('support').value).toBe('The board.');
  unmount();
  await open(core, more);
  expect(field('support').value).toBe('The board.');
  broken = false;
  await userEvent.click(await part('support').findByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(core.own.get('support')).toBe('The board.'));
});

test('too long is said at the field and not sent', async () => {
  const { of } = await open(filled());
  await press('stop', /^Write it/);
  await userEvent.click(field('stop'));
  await userEvent.paste('x'.repeat(4003));
  expect(field('stop').getAttribute('aria-invalid')).toBe('true');
  expect(part('stop').getByText(/take out 3 and it is saved/)).toBeTruthy();
  expect(of('direction_set')).toEqual([]);
});

test('the Word document is made after what is on screen is kept; failure is said', async () => {
  const { saved, core } = await open(filled());
  await press('services', /^Write it/);
  await userEvent.type(field('services'), ' Mine.');
  await userEvent.click(screen.getByRole('button', { name: 'Word document' }));
  await waitFor(() => expect(saved).toEqual([{ name: 'direction_export', input: {} }]));
  expect(core.own.get('services')).toBe('Half of it is there. Mine.');
  expect(toasts.list.at(-1)?.text).toBe('Saved as me/Dates.ics');
});

test('no file is made of what is not saved', async () => {
  const { saved } = await open(filled(), {
    direction_set: () => {
      throw new CallError('unreachable', 'No.');
    },
  });
  await press('services', /^Write it/);
  await userEvent.type(field('services'), ' Mine.');
  await userEvent.click(screen.getByRole('button', { name: 'Word document' }));
  expect(await screen.findByText(/The file was not made/)).toBeTruthy();
  expect(saved).toEqual([]);
});

test('the workbook says what it is, how far it is, and leads there', async () => {
  fakeHost(filled().answers());
  render(DirectionLink);
  expect(await screen.findByText(/Two of five sections say something\./)).toBeTruthy();
  expect(screen.getByRole('link', { name: /^Open/ }).getAttribute('href')).toBe('#/workbook/direction');
});
