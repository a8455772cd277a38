import { capital } from '../words/capital.js';
import { figureName } from '../words/figures.js';
import { latency } from '../words/durations.js';
import { grouped, ifUsable, significant, throughput } from '../words/numbers.js';
import { reasonTimes } from '../words/reasons.js';
import type { ExcludedStep } from '../operators/ranking/eligibilityCheck.js';
import type { DeploymentChoice } from './deploymentChoice.js';
import { deploymentFigures } from './deploymentFigures.js';
import type { PickWords } from './pickWords.js';

/** Why no recommendation fits: `Nothing fits: first token p99 not measured (2).` */
export function nothingFitsText(excluded: readonly ExcludedStep[]): string {
  const reasons = reasonTimes(excluded).map(([text, times]) => `${text} (${grouped(times)})`);
  return `Nothing fits: ${reasons.join(', ')}.`;
}

/** Says which recommendation is picked and why; undefined where nothing fits. */
export function deploymentPickText({ ranked: [pick], by, stat }: DeploymentChoice): PickWords | undefined {
  if (pick === undefined) return undefined;
  const figures = deploymentFigures(pick, stat);
  return {
    by: by === 'ttft' ? `Quickest first token, ${stat}` : 'Most tokens a second',
    figures: [
      ['Tokens a second', throughput(figures.tokensPerSecond)],
      [capital(figureName('TimeToFirstToken', stat)), latency(figures.ttftMs)],
      [capital(figureName('InterTokenLatency', stat)), latency(figures.interTokenMs)],
      [capital(figureName('RequestLatency', stat)), latency(figures.requestMs)],
      ['Requests a second', ifUsable(figures.requestsPerSecond, significant)],
      ['In flight', throughput(figures.inFlight)],
      ['Framework', figures.framework ?? 'not said'],
    ],
  };
}
