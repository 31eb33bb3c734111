/** axe-core with every rule for WCAG A and AA, best practice and the experimental ones: none is switched off. */
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { settled } from './screens';

/** Rules of level AAA, which the design does not claim. All others run, also those axe leaves off. */
const isAaa = (tags: string[]) => tags.includes('wcag2aaa');

/** One line for each element that breaks a rule. */
export async function violations(page: Page): Promise<string[]> {
  await settled(page);
  // Once for each page, and not as a <script>: the policy would refuse that.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const rules = Object.fromEntries(
    axe.getRules().map(({ ruleId, tags }) => [ruleId, { enabled: !isAaa(tags) }] as const),
  );
  return page.evaluate(async (rules) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run(document, { rules, resultTypes: ['violations'] });
    return violations.flatMap(({ id, impact, nodes }) =>
      nodes.map((node) => {
        const why = [...node.any, ...node.all, ...node.none].map((check) => check.message).join('; ');
        return `${id} (${impact}) ${node.target.join(' ')}: ${why}\n    ${node.html.slice(0, 200)}`;
      }),
    );
  }, rules);
}
