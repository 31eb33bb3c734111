import { beforeEach, expect, test } from 'vitest';
import { isTextField } from './focus';
import { cycleRegion } from './regions';
import { rove } from './roving';

beforeEach(() => {
  document.body.innerHTML = `
    <nav data-region><button id="a">a</button></nav>
    <main data-region><input id="b" /><input id="c" type="checkbox" /></main>
    <aside data-region hidden></aside>
    <aside data-region></aside>`;
});

const tag = () => document.activeElement?.tagName;

test('F6 visits visible regions in order and comes round', () => {
  expect(cycleRegion(1)?.tagName).toBe('NAV');
  expect(cycleRegion(1)?.tagName).toBe('MAIN');
  expect(cycleRegion(1)?.tagName).toBe('ASIDE');
  expect(cycleRegion(1)?.tagName).toBe('NAV');
  expect(cycleRegion(-1)?.tagName).toBe('ASIDE');
});

test('from nowhere, Shift F6 starts at the end', () => {
  expect(cycleRegion(-1)?.tagName).toBe('ASIDE');
});

test('a region gives the focus back to where it was', () => {
  document.getElementById('b')?.focus();
  cycleRegion(1);
  expect(tag()).toBe('ASIDE');
  cycleRegion(-1);
  expect(document.activeElement?.id).toBe('b');
});

test('arrows rove along their axis only, and come round', () => {
  expect(rove('ArrowDown', 2, 3)).toBe(0);
  expect(rove('ArrowUp', 0, 3)).toBe(2);
  expect(rove('ArrowRight', 0, 3)).toBeNull();
  expect(rove('ArrowRight', 0, 3, 'horizontal')).toBe(1);
  expect(rove('End', 0, 3)).toBe(2);
  expect(rove('ArrowDown', 0, 0)).toBeNull();
});

test('a text field is where letters are text', () => {
  expect(isTextField(document.getElementById('b'))).toBe(true);
  expect(isTextField(document.getElementById('c'))).toBe(false);
  expect(isTextField(document.body)).toBe(false);
});
