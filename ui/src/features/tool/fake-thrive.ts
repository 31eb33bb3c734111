/** For tests: Survive–thrive as the core computes it. */
import type { Band, SurviveThriveView } from '../../api/bindings';
import type { Fields } from './model/tool.svelte';
import { answerOf } from './thrive/thrive';

const DIMENSIONS = ['Mandate', 'Evidence', 'Capacity', 'Influence', 'Foresight'];
export const SCALE = ['Not at all', 'A little', 'Partly', 'Largely', 'Fully'];

export function thriveFields(answer: (index: number) => number, count = 20): Fields {
  const ids = statements().map(({ id }) => id);
  return Object.fromEntries(ids.slice(0, count).map((id, index) => [`answer:${id}`, answer(index)]));
}

function statements() {
  return DIMENSIONS.flatMap((name) =>
    [1, 2, 3, 4].map((number) => {
      const dimension = name.toLowerCase();
      return { id: `${dimension}-${number}`, dimension, text: `Statement ${number} on ${dimension}, as a director would put it.` };
    }),
  );
}

export function thriveResult(fields: Fields): SurviveThriveView {
  const all = statements().map((each) => ({ ...each, answer: answerOf(fields, each) }));
  const dimensions = DIMENSIONS.map((name) => {
    const answers = all.filter(({ dimension }) => dimension === name.toLowerCase()).map(({ answer }) => answer);
    const sum = answers.reduce<number>((total, answer) => total + (answer ?? 0), 0);
    return {
      id: name.toLowerCase(),
      name,
      about: `What your office has of ${name.toLowerCase()}.`,
      score: answers.includes(null) ? null : (sum / 16) * 100,
    };
  });
  const scores = dimensions.map(({ score }) => score ?? 0);
  const complete = all.every(({ answer }) => answer !== null);
  const index = scores.reduce((sum, score) => sum + score, 0) / 5;
  const least = Math.min(...scores);
  const band: Band = index < 40 || least < 25 ? 'survive' : index >= 70 && least >= 50 ? 'thrive' : 'stabilise';
  return {
    statements: all,
    scale: SCALE,
    dimensions,
    answered: all.filter(({ answer }) => answer !== null).length,
    index: complete ? index : null,
    band: complete ? band : null,
    reason: complete ? 'Every dimension lies between 25 and 70.' : null,
    lessons: complete
      ? [{ course: 'pmo', lesson: 'l1', number: '1.3', title: 'Survival traps', reason: 'Evidence is your lowest dimension.' }]
      : [],
  };
}
