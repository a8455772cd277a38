import { expect } from 'chai';
import type { Step } from '../../../src/core/step.js';
import { heldSteps, type ListOfNew } from '../../../src/live/job/heldSteps.js';
import type { StepEntry } from '../../../src/live/job/stepTable.js';
import { pending, step } from '../../support/steps.js';

const a = step('a');
const failed: Step = { ...pending, Status: 'FAILED' };
const gone = (one: Step, changedAt = 0): StepEntry => ({
  key: 'k',
  step: one,
  endpoint: undefined,
  index: 0,
  changedAt,
  unconfirmed: undefined,
});

/** Lists one after the other: which of the new steps of each are held back. */
function lists(hasBegun: boolean, removedAt?: number) {
  const held = heldSteps(hasBegun);
  return (now: number, steps: readonly Step[], more: Partial<ListOfNew> = {}): readonly boolean[] => {
    const isHeld = held.next({
      table: { removedAt: () => removedAt },
      gone: [],
      moved: false,
      pageCount: 2,
      repeated: new Set(),
      isOld: since => now - since >= 40,
      ...more,
    });
    const result = steps.map((one, index) => isHeld(one, index));
    expect(held.size() > 0).equal(result.includes(true));
    if (more.moved !== true) held.begin();
    return result;
  };
}

describe('heldSteps', () => {
  it('adds a new endpoint at once, and one that was removed with the second list once replicas show it', () => {
    expect(lists(true)(0, [a])).deep.equal([false]);
    const next = lists(true, 0);
    expect([next(10, [a]), next(39, [a]), next(40, [a])]).deep.equal([[true], [true], [false]]);
    const once = lists(true, 0);
    expect([once(50, [a]), once(60, []), once(70, [a])]).deep.equal([[true], [], [true]]);
  });

  it('adds the steps without an endpoint of the first list at once, but for repetitions', () => {
    expect(lists(false)(0, [pending, pending], { repeated: new Set([1]) })).deep.equal([false, true]);
  });

  it('adds further ones with the second list, each as often as both have it', () => {
    const next = lists(true);
    expect(next(0, [pending])).deep.equal([true]);
    expect(next(1, [pending, pending])).deep.equal([false, true]);
    expect(next(2, [pending])).deep.equal([false]);
  });

  it('adds them at once by a list of one page that lacks no step like them', () => {
    expect(lists(true)(0, [pending], { pageCount: 1 })).deep.equal([false]);
    expect(lists(true)(0, [pending], { pageCount: 1, gone: [gone(pending)] })).deep.equal([true]);
  });

  it('adds none by lists that moved', () => {
    const next = lists(true);
    expect([next(0, [pending]), next(1, [pending], { moved: true })]).deep.equal([[true], [true]]);
  });

  it('takes one that runs for one that has just ended, as a replica that is behind shows it', () => {
    const next = lists(true);
    const behind = { gone: [gone(failed, 0)] };
    expect([next(1, [pending], behind), next(39, [pending], behind), next(40, [pending], behind)]).deep.equal(
      [[true], [true], [false]],
    );
  });
});
