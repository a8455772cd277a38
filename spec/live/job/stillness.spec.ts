import { expect } from 'chai';
import type { Step } from '../../../src/core/step.js';
import { stillnessAfter, type Stillness } from '../../../src/live/job/stillness.js';
import { bad, step } from '../../support/steps.js';

const [a, b, c, d] = [step('a'), step('b'), step('c'), step('d')];

/** Lists that are read a second apart: how many of the last ones are equal, and since which second. */
function stillness(...lists: readonly (readonly (readonly (Step | object)[])[])[]): string {
  let still: Stillness | undefined;
  lists.forEach((pages, second) => {
    const invalid = pages.flat().filter(one => one === bad);
    const steps = pages.map(page => page.filter((one): one is Step => one !== bad));
    still = stillnessAfter(still, { pages: steps, invalid }, second * 1_000);
  });
  return `${String(still?.lists)} since ${String((still?.since ?? 0) / 1_000)}`;
}

describe('stillnessAfter', () => {
  it('counts equal lists, whatever the statuses of their steps', () => {
    expect(stillness([[a, b], [c]])).equal('1 since 0');
    expect(stillness([[a, b], [c]], [[a, b], [c]])).equal('2 since 0');
    expect(stillness([[a], [c]], [[step('a', { Status: 'IN_PROGRESS' })], [c]])).equal('2 since 0');
  });

  it('starts again with a list of other rows, of another order or of other pages', () => {
    for (const other of [[[a, d], [c]], [[b, a], [c]], [[a], [b, c]], [[a, b]], [[a, b], []], [[a], [c]]])
      for (const lists of [
        [[[a, b], [c]], other],
        [other, [[a, b], [c]]],
      ])
        expect(stillness(...lists)).equal('1 since 1');
  });

  it('takes a row that cannot be decoded for the one that the other lists have there', () => {
    const whole = [[a, b], [c]];
    expect(stillness(whole, [[a, bad], [c]], whole)).equal('3 since 0');
    expect(stillness([[a, bad], [c]], whole, [[bad, b], [c]], [[a, b], [bad]])).equal('4 since 0');
    expect(stillness([[a, bad], [c]], [[a, bad], [c]])).equal('2 since 0');
  });

  it('takes no other missing row for it', () => {
    expect(stillness([[a, b], [c]], [[bad], [c]], [[a, b], [c]])).equal('1 since 2');
    expect(stillness([[a, b], [c]], [[bad, b], []])).equal('1 since 1');
    expect(stillness([[a, bad], [c]], [[a, d], [c]], [[a, b], [c]])).equal('1 since 2');
  });
});
