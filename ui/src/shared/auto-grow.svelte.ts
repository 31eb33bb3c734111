import type { Attachment } from 'svelte/attachments';

/** Keeps a text area as high as its text; `text` is read so that changes from outside count too. */
export function autoGrow(text: () => string): Attachment<HTMLTextAreaElement> {
  return (area) => {
    let width = -1;
    const fit = () => {
      area.style.height = 'auto';
      const border = area.offsetHeight - area.clientHeight;
      area.style.height = `${area.scrollHeight + border}px`;
    };
    $effect(() => {
      text();
      fit();
    });
    if (typeof ResizeObserver === 'undefined') return;
    // A change of width rewraps the text; a change of height is our own doing.
    const observer = new ResizeObserver(() => {
      if (area.clientWidth === width) return;
      width = area.clientWidth;
      fit();
    });
    observer.observe(area);
    return () => observer.disconnect();
  };
}
