import type { IconType } from './icon';

export interface MenuItem {
  label: string;
  icon?: IconType;
  keys?: string[];
  danger?: boolean;
  disabled?: boolean;
  onselect: () => void;
}
