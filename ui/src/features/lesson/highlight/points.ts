/** Unicode code points, in which the core counts, and UTF-16 units, in which the DOM does. */

const isHigh = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
const isLow = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

/** How many code points the first `units` hold; a pair that is cut counts whole. */
export function pointsIn(text: string, units = text.length): number {
  let points = 0;
  for (let at = 0; at < units; at++) {
    points++;
    if (isHigh(text.charCodeAt(at)) && isLow(text.charCodeAt(at + 1))) at++;
  }
  return points;
}

/** Where a code point begins, in units; the end of the text when there are fewer. */
export function unitsTo(text: string, points: number): number {
  let units = 0;
  for (let left = points; left > 0 && units < text.length; left--) {
    units += isHigh(text.charCodeAt(units)) && isLow(text.charCodeAt(units + 1)) ? 2 : 1;
  }
  return units;
}

/** Part of a text, in code points. */
export function slicePoints(text: string, start: number, end: number): string {
  const from = unitsTo(text, start);
  return text.slice(from, from + unitsTo(text.slice(from), end - start));
}
