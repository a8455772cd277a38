import { parseArgs } from 'node:util';
import type { RecommenderClient } from '../../api/sageMakerApi.js';
import { JOB_KINDS } from '../../core/jobKind.js';
import { connect, type ConnectOptions } from '../../recommender.js';
import { demoAiJobs, type DemoAiJobs } from '../../testing/ai/demoAiJobs.js';
import { demoJob } from '../../testing/demoJob.js';
import { replayCalls } from '../../testing/recording/replayCalls.js';
import { startSimulator } from '../../testing/startSimulator.js';
import { readText } from '../files/readText.js';
import { openBrowser } from '../process/openBrowser.js';
import type { Host } from '../process/host.js';
import { nodeHost } from '../process/nodeHost.js';
import { serveUntilStopped } from '../process/serveUntilStopped.js';

const LIVE = 'text-classifier';
const EARLIER = 'text-classifier-last-week';
/** Duration of the AI job that runs, in simulated milliseconds. */
const AI_RUN_MS = 90 * 60_000;
const MINUTE_MS = 60_000;
const WEEK_MS = 7 * 24 * 3_600_000;
/** Jobs that began before, with their seeds and for how long they have run, in simulated minutes. */
const OTHERS = [
  { name: 'image-tagger', seed: 12, minutes: 20 },
  { name: 'fraud-scores', seed: 31, minutes: 45 },
  { name: 'search-ranker', seed: 44, minutes: 55 },
] as const;
/** Speed, as a multiple of real time: a job of 1 h 40 min runs in about a minute. */
const SPEED = 100;
/** Intervals between two polls, in milliseconds: the quota allows two calls a second. */
const INTERVALS = { minIntervalMs: 500, maxIntervalMs: 1_000 };

/** AI jobs beside the job, of which the one that runs is half done: a page learns nothing of one while it runs. */
function aiJobsAt(startTime: number): DemoAiJobs {
  const { aiJobs, aiBenchmarks } = demoAiJobs();
  const halfDone = { startedAt: startTime - AI_RUN_MS / 2, runMs: AI_RUN_MS };
  return { aiBenchmarks, aiJobs: aiJobs.map(job => (job.live === true ? { ...job, ...halfDone } : job)) };
}

/** What is shown, where its answers come from, and the sentence that says so. */
interface Shown {
  readonly connection: ConnectOptions;
  readonly job: string | undefined;
  readonly sentence: string;
}

/**
 * What `npm run demo:page` does: a job that begins now, others that have begun before, and AI jobs beside them, on a simulator, over the real SDK, or a
 * recording, on the page.
 */
async function demoPage(args: readonly string[], host: Host): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '0' },
      open: { type: 'boolean' },
      replay: { type: 'string' },
      job: { type: 'string' },
    },
  });
  const { connection, job, sentence } =
    values.replay === undefined ? await simulated(host) : await recorded(values.replay, values.job, host);
  const recommender = connect(connection);
  await serveUntilStopped(
    host,
    {
      recommender: {
        shared$: jobName => recommender.shared$(jobName, INTERVALS),
        jobs$: filters => recommender.jobs$(filters),
        job$: jobName => recommender.job$(jobName),
        fleet$: options => recommender.fleet$({ ...options, ...INTERVALS }),
        ai: recommender.ai,
      },
      kinds: JOB_KINDS,
      port: Number(values.port),
      job,
    },
    url => {
      host.stdout.write(`${sentence}\nThe page is at ${url}\nCtrl-C ends it.\n`);
      if (values.open === true) openBrowser(url, host);
    },
  );
}

async function simulated(host: Host): Promise<Shown> {
  const startTime = host.time.now();
  const simulator = await startSimulator({
    jobs: [
      { ...demoJob({ name: EARLIER, seed: 90 }), startedAt: startTime - WEEK_MS },
      demoJob({ name: LIVE, live: true }),
      ...OTHERS.map(({ name, seed, minutes }) => ({
        ...demoJob({ name, seed }),
        startedAt: startTime - minutes * MINUTE_MS,
      })),
    ],
    ...aiJobsAt(startTime),
    startTime,
    speed: SPEED,
    latencyMs: 40,
    quota: { perSecond: 2, burst: 2 },
  });
  return {
    connection: { client: await clientOf(simulator.endpoint) },
    job: LIVE,
    sentence: `A simulated job at ${String(SPEED)} times real time; it ends in about a minute.`,
  };
}

async function clientOf(endpoint: string): Promise<RecommenderClient> {
  const { SageMakerClient } = await import('@aws-sdk/client-sagemaker');
  const credentials = { accessKeyId: 'simulated', secretAccessKey: 'simulated' };
  return new SageMakerClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
}

async function recorded(path: string, job: string | undefined, host: Host): Promise<Shown> {
  const client = replayCalls(await readText(path, host), { speed: SPEED });
  const cut = client.cut === undefined ? '' : ` ${client.cut}`;
  return {
    connection: { client, quota: { perSecond: Infinity } },
    job,
    sentence: `A recording at ${String(SPEED)} times real time.${cut}`,
  };
}

demoPage(process.argv.slice(2), nodeHost()).catch((error: unknown) => {
  process.exitCode = 1;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
});
