/** The opening sentence, from the rule that fired. Parts in brackets are the reader's own doing. */
import { m } from '#messages';
import type { FrontierFinding, FrontierNow, FrontierView } from '../../../api/bindings';
import type { MarkedPart } from '../../../shared/format/marked';
import { decimalsOf, money, percent, points } from '../format';
import { guarded, listed, partsOf } from '../names';

type Rules = { [R in FrontierFinding['rule']]: (found: Extract<FrontierFinding, { rule: R }>) => string };

export function findingParts(now: FrontierNow, view: Pick<FrontierView, 'unit' | 'step'>): MarkedPart[] {
  const budget = guarded(money(now.budget, view.unit, decimalsOf(view.step)));
  const names = (projects: readonly string[]) => guarded(listed(projects));
  const value = (lost: number) => m.tool_points({ count: points(lost) === '1' ? 1 : 2, points: points(lost) });
  const part = (share: number) => (share > 0 && share < 0.01 ? m.tool_little() : percent(share));
  const rules: Rules = {
    contradiction: ({ projects }) => m.tool_finding_contradiction({ projects: names(projects) }),
    unaffordable: ({ over }) => m.tool_finding_unaffordable({ over: guarded(money(over, view.unit)), budget }),
    costs: ({ projects, lost, share }) => {
      const forced = projects.length > 0 ? names(projects) : m.tool_together();
      // Of a best value that is not above nothing there is no share.
      if (share <= 0) return m.tool_finding_costs_bare({ projects: forced, lost: value(lost) });
      return m.tool_finding_costs({ projects: forced, lost: value(lost), share: part(share), budget });
    },
    free: () => m.tool_finding_free({ budget }),
    ranking: ({ lost, share }) => m.tool_finding_ranking({ lost: value(lost), share: part(share), budget }),
    best: () => m.tool_finding_best({ budget }),
    nothing: () => m.tool_finding_nothing({ budget }),
  };
  // One entry a rule; a rule that a newer core adds has its own plain sentence.
  const rule = rules[now.finding.rule] as ((found: FrontierFinding) => string) | undefined;
  return rule ? partsOf(rule(now.finding)) : [{ text: now.sentence, marked: false }];
}
