/** The geometry of the bars: one a day, the heaviest as high as there is room. */
import type { ReviewLoad } from '../../../api/bindings';
import { parseDay } from '../../../shared/format/date';

export interface Bar {
  date: string;
  easy: boolean;
  x: number;
  y: number;
  width: number;
  height: number;
  middle: number;
  /** The number above the bar; empty where there is none or no room for it. */
  count: string;
  /** Below it: the day of the month, at Mondays and at the first. */
  label: string;
  /** How the label keeps inside the chart. */
  anchor: 'start' | 'middle' | 'end';
}

const ROOM_FOR_COUNT = 18;
const GAP = 0.3;
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short' });

export function barsOf(ahead: readonly ReviewLoad[], { width, height }: { width: number; height: number }): Bar[] {
  const step = width / Math.max(1, ahead.length);
  const most = Math.max(1, ...ahead.map(({ cards }) => cards));
  const unit = (height - ROOM_FOR_COUNT) / most;
  return ahead.map(({ date, cards, easy }, index) => {
    const tall = cards === 0 ? 0 : Math.max(2, cards * unit);
    const x = index * step + (step * GAP) / 2;
    const day = parseDay(date);
    // The first day gives way to a Monday beside it.
    const mondayNear = ahead.slice(1, 3).some((each) => parseDay(each.date).getDay() === 1);
    const named = day.getDay() === 1 || (index === 0 && !mondayNear);
    // A number of three figures is wider than a narrow bar's day.
    const fits = String(cards).length * 8 <= step + 4;
    return {
      date,
      easy,
      x,
      y: height - tall,
      width: step * (1 - GAP),
      height: tall,
      middle: x + (step * (1 - GAP)) / 2,
      count: cards > 0 && fits ? String(cards) : '',
      label: named ? `${weekday.format(day)} ${day.getDate()}` : '',
      anchor: index === 0 ? 'start' : index === ahead.length - 1 ? 'end' : 'middle',
    };
  });
}
