/** Names of points on a grid: one name a place, beside its point, none over another. */
import { fits, placeLabels, type Box, type Label, type Placed } from './labels';
import { shortened } from './wrap';

export interface GridDot {
  x: number;
  y: number;
  /** Names of all that stand here. */
  names: string[];
  /** Which of the points stand here. */
  indexes: number[];
}

/** Points at one place are drawn as one. */
export function dotsOf(points: readonly { label: string; x: number; y: number }[], at: (x: number, y: number) => { x: number; y: number }): GridDot[] {
  const dots: GridDot[] = [];
  points.forEach(({ label, x, y }, index) => {
    const place = at(x, y);
    const there = dots.find((dot) => Math.hypot(dot.x - place.x, dot.y - place.y) < 3);
    if (there) {
      there.names.push(label);
      there.indexes.push(index);
    } else {
      dots.push({ ...place, names: [label], indexes: [index] });
    }
  });
  return dots;
}

export interface Named extends Placed {
  dot: number;
}

/** Names that find a free place, in order of importance; a dot's radius keeps free of names. */
export function namesOfDots(dots: readonly GridDot[], bounds: Box, size: number, measure: (text: string) => number): Named[] {
  const radius = 6;
  const taken: Box[] = dots.map(({ x, y }) => ({ left: x - radius, top: y - radius, width: 2 * radius, height: 2 * radius }));
  const named: Named[] = [];
  dots.forEach(({ x, y, names }, dot) => {
    const text = shortened(names.join(', '), bounds.width * 0.45, measure);
    const [width, height] = [measure(text) + 2, size * 1.25];
    const gap = radius + 2;
    const label: Label = {
      text,
      width,
      height,
      places: [
        { x: x + gap, y: y - height / 2 },
        { x: x - gap - width, y: y - height / 2 },
        { x: x - width / 2, y: y - gap - height },
        { x: x - width / 2, y: y + gap },
        { x: x + gap, y: y - height },
        { x: x + gap, y },
        { x: x - gap - width, y: y - height },
        { x: x - gap - width, y },
      ].filter((place) => place.x >= bounds.left && place.x + width <= bounds.left + bounds.width),
    };
    const others = [...taken.filter((_, index) => index !== dot), ...named];
    if (!fits(label, bounds, [], others)) return;
    const [placed] = placeLabels([label], bounds, [], others);
    if (placed) named.push({ ...placed, dot });
  });
  return named;
}
