import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { CallError } from '../../api/error';
import { fakeHost, standing } from './fake-host';
import { attempt, check, heading, lesson, prose, reflection } from './fixture';
import { LessonReader } from './index';

// Whole screens take their time on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

const blocks = [prose('p1', '<p>First words.</p>'), heading('h', 'The gap'), check('c'), reflection('r')];
const place = { course: 'pmo', lesson: 'one' };

async function open(...args: Parameters<typeof fakeHost>) {
  const fake = fakeHost(...args);
  const view = render(LessonReader, place);
  await screen.findByRole('heading', { level: 1, name: 'What a director owns' });
  return { ...fake, ...view };
}

test('a lesson opens with its title, outline and what is left', async () => {
  await open(() => lesson(blocks));
  const outline = screen.getByRole('navigation', { name: 'Outline of module 1' });
  expect(within(outline).getAllByRole('button').map((button) => button.textContent.trim()).slice(1)).toEqual([
    'The gap',
    'Check your reading',
  ]);
  expect(screen.getByRole('progressbar').getAttribute('aria-valuetext')).toBe('0% read, 2 min left');
  expect(screen.getByText('First words.')).toBeTruthy();
});

test('an answer needs a choice and a confidence, and then shows feedback on every option', async () => {
  const { of } = await open(() => lesson(blocks));
  const user = userEvent.setup();
  const button = screen.getByRole('button', { name: 'Answer', description: 'Choose an answer first.' });
  await user.click(screen.getByRole('radio', { name: 'One' }));
  expect(screen.getByRole('button', { name: 'Answer', description: 'Say how sure you are.' })).toBe(button);
  await user.click(screen.getByRole('radio', { name: 'Certain' }));
  expect(of('check_answer')).toHaveLength(0);
  await user.click(button);
  expect(of('check_answer')[0]).toMatchObject({ block: 'c', answer: { form: 'single', option: 'a' }, confidence: 4 });
  const results = within(await screen.findByRole('list', { name: 'Which?' })).getAllByRole('listitem');
  expect(results.map((row) => row.textContent.replace(/\s+/g, ' ').trim())).toEqual([
    'One Your answer About a.',
    'Two Correct About b.',
  ]);
  expect(screen.getByText('You were certain, and wrong: worth a second look.')).toBeTruthy();
  // The answer may have completed the lesson: its standing is asked for.
  await waitFor(() => expect(of('lesson_progress').length).toBeGreaterThan(0));
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'One' }).checked).toBe(false);
});

test('the latest attempt is there when the lesson opens, unless the author asks again', async () => {
  const { unmount } = await open(() => lesson(blocks, { attempts: { c: attempt() } }));
  expect(screen.getByText('Your answer')).toBeTruthy();
  unmount();
  await open(() => lesson([check('c', { redo: true })], { attempts: { c: attempt({ redo: true }) } }));
  expect(screen.queryByText('Your answer')).toBeNull();
  expect(screen.getByText(/asks for your answer again/)).toBeTruthy();
});

test('a refused answer keeps what was chosen', async () => {
  await open(() => lesson(blocks), {
    check_answer: () => {
      throw new CallError('cannot_write', 'The disk is full.');
    },
  });
  const user = userEvent.setup();
  await user.click(screen.getByRole('radio', { name: 'Two' }));
  await user.click(screen.getByRole('radio', { name: 'Unsure' }));
  await user.click(screen.getByRole('button', { name: 'Answer' }));
  expect(await screen.findByText('Colloquy cannot write to its folder')).toBeTruthy();
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Two' }).checked).toBe(true);
});

test('what is typed is kept when the window closes and when the lesson is left', async () => {
  const { of, close, unmount } = await open(() => lesson(blocks));
  const user = userEvent.setup();
  await user.type(screen.getByRole('textbox', { name: 'What?' }), 'Mine');
  await close();
  expect(of('writing_save').at(-1)).toMatchObject({ block: 'r', text: 'Mine' });
  await user.type(screen.getByRole('textbox', { name: 'What?' }), ', too');
  unmount();
  await waitFor(() => expect(of('writing_save').at(-1)).toMatchObject({ text: 'Mine, too' }));
});

test('a revision of the course replaces the text and says so; a mere change of progress does not', async () => {
  let revised = false;
  const fake = await open(() => lesson(revised ? [prose('p1', '<p>New words.</p>'), reflection('r')] : blocks));
  fake.change('progress');
  fake.change('course');
  await waitFor(() => expect(fake.of('lesson_open')).toHaveLength(2));
  expect(screen.queryByText(/was revised/)).toBeNull();
  revised = true;
  fake.change('course');
  expect(await screen.findByText('New words.')).toBeTruthy();
  expect((await screen.findAllByText(/was revised while you were reading/)).length).toBeGreaterThan(0);
});

test('marking as read shows at once, in the outline too', async () => {
  const { of } = await open(() => lesson(blocks));
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Mark as read' }));
  expect(of('lesson_mark')[0]).toMatchObject({ lesson: 'one', done: true });
  expect(await screen.findByRole('button', { name: 'Mark as not read' })).toBeTruthy();
  expect(screen.getByText('What a director owns', { selector: '.text' }).parentElement?.textContent).toContain('done');
  expect(standing.state).toBe('started');
});

test('a bookmark that cannot be kept is taken back', async () => {
  await open(() => lesson(blocks), {
    bookmark_set: () => {
      throw new CallError('cannot_write', 'No.');
    },
  });
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: 'Bookmark this passage' }));
  await waitFor(() => expect(screen.getByRole('button', { name: 'Bookmark this passage' })).toBeTruthy());
});

test('a lesson that is gone says what is kept', async () => {
  fakeHost(() => {
    throw new CallError('not_found', 'No such lesson.');
  });
  render(LessonReader, place);
  expect(await screen.findByText('This lesson is not in the course')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Course map' }).getAttribute('href')).toBe('#/course');
});

test('what failed to open can be tried again', async () => {
  let broken = true;
  fakeHost(() => {
    if (broken) throw new CallError('unreachable', 'No answer.');
    return lesson([]);
  });
  render(LessonReader, place);
  const again = await screen.findByRole('button', { name: 'Try again' });
  broken = false;
  await userEvent.click(again);
  expect(await screen.findByText('This lesson has no text yet.')).toBeTruthy();
});
