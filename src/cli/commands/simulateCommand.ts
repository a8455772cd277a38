import { demoJob } from '../../testing/demoJob.js';
import { startSimulator } from '../../testing/startSimulator.js';
import { pause } from '../../core/pause.js';
import { pointers } from '../pointers.js';
import type { Host } from '../process/host.js';
import { onStopSignal } from '../process/stopSignal.js';

/** The flags of `simulate`. */
export interface SimulateSettings {
  readonly port: number;
  readonly speed: number;
  readonly jobs: number;
  readonly latencyMs: number;
  readonly quota?: number;
}

const ENDED = 'text-classifier-benchmark';
const LIVE = 'text-classifier-live';
const MOST_STEPS = 40;
const BURST = 2;
/** How long connections have to close after Ctrl-C, in milliseconds. */
const CLOSE_MS = 50;

/** `stepstream simulate`: serves until Ctrl-C. */
export async function simulateCommand(
  { port, speed, jobs, latencyMs, quota }: SimulateSettings,
  host: Host,
): Promise<never> {
  const simulator = await startSimulator({
    port,
    speed,
    latencyMs,
    startTime: host.time.now(),
    ...(quota !== undefined && { quota: { perSecond: quota, burst: BURST } }),
    jobs: [
      ...Array.from({ length: jobs }, (_, i) => ({
        name: `benchmark-${String(i + 1)}`,
        steps: 1 + ((i * 7) % MOST_STEPS),
      })),
      demoJob({ name: ENDED }),
      demoJob({ name: LIVE, seed: 8, live: true }),
    ],
  });
  host.stdout.write(pointers({ endpoint: simulator.endpoint, ended: ENDED, live: LIVE, speed, jobs }));
  return new Promise<never>(() => {
    onStopSignal(host, () => Promise.race([simulator.close(), pause(host.time, CLOSE_MS)]));
  });
}
