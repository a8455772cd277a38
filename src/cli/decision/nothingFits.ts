import { oneLine } from '../../words/oneLine.js';
import { boundText } from '../flags/boundFlags.js';
import type { ExclusionCount } from './countExclusions.js';
import type { BestDecision } from './bestDecision.js';
import { detailsOf } from './exclusionText.js';
import { counted } from '../../core/counted.js';
import { jobKindOf } from '../../core/jobKind.js';
import { withoutFullStop } from '../../words/reasons.js';
import { noRecommendations } from '../tables/aiJobText.js';

/** Why nothing fits, in one line: what leaves out most of the completed steps first. */
export function nothingFits({ job, excluded, considered }: BestDecision): string {
  const name = `'${job.JobName}'`;
  const statuses = excluded.filter(({ kind }) => kind === 'status');
  const completed = considered - statuses.reduce((sum, { steps }) => sum + steps, 0);
  const isClassic = jobKindOf(job.JobName) === 'classic';
  if (considered === 0) {
    const why = isClassic ? 'has no steps' : noRecommendations({ Status: job.Status ?? 'COMPLETED' });
    return `nothing fits: ${name}${isClassic ? '' : ':'} ${withoutFullStop(why)}`;
  }
  if (completed === 0) {
    const counts = statuses.map(count => `${String(count.steps)} ${'status' in count ? count.status : ''}`);
    return oneLine(`nothing fits: no step of ${name} is COMPLETED: ${counts.join(', ')}`);
  }
  const reasons = excluded
    .filter(({ kind }) => kind !== 'status')
    .sort((a, b) => b.steps - a.steps || Number(b.kind === 'bound') - Number(a.kind === 'bound'));
  const [most, ...others] = reasons.map((count, i) =>
    reasonText(
      count,
      i === 0 ? ` of ${counted(completed, isClassic ? 'completed step' : 'recommendation')} of ${name}` : '',
    ),
  );
  return oneLine(`nothing fits: ${[most, ...others].join('; ')}`);
}

function reasonText(count: ExclusionCount, of: string): string {
  const steps = `${String(count.steps)}${of}`;
  switch (count.kind) {
    case 'bound':
      return `${boundText(count.bound, count.limit)} leaves out ${steps}${detailsOf(count)}`;
    case 'metric':
      return `${steps} ${count.steps === 1 ? 'has' : 'have'} no ${count.metric}`;
    case 'figure':
      return `${steps} ${count.steps === 1 ? 'has' : 'have'} no ${count.figure} ${count.stat}`;
    case 'price':
      return `${steps} ${count.steps === 1 ? 'has' : 'have'} no price`;
    case 'status':
      return `${count.status} are ${steps}`;
  }
}
