import { writeCheckpoint } from '../src/paging/checkpoint.js';
import { interleaved, median } from './measure.js';
import { drainOurs, ours } from './peers.js';
import type { Remote } from './remote.js';
import type { Row } from './row.js';

const PAGES = 200;
/** Checkpoints of one round: many, as the clock of the CPU is coarse. */
const WRITES = 20_000;
const ROUNDS = 7;
const BOUND = 0.01;

/** What writing a resume token costs, against everything else that a page of a hundred steps costs. */
export async function checkpoint(server: Remote): Promise<readonly Row[]> {
  const endpoint = await server.start({ jobs: [{ name: 'job', steps: PAGES * 100 }] });
  const recommender = ours(endpoint, { quota: { perSecond: Infinity } });
  // As long as the simulator's tokens, and another one each time.
  const token = 'HP5uzkvGpx-MISldXRQIxOpqZCW49IDomSYbetB8atHf-ZXER2_ZOwe';
  const scope = { job: 'job', status: undefined, 'step type': undefined };
  let written = 0;
  const works = {
    drain: () => drainOurs(recommender, 'job'),
    write: () => {
      for (let i = 0; i < WRITES; i++) {
        written += writeCheckpoint(scope, 100, { nextToken: token + String(i), offset: 0 }).length;
      }
      return Promise.resolve(written);
    },
  };
  await interleaved(2, works);
  const { drain, write } = await interleaved(ROUNDS, works);
  await recommender.close();
  const perPage = drain.map(({ cpuMs }) => (1000 * cpuMs) / PAGES);
  const perWrite = write.map(({ cpuMs }) => (1000 * cpuMs) / WRITES);
  const share = median(perWrite.map((micros, i) => micros / (perPage[i] ?? NaN)));
  return [
    {
      what: 'a checkpoint, against the CPU of a page of 100 steps, decoded',
      figure: `${(100 * share).toFixed(2)} % (${median(perWrite).toFixed(1)} µs of ${median(perPage).toFixed(0)} µs)`,
      bound: '< 1 %',
      holds: share < BOUND,
    },
  ];
}
