import { lastValueFrom, of } from 'rxjs';
import { criterionOf } from '../../../src/cli/decision/criterion.js';
import { decisionOf, type Decision } from '../../../src/cli/decision/decision.js';
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
): Promise<Decision> {
  const criterion = criterionOf(settings);
  const ranking = await lastValueFrom(of(page(steps)).pipe(rankBy(criterion.order, { bounds })), {
    defaultValue: { ranked: [], excluded: [] },
  });
  return decisionOf({ JobName: 'job', Status }, criterion, bounds, ranking);
}
