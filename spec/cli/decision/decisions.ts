import { lastValueFrom, of } from 'rxjs';
import { rankingCriterion } from '../../../src/cli/decision/rankingCriterion.js';
import { decideBest, type BestDecision } from '../../../src/cli/decision/bestDecision.js';
import type { CriterionSettings } from '../../../src/cli/flags/settings.js';
import type { Step } from '../../../src/core/step.js';
import type { Bounds } from '../../../src/operators/ranking/bounds.js';
import { rankBy } from '../../../src/operators/rankBy.js';
import { page } from '../../support/steps.js';

/** What the command decides of these steps. */
export async function decide(
  steps: readonly Step[],
  settings: CriterionSettings = {},
  bounds: Bounds = {},
  Status = 'COMPLETED',
): Promise<BestDecision> {
  const criterion = rankingCriterion(settings);
  const ranking = await lastValueFrom(of(page(steps)).pipe(rankBy(criterion.order, { bounds })), {
    defaultValue: { ranked: [], excluded: [] },
  });
  return decideBest({ JobName: 'job', Status, load: { JobType: 'Default' } }, criterion, bounds, ranking);
}
