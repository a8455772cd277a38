import { expect } from 'chai';
import type { WatchEvent } from '../../../src/core/event.js';
import { sageMakerApi, type RecommenderClient } from '../../../src/api/sageMakerApi.js';
import { watchAnyJob } from '../../../src/live/watchAnyJob.js';
import { recordCalls, replayCalls, startSimulator, type JobScript } from '../../../src/testing/index.js';
import { clientOf } from '../../support/simulated.js';
import { virtualFake } from '../../support/virtualApi.js';
import { virtualTime, type VirtualTime } from '../../support/virtualTime.js';

const JOB: JobScript = { name: 'my-job', steps: 3, live: true, maxParallelTests: 2 };

interface Watched {
  readonly events: readonly WatchEvent[];
  /** How long it took, in milliseconds of its time. */
  readonly ms: number;
}

/** The events of a job that a client knows, until it is over. No time passes while a call is on its way. */
async function watched(
  client: RecommenderClient,
  time: VirtualTime,
  intervals: { readonly minIntervalMs: number; readonly maxIntervalMs: number },
): Promise<Watched> {
  const events: WatchEvent[] = [];
  const watch = { ended: false };
  let open = 0;
  const counted: RecommenderClient = {
    send: async (...call) => {
      open += 1;
      return client.send(...call).finally(() => (open -= 1));
    },
  };
  const startedAt = time.monotonic();
  watchAnyJob(sageMakerApi(counted, time.now), time, JOB.name, intervals).subscribe({
    next: event => events.push(event),
    complete: () => (watch.ended = true),
  });
  while (!watch.ended) {
    await time.until(() => open > 0 || watch.ended);
    do await new Promise(resolve => setImmediate(resolve));
    while (open > 0);
  }
  return { events, ms: time.monotonic() - startedAt };
}

/** What happened, in order: without times, and with the number of a step in place of its key, which has stand-ins. */
function outline(events: readonly WatchEvent[]): string[] {
  const keys = events.flatMap(event => (event.type === 'step' ? [event.key] : []));
  return events.map(event =>
    event.type === 'step'
      ? `${event.change} ${keys.indexOf(event.key)} ${event.step.Status}`
      : `${event.type} ${'job' in event ? event.job.Status : ''}`,
  );
}

const MINUTES = { minIntervalMs: 15_000, maxIntervalMs: 40_000 };

/** A time that passes so many times faster than another one. */
const faster = (time: VirtualTime, speed: number): VirtualTime => ({
  ...time,
  now: () => time.timeOrigin() + time.monotonic() * speed,
  monotonic: () => time.monotonic() * speed,
  after: (ms, run) => time.after(ms / speed, run),
  afterUnref: (ms, run) => time.afterUnref(ms / speed, run),
});

describe('a whole job', () => {
  it('recorded over HTTP gives the same events in the same order, 480 times as fast', async () => {
    const time = virtualTime();
    const simulator = await startSimulator({ jobs: [JOB], clock: time });
    const sdk = clientOf(simulator);
    const lines: string[] = [];
    const recording = recordCalls(sdk, { write: line => lines.push(line), time });
    const recorded = await watched(recording, time, MINUTES);
    sdk.destroy();
    await simulator.close();
    expect(recorded.ms).above(15 * 60_000);

    const machine = virtualTime();
    const scaled = await watched(
      replayCalls(lines, { speed: 480, clock: machine }),
      faster(machine, 480),
      MINUTES,
    );
    expect(outline(scaled.events)).deep.equal(outline(recorded.events));
    expect(machine.monotonic()).below(6_000);

    // A watch at its own pace asks for job and steps at other moments, and sees the same of the steps.
    const own = virtualTime();
    const client = replayCalls(lines, { speed: 480, clock: own });
    const { events } = await watched(client, own, { minIntervalMs: 15, maxIntervalMs: 25 });
    const ofSteps = (list: readonly WatchEvent[]): string[] =>
      outline(list.filter(({ type }) => type === 'step' || type === 'done'));
    expect(ofSteps(events)).deep.equal(ofSteps(recorded.events));
  });

  it('gives the same events byte for byte in the clock of the recorder, where nothing was replaced', async () => {
    const time = virtualTime();
    const fake = virtualFake(time, { jobs: [JOB], behaviours: { listOrder: 'newestFirst', largestPage: 4 } });
    const lines: string[] = [];
    const client = recordCalls(fake, { write: line => lines.push(line), redact: false, time });
    const recorded = await watched(client, time, MINUTES);
    const again = virtualTime();
    const replayed = await watched(replayCalls(lines, { clock: again }), again, MINUTES);
    expect(JSON.stringify(replayed)).equal(JSON.stringify(recorded));
    expect(recorded.events.length).above(15);
  });
});
