import { parseArgs } from 'node:util';
import { StepstreamError } from '../../core/errors.js';
import type { Host } from '../process/host.js';

const HELP = `npm start                              a simulated job that runs before your eyes, no AWS account needed
npm start -- --speed N                 the same, N times faster than real time; 480 takes some fifteen seconds
npm start -- --job NAME --region R     a job of yours until it is over, with your default AWS credentials
npm start -- --traffic 3000            either, with the cheapest month at 3000 requests a minute as the pick
`;

/** What `npm start` does: the main job from end to end. Resolves with the exit code; never rejects. */
export async function runDemo(args: readonly string[], host: Host): Promise<number> {
  // The reader of the output may close it early, as in `npm start | head -2`; the demo ends then.
  host.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    host.exit(0);
  });
  try {
    await demo(args, host);
    return 0;
  } catch (error) {
    host.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    if (error instanceof StepstreamError) return 1;
    host.stderr.write(HELP);
    return 2;
  }
}

async function demo(args: readonly string[], host: Host): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      job: { type: 'string' },
      region: { type: 'string' },
      speed: { type: 'string' },
      traffic: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) {
    host.stdout.write(HELP);
    return;
  }
  if (values.region !== undefined && values.job === undefined)
    throw new TypeError('--region goes with --job');
  if (values.speed !== undefined && values.job !== undefined)
    throw new TypeError('--speed is for the simulated job, not for --job');
  const speed = aboveZero('--speed', values.speed);
  const traffic = aboveZero('--traffic', values.traffic);
  const { runOnAws, runSimulated } = await import('./demoRuns.js');
  await (values.job === undefined
    ? runSimulated(host, { speed, traffic })
    : runOnAws(values.job, { region: values.region, traffic }, host));
}

function aboveZero(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(text) && Number(text) > 0) return Number(text);
  throw new TypeError(`${flag} must be a number above 0`);
}
