/** Tags as they are typed. */
import type { NoteTagCount } from '../../../api/bindings';

export const LONGEST_TAG = 60;

/** Without `#`, commas and double spaces; empty when nothing is left. */
export function tidyTag(typed: string): string {
  return typed.replace(/[,;\s]+/g, ' ').trim().replace(/^#+\s*/, '').slice(0, LONGEST_TAG).trim();
}

/** Several at once, as pasted: “#frontier, #Anders”. */
export function splitTags(typed: string): string[] {
  return typed.split(/[,;\n]|\s(?=#)/).map(tidyTag).filter(Boolean);
}

const same = (one: string, other: string) => one.localeCompare(other, undefined, { sensitivity: 'accent' }) === 0;

export const hasTag = (tags: readonly string[], tag: string) => tags.some((each) => same(each, tag));

/** Those in use that the typed letters could mean, beginnings first; at most eight. */
export function suggest(typed: string, used: readonly NoteTagCount[], has: readonly string[], most = 8): string[] {
  const text = tidyTag(typed).toLocaleLowerCase();
  const free = used.map((each) => each.tag).filter((tag) => !hasTag(has, tag));
  if (text === '') return free.slice(0, most);
  const starts = free.filter((tag) => tag.toLocaleLowerCase().startsWith(text));
  const holds = free.filter((tag) => !starts.includes(tag) && tag.toLocaleLowerCase().includes(text));
  return [...starts, ...holds].slice(0, most);
}

/** The spelling that is in use already, if there is one. */
export function spelling(tag: string, used: readonly NoteTagCount[]): string {
  return used.find((each) => same(each.tag, tag))?.tag ?? tag;
}
