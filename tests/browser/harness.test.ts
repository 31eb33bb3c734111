/** The tests' own eyes: what must be noticed is noticed. */
import { violations } from './harness/axe';
import { startBuiltIn } from './harness/app';
import { expect, test } from './harness/test';

test('a window notices errors, scripts that the policy refuses, dialogs, and requests to elsewhere', async ({ serve, profile }) => {
  const watched = await profile();
  const page = await watched.page((await serve()).address);
  await startBuiltIn(page);
  expect(watched.trouble).toEqual([]);
  await page.evaluate(async () => {
    console.error('an error of the page');
    const image = document.createElement('img');
    image.src = 'https://elsewhere.example/pixel.png';
    document.body.append(image);
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.body.append(script);
    alert('a dialog');
    await fetch('https://elsewhere.example/data').catch(() => undefined);
    queueMicrotask(() => {
      throw new Error('an error nobody caught');
    });
  });
  await page.goto('https://elsewhere.example/').catch(() => undefined);
  for (const expected of [
    /console error: an error of the page/,
    /policy: img-src .*elsewhere/,
    /policy: script-src/,
    /policy: connect-src .*elsewhere/,
    /dialog: alert “a dialog”/,
    /page error: an error nobody caught/,
    /request to another place: https:\/\/elsewhere\.example\//,
  ]) {
    await expect.poll(() => watched.trouble.some((line) => expected.test(line)), { message: String(expected) }).toBe(true);
  }
  watched.forgive(/./);
});

test('axe sees what is wrong, also by rules that it leaves off by itself', async ({ page }) => {
  await startBuiltIn(page);
  expect(await violations(page)).toEqual([]);
  await page.evaluate(() => {
    const main = document.querySelector('main');
    const add = (tag: string, attributes: Record<string, string>, text = '') => {
      const element = Object.assign(document.createElement(tag), { textContent: text });
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      main?.append(element);
      return element;
    };
    add('img', { src: 'data:,' });
    add('button', {});
    add('p', {}, 'Too faint').style.color = '#eeeeee';
    for (let count = 0; count < 2; count++) {
      const small = add('button', {}, 'x');
      Object.assign(small.style, { width: '8px', height: '8px', minHeight: '0', padding: '0' });
    }
  });
  const found = (await violations(page)).join('\n');
  for (const rule of ['image-alt', 'button-name', 'color-contrast', 'target-size']) expect(found).toContain(rule);
});
