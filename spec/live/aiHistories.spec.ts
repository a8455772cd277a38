import { expect } from 'chai';
import { runs } from '../support/runs.js';
import { playAIWatch, type PlayedAIWatch } from './history/playAIWatch.js';

const COUNT = runs(30, 2_000);

describe('a watch of an AI job through many histories', () => {
  it(`keeps its promise (${String(COUNT)} seeds; AIWATCH=seed repeats one)`, async function () {
    this.timeout(600_000);
    const given = process.env.AIWATCH;
    const seeds = given === undefined ? Array.from({ length: COUNT }, (_, i) => i + 1) : [Number(given)];
    const played: PlayedAIWatch[] = [];
    for (const seed of seeds) played.push(await playAIWatch(seed));
    if (given !== undefined) return;
    const statuses = new Set(played.map(({ job }) => job?.Status));
    expect(statuses).include.keys('COMPLETED', 'FAILED', 'STOPPED', 'DELETED');
    const types = new Set(played.flatMap(({ events }) => events.map(({ type }) => type)));
    expect(types).all.keys('job', 'step', 'synced', 'stale', 'fresh', 'done');
    expect(played.filter(({ behaviours }) => Object.keys(behaviours).length > 0).length).least(COUNT / 3);
  });
});
