import { setTimeout as sleep } from 'node:timers/promises';
import { demoJob } from '../../testing/demoJob.js';
import { startSimulator } from '../../testing/startSimulator.js';
import { pointers } from '../pointers.js';
import type { SimulateSettings } from '../settings.js';
import { onStopSignal } from '../stopSignal.js';

const ENDED = 'text-classifier-benchmark';
const LIVE = 'text-classifier-live';
const MOST_STEPS = 40;
const BURST = 2;

/** `stepstream simulate`: serves until Ctrl-C. */
export async function serveSimulator({
  port,
  speed,
  jobs,
  latencyMs,
  quota,
}: SimulateSettings): Promise<number> {
  const simulator = await startSimulator({
    port,
    speed,
    latencyMs,
    startTime: Date.now(),
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
  process.stdout.write(pointers({ endpoint: simulator.endpoint, ended: ENDED, live: LIVE, speed, jobs }));
  await new Promise<never>(() => {
    onStopSignal(() => Promise.race([simulator.close(), sleep(50)]));
  });
  return 0;
}
