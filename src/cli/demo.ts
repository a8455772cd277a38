import { parseArgs } from 'node:util';
import { StepstreamError } from '../core/errors.js';

const HELP = `npm start                              a simulated job that runs before your eyes, no AWS account needed
npm start -- --speed N                 the same, N times faster than real time; 480 takes some fifteen seconds
npm start -- --job NAME --region R     a job of yours until it is over, with your default AWS credentials
`;

/** What `npm start` does: the main job from end to end. Resolves with the exit code. */
async function demo(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      job: { type: 'string' },
      region: { type: 'string' },
      speed: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) {
    process.stdout.write(HELP);
    return 0;
  }
  if (values.region !== undefined && values.job === undefined)
    throw new TypeError('--region goes with --job');
  if (values.speed !== undefined && values.job !== undefined)
    throw new TypeError('--speed is for the simulated job, not for --job');
  const speed = speedOf(values.speed);
  const { runOnAws, runSimulated } = await import('./demoRuns.js');
  await (values.job === undefined
    ? runSimulated(process.stdout, speed)
    : runOnAws(values.job, values.region, process.stdout));
  return 0;
}

function speedOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(text) && Number(text) > 0) return Number(text);
  throw new TypeError('--speed must be a number above 0');
}

// The SDK prints a warning about Node 20 that says nothing to whoever runs this.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

// Whoever reads may leave, as in `npm start | head -2`: nothing is left to be said then.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

demo(process.argv.slice(2)).then(
  code => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.exitCode = error instanceof StepstreamError ? 1 : 2;
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    if (!(error instanceof StepstreamError)) process.stderr.write(HELP);
  },
);
