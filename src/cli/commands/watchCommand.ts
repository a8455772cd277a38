import { tap, type Observable } from 'rxjs';
import { InvalidInputError } from '../../core/errors.js';
import type { WatchEvent } from '../../core/event.js';
import type { Step } from '../../core/step.js';
import { boundCheck } from '../../operators/ranking/boundCheck.js';
import { noteRegion } from '../asked.js';
import { withConnection } from '../connection.js';
import { boundsOf, checkPrices } from '../flags/boundFlags.js';
import { kindsOf, type KindChoice } from '../flags/kindsOf.js';
import { checkAccount, checkRegion, namedJob, type NamedJob } from '../flags/namedJob.js';
import { noRecommendations } from '../tables/aiJobText.js';
import { errorLine } from '../errorLine.js';
import { writer } from '../output/writer.js';
import type { Host } from '../process/host.js';
import { report } from '../process/report.js';
import { eventView } from '../watch/eventView.js';
import { lineView } from '../watch/lineView.js';
import { liveView } from '../watch/liveView.js';
import { exitCodeOfOutcome, runWatch, watchEach } from '../watch/runWatch.js';
import { serviceNow } from '../watch/serviceNow.js';
import { watchAll, watchAllWithTotals } from '../watch/watchAll.js';
import type { WatchView } from '../watch/watchView.js';
import type { ConnectionSettings, TrafficSettings } from '../flags/settings.js';
import { loadTestCriterion, type WatchCriterion } from '../watch/watchCriterion.js';
import { endCommands, type EndCommands } from '../watch/endCommands.js';
import { EXIT } from '../process/exitCodes.js';
import { onStopSignal } from '../process/stopSignal.js';

/** The flags of `watch`. */
export interface WatchSettings extends ConnectionSettings, TrafficSettings {
  readonly all?: boolean;
  readonly nameContains?: string;
  readonly kind?: KindChoice;
  readonly output?: 'lines' | 'ndjson';
  /** Seconds. */
  readonly minInterval?: number;
  /** Seconds. */
  readonly maxInterval?: number;
  /** Seconds. */
  readonly appearsWithin?: number;
  /** Command to run for each job that has ended. */
  readonly exec?: string;
}

/** `stepstream watch JOB…`, or `--all` where no job is named. Resolves with the exit code. */
export async function watchCommand(
  args: readonly string[],
  settings: WatchSettings,
  host: Host,
): Promise<number> {
  const byName = new Map(args.map(namedJob).map(job => [job.jobName, job]));
  const [jobs, jobNames] = [[...byName.values()], [...byName.keys()]];
  if (settings.exec?.trim() === '') throw new InvalidInputError('--exec', 'must be a command');
  const intervals = intervalsOf(settings);
  const fleet = {
    nameContains: settings.nameContains,
    kinds: kindsOf(settings.kind ?? 'classic'),
    ...intervals,
  };
  const bounds = boundsOf(settings);
  for (const { kind } of jobs) checkPrices(bounds, kind);
  const fits = boundCheck('watch', bounds).isWithin;
  const criterion = loadTestCriterion(settings);
  if (settings.traffic !== undefined && jobs.length > 0 && jobs.every(({ kind }) => kind !== 'classic'))
    throw new InvalidInputError('--traffic', WANTS_PRICES);
  if (jobs.some(({ region }) => region !== undefined)) {
    const region = await host.regionOf(settings);
    for (const job of jobs) checkRegion(job, region);
  }
  return withConnection(settings, host, async recommender => {
    const watch$ = (job: NamedJob): Observable<WatchEvent> =>
      recommender.watch$(job.jobName, { ...intervals, appearsWithinMs: appearsWithinMs(job, settings) }).pipe(
        tap(event => {
          if ('job' in event) checkAccount(job, event.job.JobArn);
        }),
      );
    const update$ =
      jobs.length > 0
        ? watchEach(jobNames, name => watch$(byName.get(name) ?? namedJob(name)))
        : settings.output === 'ndjson'
          ? watchAll(recommender, fleet)
          : watchAllWithTotals(recommender, fleet, host.time);
    const best = { fits, criterion };
    const ends = commandsOf(settings, best, host);
    const heard$ = ends === undefined ? update$ : update$.pipe(tap(ends.take));
    const outcome = await runWatch(heard$, viewOf(jobNames, settings, best, host), host, how => {
      ends?.stop(how === 'interrupted' ? 'SIGINT' : 'SIGTERM');
      report(host.stderr, `${how}; ${jobNames.length === 1 ? 'the job goes' : 'jobs go'} on`);
    });
    for (const [jobName, error] of outcome.errors) {
      if (jobNames.length === 1) throw error;
      if (settings.debug !== true) await noteRegion(error, () => host.regionOf(settings));
      report(host.stderr, `${jobName}: ${errorLine(error)}`);
    }
    for (const jobName of outcome.unrecommended) {
      report(host.stderr, `${jobName}: ${noRecommendations({ Status: 'COMPLETED' })}`);
    }
    const failures = ends === undefined ? 0 : await finish(ends, host);
    return exitCodeOfOutcome(outcome) || (failures === 0 ? EXIT.ok : EXIT.failed);
  });
}

/** How long to wait for a job that isn't found at first, in seconds: replicas of the service can be so far behind. */
const APPEARS_WITHIN_S = { classic: 40, ai: 60 };

const appearsWithinMs = ({ kind }: NamedJob, { appearsWithin }: WatchSettings): number | undefined =>
  millisecondsOf(appearsWithin ?? APPEARS_WITHIN_S[kind === 'classic' ? 'classic' : 'ai']);

interface Intervals {
  readonly minIntervalMs: number | undefined;
  readonly maxIntervalMs: number | undefined;
}

function intervalsOf({ minInterval, maxInterval }: WatchSettings): Intervals {
  if (minInterval !== undefined && maxInterval !== undefined && maxInterval < minInterval)
    throw new InvalidInputError('--max-interval', 'must not be below --min-interval');
  return { minIntervalMs: millisecondsOf(minInterval), maxIntervalMs: millisecondsOf(maxInterval) };
}

const millisecondsOf = (seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : seconds * 1000;

const WANTS_PRICES =
  'goes with classic jobs: AWS gives no price for AI recommendations; once the job has ended, ' +
  "'stepstream best' takes --prices FILE with --traffic";

/** Which of the steps of a classic job may be the best, and what it is best by. */
interface BestChoice {
  readonly fits: (step: Step) => boolean;
  readonly criterion: WatchCriterion;
}

function viewOf(
  jobNames: readonly string[],
  { output }: WatchSettings,
  best: BestChoice,
  host: Host,
): WatchView {
  const { stdout, time } = host;
  if (output === 'ndjson') return eventView(writer(stdout));
  const service = serviceNow(time.now);
  return isLive({ output }, host)
    ? liveView(host, { jobNames, time: service, ...best })
    : lineView(writer(stdout), jobNames, service, { monotonic: time.monotonic, ...best });
}

/** Whether a frame is drawn over again. */
const isLive = ({ output }: WatchSettings, { stdout, env }: Pick<Host, 'stdout' | 'env'>): boolean =>
  output === undefined && stdout.isTTY === true && env['TERM'] !== 'dumb';

/** The commands of `--exec`. */
function commandsOf(settings: WatchSettings, best: BestChoice, host: Host): EndCommands | undefined {
  const { exec } = settings;
  if (exec === undefined) return undefined;
  const { monotonic, now } = host.time;
  return endCommands(exec, host, {
    ...best,
    monotonic,
    service: serviceNow(now),
    holds: isLive(settings, host),
  });
}

/** Waits for the commands that still run. Ctrl-C and SIGTERM end them, and then this. */
async function finish(ends: EndCommands, host: Host): Promise<number> {
  const signals = onStopSignal(host, ({ name }) => {
    ends.stop(name);
    return Promise.resolve();
  });
  try {
    return await ends.finished();
  } finally {
    signals.release();
  }
}
