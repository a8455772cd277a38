import { expect } from 'chai';
import { BEHAVIOUR_NAMES, checkBehaviours } from '../../../src/testing/behaviours/behaviours.js';
import { serviceBehaviours } from '../../../src/testing/index.js';

const SEEDS = Array.from({ length: 200 }, (_, i) => i + 1);

describe('serviceBehaviours', () => {
  it('draws the same combination for the same seed, and others for others', () => {
    expect(serviceBehaviours(5)).deep.equal(serviceBehaviours(5));
    expect(new Set(SEEDS.map(seed => JSON.stringify(serviceBehaviours(seed)))).size).above(190);
  });

  it('draws each behaviour now and then, with values that it can have', () => {
    const all = SEEDS.map(seed => serviceBehaviours(seed));
    for (const behaviours of all) expect(checkBehaviours(behaviours)).deep.equal(behaviours);
    for (const name of BEHAVIOUR_NAMES) {
      const count = all.filter(behaviours => behaviours[name] !== undefined).length;
      expect(count, name).within(30, 90);
    }
  });

  it('draws among the given ones alone, each as it is among all', () => {
    for (const seed of SEEDS) {
      const { lagMs } = serviceBehaviours(seed);
      expect(serviceBehaviours(seed, ['lagMs'])).deep.equal(lagMs === undefined ? {} : { lagMs });
    }
  });
});
