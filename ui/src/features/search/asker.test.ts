import { expect, test, vi } from 'vitest';
import { Asker } from './asker';

function asking() {
  const calls: { ask: string; resolve: (reply: string) => void; reject: (thrown: unknown) => void }[] = [];
  const replies: string[] = [];
  const asker = new Asker<string, string>({
    send: (ask) => new Promise((resolve, reject) => calls.push({ ask, resolve, reject })),
    onreply: (reply) => replies.push(reply),
    onfail: (thrown) => replies.push(`failed: ${String(thrown)}`),
  });
  return { asker, calls, replies };
}

test('one on its way, one waiting; only the reply to the latest counts', async () => {
  const { asker, calls, replies } = asking();
  for (const ask of ['f', 'fr', 'fro', 'fron']) asker.ask(ask);
  expect(calls.map((call) => call.ask)).toEqual(['f']);
  calls[0]?.resolve('to f');
  await vi.waitFor(() => expect(calls.map((call) => call.ask)).toEqual(['f', 'fron']));
  calls[1]?.resolve('to fron');
  await vi.waitFor(() => expect(replies).toEqual(['to fron']));
});

test('after a failure it asks again', async () => {
  const { asker, calls, replies } = asking();
  asker.ask('a');
  calls[0]?.reject('no');
  await vi.waitFor(() => expect(replies).toEqual(['failed: no']));
  asker.ask('b');
  calls[1]?.resolve('to b');
  await vi.waitFor(() => expect(replies).toHaveLength(2));
});

test('what was forgotten says nothing', async () => {
  const { asker, calls, replies } = asking();
  asker.ask('a');
  asker.ask('b');
  asker.forget();
  calls[0]?.resolve('to a');
  await Promise.resolve();
  await Promise.resolve();
  expect(calls).toHaveLength(1);
  expect(replies).toEqual([]);
});
