/** The words of a piece of sanitised markup, for labels and announcements. */
export function plainText(html: string): string {
  if (!/[<&]/.test(html)) return html;
  // A parsed document is inert: nothing in it loads or runs.
  const text = new DOMParser().parseFromString(html, 'text/html').body.textContent;
  return text.replace(/\s+/g, ' ').trim();
}
