import { beforeEach, expect, test, vi } from 'vitest';
import { Pictures } from './pictures';

const asset = { media_type: 'image/png', base64: 'AAAA' };

beforeEach(() => {
  HTMLImageElement.prototype.decode = () => Promise.resolve();
});

function text() {
  const root = document.createElement('div');
  root.innerHTML = '<img data-asset="a.png" alt="A" loading="lazy"><img data-asset="a.png" alt="A again"><img alt="none">';
  return root;
}

test('before printing all are loaded, each file read once', async () => {
  const read = vi.fn(() => Promise.resolve(asset));
  const pictures = new Pictures(read);
  const root = text();
  pictures.watch(root);
  await pictures.all();
  const sources = [...root.querySelectorAll('img')].map((image) => image.getAttribute('src'));
  expect(sources).toEqual(['data:image/png;base64,AAAA', 'data:image/png;base64,AAAA', null]);
  expect(read).toHaveBeenCalledTimes(1);
});

test('what cannot be read leaves its description', async () => {
  const pictures = new Pictures(() => Promise.reject(new Error('gone')));
  const root = text();
  pictures.watch(root);
  await pictures.all();
  expect(root.querySelector('img')?.dataset.failed).toBe('');
  expect(root.querySelector('img')?.alt).toBe('A');
});

test('pictures of text that went are not loaded', async () => {
  const read = vi.fn(() => Promise.resolve(asset));
  const pictures = new Pictures(read);
  pictures.watch(text())();
  await pictures.all();
  expect(read).not.toHaveBeenCalled();
});
