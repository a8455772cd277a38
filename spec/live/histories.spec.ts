import { expect } from 'chai';
import { runs } from '../support/runs.js';
import { playHistory, type Played } from './history/playHistory.js';

const COUNT = runs(100, 5_000);
/** Number of histories in which the watch is cut. */
const CUT = runs(20, 4_000);

describe('a watch through many histories', () => {
  it(`keeps its promise (${String(COUNT)} seeds; HISTORY=seed repeats one)`, async function () {
    this.timeout(600_000);
    const given = process.env.HISTORY;
    const seeds = given === undefined ? Array.from({ length: COUNT }, (_, i) => i + 1) : [Number(given)];
    const played: Played[] = [];
    for (const seed of seeds) played.push(await playHistory(seed));
    if (given !== undefined) return;
    const ends = new Set(played.map(({ ended, status }) => (ended === 'done' ? status : ended)));
    expect([...ends].sort()).deep.equal(['COMPLETED', 'DELETED', 'FAILED', 'STOPPED', 'left', 'refused']);
    const kinds = new Set(played.flatMap(({ events }) => events.map(kindOf)));
    expect(kinds).include.keys('added', 'updated', 'removed', 'job', 'synced', 'stale', 'fresh', 'done');
  });

  it(`keeps it where later watches go on from what is known (${String(CUT)} seeds; CUT=seed repeats one)`, async function () {
    this.timeout(600_000);
    const given = process.env.CUT;
    const seeds = given === undefined ? Array.from({ length: CUT }, (_, i) => i + 50_001) : [Number(given)];
    for (const seed of seeds) await playHistory(seed, true);
  });
});

const kindOf = (event: Played['events'][number]): string =>
  event.type === 'step' ? event.change : event.type;
