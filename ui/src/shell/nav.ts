import type { IconType } from '../shared/icon';

/** One index tab. The screens layer passes only what exists. */
export interface NavItem {
  id: string;
  label: string;
  icon: IconType;
  href: string;
  /** How many things wait for the reader; nothing is shown for none. */
  count?: number;
  /** Heading above the first item of a group, such as the cohort's name. */
  group?: string;
}

/** The line at the foot: where the work is and what leaves it. */
export interface SyncLine {
  title: string;
  detail: string;
  icon: IconType;
}

export interface NavGroup {
  label: string | undefined;
  items: NavItem[];
}

/** Neighbouring items with the same heading, in order. */
export function groupItems(items: readonly NavItem[]): NavGroup[] {
  const groups: NavGroup[] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (last && last.label === item.group) last.items.push(item);
    else groups.push({ label: item.group, items: [item] });
  }
  return groups;
}
