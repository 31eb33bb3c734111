/** Geometry of the ring motif: seats around a table. */

export interface Seat {
  x: number;
  y: number;
}

/** `count` seats on an ellipse round 0,0, clockwise from `start` degrees (0 is right, -90 is top). */
export function seats(count: number, rx: number, ry: number, start = -90): Seat[] {
  return Array.from({ length: count }, (_, index) => {
    const angle = ((start + (360 * index) / count) * Math.PI) / 180;
    return { x: round(rx * Math.cos(angle)), y: round(ry * Math.sin(angle)) };
  });
}

function round(value: number): number {
  return Math.round(value * 100) / 100 || 0;
}
