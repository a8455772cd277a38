import { lastValueFrom, type Observable } from 'rxjs';
import { InvalidInputError } from '../../core/errors.js';
import { checkJobName } from '../../core/jobName.js';
import { checkBounds } from '../../operators/assertNoRegression.js';
import { EXISTING_ENDPOINT, type JobBaseline } from '../../operators/comparing/baseline.js';
import { compareWith } from '../../operators/compareWith.js';
import type { Comparison } from '../../operators/comparing/comparison.js';
import type { RegressionBounds } from '../../operators/comparing/findRegressions.js';
import { compareLoads, loadRefusal, loadWarning } from '../comparedLoads.js';
import { isFile } from '../files/isFile.js';
import { withJobs, type JobSource } from '../jobSource.js';
import { oneLine } from '../../words/oneLine.js';
import { defaultBounds, judgeComparison } from '../judgeComparison.js';
import { outputOf } from '../output/output.js';
import { writeComparison } from '../output/writeComparison.js';
import type { Host } from '../process/host.js';
import type { ConnectionSettings, OutputSettings, EndedSettings } from '../flags/settings.js';

/** The flags of `compare`. */
export interface CompareSettings extends ConnectionSettings, OutputSettings, EndedSettings {
  readonly existingEndpoint?: boolean;
  readonly maxLatencyRegression?: number;
  readonly maxCostRegression?: number;
  readonly maxThroughputRegression?: number;
  readonly missing?: 'failed' | 'any' | 'ignore';
  /** Refuses jobs that were measured under different loads. */
  readonly sameLoad?: boolean;
}

/** What is to be compared: names of jobs or of files. */
interface Names {
  readonly job: string;
  /** Another job or file; `undefined` is the existing endpoint that the job itself measured. */
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
  const { sameLoad = false } = settings;
  return withJobs(
    [names.job, ...(names.baseline === undefined ? [] : [names.baseline])],
    settings,
    host,
    async open => {
      const now = await open(names.job);
      const before = names.baseline === undefined ? undefined : await open(names.baseline);
      const loads = compareLoads(now, before);
      const refusal = sameLoad ? loadRefusal(loads) : undefined;
      const warning = sameLoad ? undefined : loadWarning(loads);
      if (warning !== undefined) host.stderr.write(`stepstream: ${oneLine(warning)}\n`);
      const comparison = await compare(now, before);
      const judgement = judgeComparison(comparison, bounds, refusal);
      const baseline = names.baseline ?? EXISTING_ENDPOINT;
      await write({ job: names.job, baseline, loads, bounds, comparison, judgement });
      return judgement.exitCode;
    },
  );
}

const NOTHING: Comparison = { rows: [], added: [], missing: [], failed: [] };

async function compare(now: JobSource, before: JobSource | undefined): Promise<Comparison> {
  const baseline = before?.steps$ ?? now.job?.EndpointPerformances?.[0]?.Metrics ?? EXISTING_ENDPOINT;
  const compared$: Observable<Comparison> = now.steps$.pipe(compareWith(baseline as JobBaseline));
  return lastValueFrom(compared$, { defaultValue: NOTHING });
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
  if (job === '-' && baseline === '-')
    throw new InvalidInputError('BASELINE', 'and JOB can not both be the standard input: it is read once');
  return { job: checkArgument(job), baseline: baseline === undefined ? undefined : checkArgument(baseline) };
}

const checkArgument = (argument: string): string => (isFile(argument) ? argument : checkJobName(argument));

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
