/** A radar in a given width: where its spokes, shapes and names stand. */
import { anchorOf, corner } from '../thrive/radar';
import { placeLabels, type Placed } from './labels';
import type { Point } from './steps';
import { wrapped } from './wrap';

export interface RadarPlot {
  height: number;
  centre: Point;
  radius: number;
  names: (Placed & { lines: string[]; x: number; anchor: 'start' | 'middle' | 'end' })[];
}

export function radarPlot(labels: readonly string[], width: number, size: number, measure: (text: string) => number): RadarPlot {
  const room = Math.min(width * 0.3, size * 11);
  const line = size * 1.2;
  const texts = labels.map((label) => wrapped(label, room, 2, measure));
  const widest = Math.max(0, ...texts.flatMap((lines, index) => (anchorOf(index, labels.length) === 'middle' ? [] : lines.map(measure))));
  const radius = Math.max(48, Math.min(width / 2 - widest - 14, size * 9));
  // With many spokes the names above and below step away from their neighbours.
  const margin = line * (labels.length > 6 ? 4 : 2) + 16;
  const centre = { x: width / 2, y: radius + margin };
  const height = 2 * (radius + margin);
  const boxes = texts.map((lines, index) => {
    const at = corner(index, labels.length, 1, centre, radius + 10);
    const anchor = anchorOf(index, labels.length);
    const wide = Math.max(...lines.map(measure)) + 2;
    const tall = lines.length * line;
    const left = anchor === 'middle' ? at.x - wide / 2 : anchor === 'start' ? at.x : at.x - wide;
    const above = anchor === 'middle' && at.y < centre.y;
    const below = anchor === 'middle' && at.y >= centre.y;
    const top = above ? at.y - tall : below ? at.y : at.y - tall / 2;
    // Names that come too close step away from the middle, then towards it.
    const away = at.y < centre.y ? -1 : 1;
    const steps = [0, 0.5, 1, 1.5, 2, 2.5, 3, -0.5, -1].map((step) => ({ x: left, y: top + away * step * line }));
    return { text: String(index), width: wide, height: tall, places: steps, anchor, lines };
  });
  // From the sides to the top and bottom: those have room to step away.
  const fromCentre = ({ places: [place], height: tall }: { places: Point[]; height: number }) => Math.abs((place?.y ?? 0) + tall / 2 - centre.y);
  const placed = placeLabels(boxes.toSorted((a, b) => fromCentre(a) - fromCentre(b)), { left: 0, top: 0, width, height }, []);
  const names = placed.map((place) => {
    const { anchor, lines } = boxes[Number(place.text)] ?? { anchor: 'middle' as const, lines: [] };
    const x = anchor === 'middle' ? place.left + place.width / 2 : anchor === 'start' ? place.left : place.left + place.width;
    return { ...place, anchor, lines, x };
  });
  return { height, centre, radius, names };
}
