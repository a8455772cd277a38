import { expect } from 'chai';
import { BEHAVIOUR_NAMES } from '../../src/testing/behaviours/behaviours.js';
import { runs } from '../support/runs.js';
import { playBehaviours, type PlayedBehaviours } from './history/playBehaviours.js';

const COUNT = runs(60, 5_000);
/** Number of histories in which the watch shares a list of jobs with another one. */
const LISTED = runs(12, 2_000);
/** Seeds that a watch has failed on. */
const KEPT = [77, 134, 137, 156, 171, 176, 181, 197, 199, 482, 901, 2_884, 20_923];
/** Seeds that a watch with a shared list of jobs has failed on. */
const KEPT_LISTED = [10_913, 12_026, 15_351];

describe('a watch of a service that behaves in its own way', () => {
  it(`keeps its promise (${String(COUNT)} seeds; BEHAVIOURS=seed repeats one)`, async function () {
    this.timeout(600_000);
    const given = process.env.BEHAVIOURS;
    const all = [...KEPT, ...Array.from({ length: COUNT }, (_, i) => i + 1)];
    const seeds = given === undefined ? new Set(all) : [Number(given)];
    const played: PlayedBehaviours[] = [];
    for (const seed of seeds) played.push(await playBehaviours(seed));
    if (given !== undefined) return;
    const ends = new Set(played.map(({ ended, status }) => (ended === 'done' ? status : ended)));
    expect([...ends].sort()).deep.equal(['COMPLETED', 'DELETED', 'FAILED', 'STOPPED', 'unsettled']);
    const seen = new Set(played.flatMap(({ behaviours }) => Object.keys(behaviours)));
    expect([...seen].sort()).deep.equal([...BEHAVIOUR_NAMES].sort());
  });

  it(`keeps it with a shared list of jobs (${String(LISTED)} seeds; BEHAVIOURS=seed repeats one)`, async function () {
    this.timeout(600_000);
    const given = process.env.BEHAVIOURS;
    const all = [...KEPT_LISTED, ...Array.from({ length: LISTED }, (_, i) => i + 10_001)];
    for (const seed of given === undefined ? new Set(all) : [Number(given)])
      await playBehaviours(seed, 'idle');
  });

  it(`keeps it while others with that list join and leave (${String(LISTED)} seeds; BEHAVIOURS=seed repeats one)`, async function () {
    this.timeout(600_000);
    const given = process.env.BEHAVIOURS;
    const seeds = Array.from({ length: LISTED }, (_, i) => i + 20_001);
    for (const seed of given === undefined ? seeds : [Number(given)]) await playBehaviours(seed, 'others');
  });
});
