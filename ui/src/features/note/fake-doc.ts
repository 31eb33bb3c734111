/** For tests: the core's side of a note's document. */
import * as Y from 'yjs';
import { fromBase64, toBase64 } from './text/base64';

export class StoredDoc {
  readonly doc = new Y.Doc();

  constructor(paragraphs: readonly string[] = []) {
    const body = this.doc.getXmlFragment('body');
    for (const text of paragraphs) {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText(text)]);
      body.push([paragraph]);
    }
  }

  state(): string {
    return toBase64(Y.encodeStateAsUpdate(this.doc));
  }

  merge(update: string): void {
    Y.applyUpdate(this.doc, fromBase64(update));
  }

  /** Null when nothing. */
  lacking(vector: string): string | null {
    const update = Y.encodeStateAsUpdate(this.doc, fromBase64(vector));
    // Two zero bytes: no structs, no deletions.
    return update.length <= 2 ? null : toBase64(update);
  }
}

/** Its text, a paragraph a line. */
export function mergedText({ doc }: { doc: Y.Doc }): string {
  const lines = doc.getXmlFragment('body').toArray().map((each) => {
    const parts = each instanceof Y.XmlElement ? each.toArray() : [];
    return parts.map((part) => (part instanceof Y.XmlText ? (part.toDelta() as { insert: string }[]).map((piece) => piece.insert).join('') : '')).join('');
  });
  return lines.join('\n');
}
