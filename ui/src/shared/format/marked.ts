/** Messages mark the part that is a link with square brackets: “Nothing is due. [Lesson 1.1] is next.” */
export interface MarkedPart {
  text: string;
  marked: boolean;
}

export function markedParts(message: string): MarkedPart[] {
  return message
    .split(/\[([^\]]*)\]/)
    .map((text, index) => ({ text, marked: index % 2 === 1 }))
    .filter((part) => part.text !== '');
}
