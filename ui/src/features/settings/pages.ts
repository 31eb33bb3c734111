/** The pages of Settings, in order. */
import { m } from '#messages';

export const PAGES = ['appearance', 'reading', 'review', 'notifications', 'keyboard', 'data', 'courses', 'about'] as const;
export type SettingsPage = (typeof PAGES)[number];

/** An address that names none leads to the first. */
export function pageOf(name: string): SettingsPage {
  return PAGES.find((page) => page === name) ?? PAGES[0];
}

export function titleOf(page: SettingsPage): string {
  const titles: Record<SettingsPage, () => string> = {
    appearance: m.settings_appearance,
    reading: m.settings_reading,
    review: m.settings_review,
    notifications: m.settings_notify,
    keyboard: m.settings_keyboard,
    data: m.settings_data,
    courses: m.settings_courses,
    about: m.settings_about,
  };
  return titles[page]();
}

export function leadOf(page: SettingsPage): string {
  const leads: Record<SettingsPage, () => string> = {
    appearance: m.settings_appearance_lead,
    reading: m.settings_reading_lead,
    review: m.settings_review_lead,
    notifications: m.settings_notify_lead,
    keyboard: m.settings_keyboard_lead,
    data: m.settings_data_lead,
    courses: m.settings_courses_lead,
    about: m.settings_about_lead,
  };
  return leads[page]();
}
