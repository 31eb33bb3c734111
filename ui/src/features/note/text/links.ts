/** Links in notes: web pages and mail addresses, nothing else. */
const ALLOWED = /^(https?:\/\/[^\s/]|mailto:[^\s@]+@)/i;

export const isAllowedLink = (href: unknown): href is string => typeof href === 'string' && ALLOWED.test(href.trim());

/** An address as people type it: “example.org” and “ann@example.org” are meant too. Null when it is none. */
export function toLink(typed: string): string | null {
  const text = typed.trim();
  if (ALLOWED.test(text)) return text;
  if (/^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/.test(text)) return `mailto:${text}`;
  if (/^[^\s:/@]+\.[^\s:/@.]{2,}(:\d+)?(\/\S*)?$/.test(text)) return `https://${text}`;
  return null;
}
