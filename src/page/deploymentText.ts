import { capital } from '../words/capital.js';
import { figureName } from '../words/figures.js';
import { latency } from '../words/durations.js';
import { shortName, type EnvironmentLetters } from '../words/environments.js';
import { grouped, ifUsable, significant, throughput } from '../words/numbers.js';
import { percentSize } from '../words/percents.js';
import { reasonTimes } from '../words/reasons.js';
import type { ExcludedStep } from '../operators/ranking/eligibilityCheck.js';
import type { DeploymentChoice } from './deploymentChoice.js';
import { deploymentFigures } from './deploymentFigures.js';
import type { PickWords } from './pickWords.js';

/** What each choice is called, and what the runner-up is. */
const BY = {
  tokens: { by: 'Most tokens a second', figure: 'tokensPerSecond', behind: 'fewer tokens a second' },
  ttft: { by: 'Quickest first token', figure: 'ttftMs', behind: 'slower to the first token' },
} as const;

/** Why no recommendation fits: `Nothing fits: first token p99 not measured (2).` */
export function nothingFitsText(excluded: readonly ExcludedStep[]): string {
  const reasons = reasonTimes(excluded).map(([text, times]) => `${text} (${grouped(times)})`);
  return `Nothing fits: ${reasons.join(', ')}.`;
}

/** Says which recommendation is picked and why; undefined where nothing fits. */
export function deploymentPickText(
  { ranked: [pick, next], by, stat }: DeploymentChoice,
  letters: EnvironmentLetters,
): PickWords | undefined {
  if (pick === undefined) return undefined;
  const figures = deploymentFigures(pick, stat);
  return {
    by: by === 'ttft' ? `${BY.ttft.by}, ${stat}` : BY.tokens.by,
    figures: [
      ['Tokens a second', throughput(figures.tokensPerSecond)],
      [capital(figureName('TimeToFirstToken', stat)), latency(figures.ttftMs)],
      [capital(figureName('InterTokenLatency', stat)), latency(figures.interTokenMs)],
      [capital(figureName('RequestLatency', stat)), latency(figures.requestMs)],
      ['Requests a second', ifUsable(figures.requestsPerSecond, significant)],
      ['In flight', throughput(figures.inFlight)],
      ['Framework', figures.framework ?? 'not said'],
    ],
    runnerUp: next === undefined ? 'Nothing else fits.' : runnerUpText(),
  };

  function runnerUpText(): string {
    const { figure, behind } = BY[by];
    const [best, second] = [figures[figure] ?? NaN, (next && deploymentFigures(next, stat)[figure]) ?? NaN];
    const percent = Math.abs(second / best - 1) * 100;
    const name = next === undefined ? '' : shortName(next, letters);
    return `Next: ${name}, ${percent > 0 ? `${percentSize(percent)} ${behind}` : 'just as good'}.`;
  }
}
