/** Survive–thrive: answers as they are on this screen, and what they come to in words. */
import { m } from '#messages';
import type { Band, Dimension, Statement, SurviveThriveView, ToolKept } from '../../../api/bindings';
import { inWords, sentence } from '../../../shared/format/words';
import type { MarkedPart } from '../../../shared/format/marked';
import type { Fields } from '../model/tool.svelte';
import { partsOf } from '../names';

export const MOST = 4;

export function answerOf(fields: Fields, statement: Pick<Statement, 'id'>): number | null {
  const answer = fields[`answer:${statement.id}`];
  return typeof answer === 'number' && Number.isInteger(answer) && answer >= 0 && answer <= MOST ? answer : null;
}

export function answered(fields: Fields, statements: readonly Statement[]): number {
  return statements.filter((statement) => answerOf(fields, statement) !== null).length;
}

/** Sum / 16 × 100: the same as in the core, at once. */
export function dimensionsNow(view: SurviveThriveView, fields: Fields): Dimension[] {
  return view.dimensions.map((dimension) => {
    const answers = view.statements.filter((each) => each.dimension === dimension.id).map((each) => answerOf(fields, each));
    const known = answers.filter((answer) => answer !== null);
    const sum = known.reduce((total, answer) => total + answer, 0);
    const complete = known.length === answers.length && answers.length > 0;
    return { ...dimension, score: complete ? (sum / (answers.length * MOST)) * 100 : null };
  });
}

const BANDS: Record<Band, () => string> = {
  survive: m.tool_band_survive,
  stabilise: m.tool_band_stabilise,
  thrive: m.tool_band_thrive,
};

export function thriveHeadline(view: SurviveThriveView, done: number, purpose: string): MarkedPart[] {
  const count = view.statements.length;
  if (done === 0) return [{ text: purpose, marked: false }];
  if (done < count || view.band === null || view.index === null) {
    const left = Math.max(0, count - done);
    return partsOf(left === 0 ? m.tool_no_result() : m.tool_thrive_left({ left, count: sentence(inWords(left)) }));
  }
  const reason = view.reason ? ` ${view.reason}` : '';
  return [...partsOf(BANDS[view.band]()), ...(reason ? [{ text: reason, marked: false }] : [])];
}

/** Figures of a kept result by their names. */
export function figuresOf(kept: ToolKept): Map<string, number> {
  return new Map(kept.summary.figures.map(({ name, value }) => [name, value]));
}

export function figuresNow(view: SurviveThriveView): Map<string, number> {
  const scores = view.dimensions.flatMap(({ id, score }): [string, number][] => (score === null ? [] : [[id, score]]));
  return new Map([...(view.index === null ? [] : [['index', view.index] as [string, number]]), ...scores]);
}
