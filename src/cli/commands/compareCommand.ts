import { lastValueFrom } from 'rxjs';
import { InvalidInputError } from '../../core/errors.js';
import { checkJobName } from '../../core/jobName.js';
import { checkBounds } from '../../operators/assertNoRegression.js';
import { EXISTING_ENDPOINT } from '../../operators/comparing/baseline.js';
import { compareWith } from '../../operators/compareWith.js';
import type { Comparison } from '../../operators/comparing/comparison.js';
import type { RegressionBounds } from '../../operators/comparing/findRegressions.js';
import type { Recommender } from '../../recommender.js';
import { withConnection } from '../connection.js';
import { defaultBounds, judgeComparison } from '../judgeComparison.js';
import { interruptible } from '../process/interruptible.js';
import { outputOf } from '../output/output.js';
import { writeComparison } from '../output/writeComparison.js';
import type { Host, OutputStream } from '../process/host.js';
import { requireEnded } from '../requireEnded.js';
import type { ConnectionSettings, OutputSettings, EndedSettings } from '../flags/settings.js';

/** The flags of `compare`. */
export interface CompareSettings extends ConnectionSettings, OutputSettings, EndedSettings {
  readonly existingEndpoint?: boolean;
  readonly maxLatencyRegression?: number;
  readonly maxCostRegression?: number;
  readonly maxThroughputRegression?: number;
  readonly missing?: 'failed' | 'any' | 'ignore';
}

/** What is to be compared. */
interface Names {
  readonly job: string;
  /** Another job; `undefined` is the existing endpoint that the job itself measured. */
  readonly baseline: string | undefined;
}

/** `stepstream compare JOB BASELINE`. Resolves with the exit code. */
export async function compareCommand(
  job: string | undefined,
  baseline: string | undefined,
  settings: CompareSettings,
  host: Host,
): Promise<number> {
  const names = namesOf(job, baseline, settings);
  const bounds = boundsOf(settings);
  const write = writeComparison(outputOf(settings, host), host.stderr);
  return withConnection(settings, host.connect, recommender =>
    interruptible(host, async () => {
      const comparison = await compare(recommender, names, settings, host.stderr);
      const judgement = judgeComparison(comparison, bounds);
      await write({ ...names, baseline: names.baseline ?? EXISTING_ENDPOINT, bounds, comparison, judgement });
      return judgement.exitCode;
    }),
  );
}

const NOTHING: Comparison = { rows: [], added: [], missing: [], failed: [] };

async function compare(
  recommender: Recommender,
  { job, baseline }: Names,
  settings: CompareSettings,
  stderr: OutputStream,
): Promise<Comparison> {
  const described = await requireEnded(recommender, job, settings, stderr);
  const steps$ = recommender.steps$(job);
  if (baseline !== undefined) {
    await requireEnded(recommender, baseline, settings, stderr);
    const compared$ = steps$.pipe(compareWith(recommender.steps$(baseline)));
    return lastValueFrom(compared$, { defaultValue: NOTHING });
  }
  const measured = described.EndpointPerformances?.[0]?.Metrics ?? EXISTING_ENDPOINT;
  return lastValueFrom(steps$.pipe(compareWith(measured)), { defaultValue: NOTHING });
}

function namesOf(
  job: string | undefined,
  baseline: string | undefined,
  { existingEndpoint = false }: CompareSettings,
): Names {
  if (job === undefined)
    throw new InvalidInputError('JOB', "which job? 'stepstream jobs' lists those that are");
  if (baseline === undefined && !existingEndpoint) {
    throw new InvalidInputError('BASELINE', 'compare it with which job? Or give --existing-endpoint');
  }
  if (baseline !== undefined && existingEndpoint) {
    throw new InvalidInputError('--existing-endpoint', `stands instead of BASELINE, which is '${baseline}'`);
  }
  return { job: checkJobName(job), baseline: baseline === undefined ? undefined : checkJobName(baseline) };
}

function boundsOf(settings: CompareSettings): RegressionBounds {
  const { maxLatencyRegression, maxCostRegression, maxThroughputRegression } = settings;
  const { existingEndpoint = false, missing = 'failed' } = settings;
  const given = {
    ...(maxLatencyRegression !== undefined && { latencyPercent: maxLatencyRegression }),
    ...(maxCostRegression !== undefined && { costPercent: maxCostRegression }),
    ...(maxThroughputRegression !== undefined && { throughputPercent: maxThroughputRegression }),
  };
  const bounds = Object.keys(given).length > 0 ? given : defaultBounds(existingEndpoint);
  return checkBounds({ ...bounds, missing });
}
