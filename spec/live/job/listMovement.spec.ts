import { expect } from 'chai';
import type { Step } from '../../../src/core/step.js';
import { listMovement } from '../../../src/live/job/listMovement.js';
import { sweepReader } from '../../../src/live/job/sweep.js';
import { pending, step } from '../../support/steps.js';

const [a, b] = [step('a'), step('b')];

/** What lists say of their movement that are read at these moments, and have no known step in their rows. */
function movements(
  isLacking: boolean,
  ...lists: readonly (readonly [now: number, pages: readonly (readonly Step[])[]])[]
) {
  const read = listMovement(40);
  const sweep = sweepReader();
  return lists.map(([now, pages]) => {
    const { moved, isProof } = read(
      { pages, invalid: [] },
      sweep(pages, () => []),
      [],
      now,
      isLacking,
    );
    return `${moved ? 'moved' : 'still'}${isProof ? ', a proof' : ''}`;
  });
}

describe('listMovement', () => {
  it('has a list of one page as a proof at once', () => {
    expect(movements(true, [0, [[a, b]]], [1, [[b]]])).deep.equal(['still, a proof', 'still, a proof']);
  });

  it('has one of several pages as a proof once it has stood still for so long', () => {
    const pages = [[a], [b]];
    expect(movements(true, [0, pages], [39, pages], [40, pages], [41, [[b], [a]]])).deep.equal([
      'still',
      'still',
      'still, a proof',
      'still',
    ]);
  });

  it('says that a list moved that has an endpoint twice', () => {
    expect(movements(false, [0, [[a], [a]]])).deep.equal(['moved']);
  });

  it('says so where a row without an endpoint is repeated and a step lacks, until three lists are equal', () => {
    const pages = [[a, pending], [pending]];
    expect(movements(true, [0, pages], [1, pages], [2, pages])).deep.equal(['moved', 'moved', 'still']);
    expect(movements(false, [0, pages])).deep.equal(['still']);
  });
});
