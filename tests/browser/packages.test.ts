/** Bad packages are refused with a reason and change nothing; a hostile course can do nothing. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { block, choosePackage, goTo, heading, openLesson, seeTitle, startBuiltIn, tab, textOf } from './harness/app';
import { call, colloquy } from './harness/cli';
import { buildSample, courseToml, lesson, writeCourse } from './harness/course';
import { corpus } from './harness/paths';
import { picture, settled } from './harness/screens';
import { dataIn, expect, test } from './harness/test';

interface Summary {
  courses: { id: string; revision: number; current: boolean }[];
}

const zipSlip = corpus('archives/zip-slip.zip');
const otherFormat = corpus('scorm-moodle/invalid.zip');

/** Files that are no packages, each with what must be said about it. */
async function badPackages(folder: string): Promise<[string, string, RegExp][]> {
  const good = await readFile(await buildSample('every-kind', folder));
  const flipped = Buffer.from(good);
  flipped.writeUInt8(good.readUInt8(good.length >> 1) ^ 0xff, good.length >> 1);
  const files: [string, Buffer, RegExp][] = [
    ['truncated', good.subarray(0, good.length - 700), /does not end as a package does/],
    ['flipped', flipped, /cannot be read|does not match|CRC|damaged/i],
    ['text', Buffer.from('This is not a course at all.\n'), /does not end as a package does/],
    ['empty', Buffer.alloc(0), /does not end as a package does/],
  ];
  if (zipSlip) files.push(['zip-slip', await readFile(zipSlip), /evil\.txt/]);
  if (otherFormat) files.push(['other-format', await readFile(otherFormat), /manifest\.json is not in it, so it is not a course package/]);
  return Promise.all(
    files.map(async ([name, bytes, reason]): Promise<[string, string, RegExp]> => {
      const file = join(folder, `${name}.colloquy`);
      await writeFile(file, bytes);
      return [name, file, reason];
    }),
  );
}

test('each bad package is refused in a dialog that says why, and nothing is changed', async ({ folder, serve, profile }) => {
  const data = dataIn(folder);
  const watched = await profile();
  // A refusal shows as a failed request.
  watched.forgive(/the server responded with a status of 4\d\d/);
  const page = await watched.page((await serve()).address);
  await startBuiltIn(page);
  await tab(page, 'Course').click();
  await seeTitle(page, 'Thriving as a PMO Director');
  const before = await call<Summary>(data, 'course_list');

  for (const [name, file, reason] of await badPackages(folder)) {
    await choosePackage(page, file);
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    const said = await textOf(dialog);
    expect(said, name).toContain('This package is damaged and was not opened.');
    expect(said, name).toContain('Nothing was changed.');
    expect(said, name).toMatch(reason);
    if (name === 'truncated') await picture(page, 'package-refused');
    await dialog.getByRole('button', { name: 'Copy details' }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText()), name).toContain('bad_package');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Open a course package');
  }
  expect(await call<Summary>(data, 'course_list')).toEqual(before);
  expect((await readdir(join(data, 'incoming'))).filter((name) => name !== 'lock'), 'uploads that were left behind').toEqual([]);
  await seeTitle(page, 'Thriving as a PMO Director');
});

test('a bad package on the first run leaves the choice open', async ({ folder, serve, profile }) => {
  const watched = await profile();
  watched.forgive(/the server responded with a status of 4\d\d/);
  const page = await watched.page((await serve()).address);
  const [[, file] = ['', '']] = await badPackages(folder);
  await choosePackage(page, file);
  const notice = page.getByRole('alert');
  await notice.waitFor();
  expect(await textOf(notice)).toContain('This package is damaged and was not opened. Nothing was changed.');
  await startBuiltIn(page);
});

const corpusOfPayloads = corpus('xss/dompurify-expect.json');

interface Payload {
  payload: string;
}

/** The parts of the app around a lesson's text, and then those of a harmless lesson. */
const PARTS = ['nav[aria-label="Sections"]', 'nav[aria-label="Sections"] a', 'body', 'main', 'h1', '[data-place="before"] p'];
const FRAME = 4;

/** How each part is drawn, and where. */
async function stylesOfApp(page: Page): Promise<string[]> {
  await settled(page);
  return page.evaluate((parts) => {
    const own = ['color', 'backgroundColor', 'fontFamily', 'fontSize', 'display', 'position', 'opacity', 'visibility', 'transform', 'zIndex'] as const;
    return parts.map((selector) => {
      const element = document.querySelector(selector);
      if (!element) return `${selector} is not there`;
      const style = getComputedStyle(element);
      const { left, width } = element.getBoundingClientRect();
      return [selector, ...own.map((name) => style[name]), Math.round(left), Math.round(width)].join('; ');
    });
  }, PARTS);
}

/** Whatever in the text could run, load, submit or dress up. */
function dangers(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const forbidden = 'script,style,iframe,object,embed,form,input,button,textarea,select,link,meta,base,svg,math,audio,video,source,template';
    const text = document.querySelectorAll('.markup, .markup *, .about *');
    for (const element of text) {
      const tag = element.outerHTML.slice(0, 120);
      if (element.matches(forbidden)) found.push(`element: ${tag}`);
      for (const { name, value } of element.attributes) {
        if (/^on/i.test(name)) found.push(`handler: ${tag}`);
        if (name === 'style') found.push(`style: ${tag}`);
        if (['href', 'src', 'action', 'formaction', 'xlink:href', 'srcset', 'background', 'poster', 'data'].includes(name)) {
          const colon = value.replace(/[\u0000-\u0020]/g, '').toLowerCase();
          if (!/^(https?:|mailto:|#)/.test(colon) && !(element.matches('img[data-asset]') && colon.startsWith('data:image/'))) {
            found.push(`address: ${tag}`);
          }
        }
        if (name === 'id' && !value.startsWith('footnote-')) found.push(`id: ${tag}`);
      }
    }
    const whole = typeof document.cookie === 'string' && document.getElementById instanceof Function && document.body.matches('html > body');
    if (!whole) found.push('the document is clobbered');
    return found;
  });
}

/** Payloads of our own: what the app itself must not lose. */
const OWN = [
  ...['javascript:alert(1)', 'JaVa\tScRiPt:alert(1)', 'data:text/html,<script>alert(1)</script>', 'vbscript:x', '//evil.example/x', 'file:///etc/passwd'].map(
    (address) => `[link](<${address}>) and <a href="${address}">again</a>`,
  ),
  '<style>nav, h1, body { display: none !important; color: red !important }</style>\n\nStyled.',
  '<div class="frame reader sheet" id="app" style="position:fixed;inset:0;background:red">Over everything</div>',
  '<img src=x onerror=alert(2)> ![remote](https://evil.example/pixel.png) <img src="https://evil.example/a.png" srcset="https://evil.example/b.png 2x">',
  '```reflection\nid = "r-own"\nprompt = "<img src=x onerror=alert(3)> What?"\nhelp = "<script>alert(4)</script>help"\n```',
  '| <img src=x onerror=alert(5)> |\n|---|\n| <b style="position:fixed">cell</b> |',
];

const ABOUT =
  '<img src=x onerror=alert(9)> <a href="javascript:alert(9)" onclick=alert(9)>one</a> [two](javascript:alert(9)) ' +
  '<style>body { display: none }</style><iframe src="https://evil.example/"></iframe>What it is about.';

test.skipIf(corpusOfPayloads === null)('a hostile course runs nothing, loads nothing, and styles nothing', async ({ folder, serve, profile }) => {
  const corpusPayloads = JSON.parse(readFileSync(corpusOfPayloads ?? '', 'utf8')) as Payload[];
  const payloads = [...OWN, ...corpusPayloads.map(({ payload }) => payload)];
  const title = (index: number) => `Lesson ${index} <i onclick=alert(8)>x</i>`;
  const dir = await writeCourse(join(folder, 'hostile'), {
    'course.toml': `${courseToml('hostile', '<img src=x onerror=alert(6)>Hostile')}about = '''${ABOUT}'''\n`,
    '1-m/module.toml': 'id = "m"\ntitle = "<script>alert(7)</script>Module"\nstandfirst = "<b onmouseover=alert(7)>x</b>"\n',
    '1-m/000-quiet.md': lesson('quiet', 'Quiet', 'Before. {#before}'),
    // One lesson each: what one payload leaves open is not the next one's.
    ...Object.fromEntries(
      payloads.map((payload, index) => [`1-m/${String(index + 1).padStart(3, '0')}.md`, lesson(`x${index}`, title(index), payload.replaceAll('\r', ''))]),
    ),
  });
  // Gives every block its id; what is wrong besides is wrong on purpose.
  await colloquy('course', 'check', dir, '--fix').catch(() => undefined);
  const data = dataIn(folder);
  await colloquy('--data', data, 'course', 'open', dir);

  const page = await (await profile()).page((await serve()).address);
  await openLesson(page, 'quiet', 'hostile');
  const clean = await stylesOfApp(page);
  const faults: string[] = [];
  for (const [index, payload] of payloads.entries()) {
    await goTo(page, `#/lesson/hostile/x${index}`);
    await expect.poll(() => textOf(heading(page))).toBe(title(index));
    const found = await dangers(page);
    const frame = (await stylesOfApp(page)).slice(0, FRAME);
    found.push(...frame.filter((line, part) => line !== clean[part]).map((line) => `style of the app: ${line}`));
    faults.push(...found.map((fault) => `${fault}\n    from ${JSON.stringify(payload)}`));
  }
  expect(faults).toEqual([]);
  await openLesson(page, 'quiet', 'hostile');
  await expect.poll(() => textOf(heading(page))).toBe('Quiet');
  expect(await stylesOfApp(page)).toEqual(clean);
  expect(await textOf(block(page, 'before'))).toBe('Before.');

  // The map, with the titles; and Today.
  await tab(page, 'Course').click();
  await seeTitle(page, 'Hostile');
  expect(await textOf(heading(page))).toBe('<img src=x onerror=alert(6)>Hostile');
  await page.getByText('Read more about it').click();
  await page.getByText('What it is about.').waitFor();
  expect(await dangers(page)).toEqual([]);
  await picture(page, 'hostile-map');
  await tab(page, 'Today').click();
  await expect.poll(() => textOf(page.getByRole('main'))).toContain('<script>alert(7)</script>Module');
});
