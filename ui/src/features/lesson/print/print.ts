/**
 * The sheet on paper. Running header and footer are page margin boxes where the engine has them
 * (Chromium); elsewhere (WebKit) they stand once, at the start and the end of the text.
 */

export interface Sheet {
  course: string;
  place: string;
  footer: string;
  /** Such as `{page} of {pages}`. */
  page: string;
}

/** Text inside a CSS string. */
export function cssString(text: string): string {
  const escaped = text.replace(/[\\"]/g, (sign) => `\\${sign}`).replace(/[\n\r\f]/g, ' ');
  return `"${escaped.replaceAll('<', '\\3c ')}"`;
}

/** Text with the numbers of the page in it, as the value of `content`. */
export function pageNumber(text: string): string {
  const counters: Record<string, string> = { '{page}': 'counter(page)', '{pages}': 'counter(pages)' };
  const parts = text.split(/(\{pages?\})/).filter((part) => part !== '');
  return parts.map((part) => counters[part] ?? cssString(part)).join(' ');
}

export function pageRules({ course, place, footer, page }: Sheet): string {
  const type = 'font: 9pt "Inter Variable", sans-serif; color: #474a48;';
  const head = `${type} vertical-align: bottom; padding-bottom: 3mm; margin-bottom: 5mm; border-bottom: 0.75pt solid #1b1c1b;`;
  const foot = `${type} vertical-align: top; padding-top: 5mm;`;
  return `@page {
    @top-left { content: ${cssString(course)}; ${head} }
    @top-right { content: ${cssString(place)}; ${head} }
    @bottom-left { content: ${cssString(footer)}; ${foot} }
    @bottom-right { content: ${pageNumber(page)}; ${foot} }
  }`;
}

/** Whether this engine keeps margin boxes inside `@page`. */
export function hasMarginBoxes(): boolean {
  if (typeof CSSStyleSheet === 'undefined') return false;
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('@page { @top-left { content: "x" } }');
    const [page] = sheet.cssRules;
    return page?.cssText.includes('@top-left') ?? false;
  } catch {
    return false;
  }
}

/** Puts the running lines on every page until the returned function is called. */
export function runningLines(sheet: Sheet): () => void {
  if (!hasMarginBoxes()) return () => undefined;
  const rules = new CSSStyleSheet();
  rules.replaceSync(pageRules(sheet));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, rules];
  document.documentElement.dataset.runningLines = '';
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== rules);
    delete document.documentElement.dataset.runningLines;
  };
}

/** Opens every `<details>` for the time of printing: paper has nothing to click. */
export function openDetails(root: ParentNode): () => void {
  const closed = [...root.querySelectorAll<HTMLDetailsElement>('details:not([open])')];
  for (const details of closed) details.open = true;
  return () => {
    for (const details of closed) details.open = false;
  };
}
