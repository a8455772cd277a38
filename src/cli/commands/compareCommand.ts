import { lastValueFrom, type Observable } from 'rxjs';
import { InvalidInputError } from '../../core/errors.js';
import type { JobKind } from '../../core/jobKind.js';
import { EXISTING_ENDPOINT, type JobBaseline } from '../../operators/comparing/baseline.js';
import { compareWith } from '../../operators/compareWith.js';
import type { Comparison } from '../../operators/comparing/comparison.js';
import { oneLine } from '../../words/oneLine.js';
import { compareLoads, loadRefusal, loadWarning } from '../comparedLoads.js';
import { regressionBounds, type RegressionSettings } from '../flags/regressionBounds.js';
import type { ConnectionSettings, OutputSettings, EndedSettings } from '../flags/settings.js';
import { jobArgument } from '../jobArgument.js';
import { kindOfSource, withJobs, type JobSource } from '../jobSource.js';
import { judgeComparison } from '../judgeComparison.js';
import { outputOf } from '../output/output.js';
import { writeComparison } from '../output/writeComparison.js';
import type { Host } from '../process/host.js';
import { report } from '../process/report.js';

/** The flags of `compare`. */
export interface CompareSettings
  extends ConnectionSettings, OutputSettings, EndedSettings, RegressionSettings {
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
  const ofJob = await jobArgument(names.job, host);
  const ofBaseline = names.baseline === undefined ? undefined : await jobArgument(names.baseline, host);
  const named = [ofJob, ofBaseline].flatMap(argument => argument?.named ?? []);
  checkKinds(named.map(({ kind }) => kind));
  // The kind of a job of a file is known once it is read.
  for (const { kind } of named) regressionBounds(settings, kind);
  const write = writeComparison(outputOf(settings, host), host.stderr);
  const { sameLoad = false } = settings;
  return withJobs([ofJob, ...(ofBaseline === undefined ? [] : [ofBaseline])], settings, host, async open => {
    const now = await open(ofJob);
    const before = ofBaseline === undefined ? undefined : await open(ofBaseline);
    checkKinds([now, ...(before === undefined ? [] : [before])].map(kindOfSource));
    const bounds = regressionBounds(settings, kindOfSource(now));
    const loads = compareLoads(now, before);
    const refusal = sameLoad ? loadRefusal(loads) : undefined;
    const warning = sameLoad ? undefined : loadWarning(loads);
    if (warning !== undefined) report(host.stderr, oneLine(warning));
    const comparison = await compare(now, before);
    const judgement = judgeComparison(comparison, bounds, refusal);
    const against = names.baseline ?? EXISTING_ENDPOINT;
    await write({ job: names.job, baseline: against, loads, bounds, comparison, judgement });
    return judgement.exitCode;
  });
}

/** Checks that two jobs are of one kind: load tests and recommendations have no figure in common. */
function checkKinds([job, baseline]: readonly JobKind[]): void {
  if (job === undefined || baseline === undefined || job === baseline) return;
  const [is, other] = job === 'classic' ? ['a classic job', 'an AI job'] : ['an AI job', 'a classic job'];
  throw new InvalidInputError(
    'BASELINE',
    `is ${other}, and JOB is ${is}: load tests and recommendations have no figure in common`,
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
  return { job, baseline };
}
