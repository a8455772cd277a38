import { expect } from 'chai';
import { runs } from '../support/runs.js';
import { playBoth, type PlayedBoth } from './history/playBoth.js';

const COUNT = runs(20, 200);

describe('a fleet of both generations through many histories', () => {
  it(`keeps its promise for each job (${String(COUNT)} seeds; BOTH=seed repeats one)`, async function () {
    this.timeout(600_000);
    const given = process.env.BOTH;
    const seeds = given === undefined ? Array.from({ length: COUNT }, (_, i) => i + 1) : [Number(given)];
    const played: PlayedBoth[] = [];
    for (const seed of seeds) played.push(await playBoth(seed));
    if (given !== undefined) return;
    expect(new Set(played.flatMap(({ statuses }) => statuses))).include.keys(
      ...['COMPLETED', 'FAILED', 'STOPPED', 'DELETED'],
    );
    expect(played.some(({ again }) => again > 0)).equal(true);
    expect(played.filter(({ behaviours }) => Object.keys(behaviours).length > 0).length).least(COUNT / 3);
    const steps = played.flatMap(({ events }) => events.filter(({ type }) => type === 'step'));
    expect(steps.some(({ jobName }) => jobName.startsWith('ai-recommendation-job/'))).equal(true);
    expect(steps.some(({ jobName }) => !jobName.includes('/'))).equal(true);
  });
});
