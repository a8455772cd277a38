import { expect } from 'chai';
import type { Step } from '../../../src/core/step.js';
import { sweepReader } from '../../../src/live/job/sweep.js';
import { pending, priced, step } from '../../support/steps.js';

const [a, b, c] = [step('a'), step('b'), step('c')];
const running = step('a', { Status: 'IN_PROGRESS' });
const dear = priced('a', 2);

type Pages = readonly (readonly Step[])[];

/** Reads passes one after the other, of a list whose steps are known as these. */
function readerOf(...known: readonly Step[]) {
  const read = sweepReader();
  const of = (endpoint: string): readonly Step[] =>
    known.filter(one => one.InferenceBenchmark?.EndpointConfiguration?.EndpointName === endpoint);
  return (pages: Pages, times = 1) => {
    let sweep = read(pages, of);
    for (let count = 1; count < times; count++) sweep = read(pages, of);
    return { steps: sweep.steps, moved: sweep.moved, repeated: [...sweep.repeated] };
  };
}

describe('sweepReader', () => {
  it('has the steps of all pages, in their order', () => {
    expect(readerOf()([[a, b], [], [c]])).deep.equal({ steps: [a, b, c], moved: false, repeated: [] });
    expect(readerOf()([])).deep.equal({ steps: [], moved: false, repeated: [] });
  });

  it('says that a list moved which has an endpoint twice, and has the row that is known, or the later one', () => {
    const pages: Pages = [[running, b], [a]];
    expect(readerOf()(pages)).deep.equal({ steps: [a, b], moved: true, repeated: [] });
    expect(readerOf(running)(pages)).deep.equal({ steps: [running, b], moved: true, repeated: [] });
  });

  describe('takes rows of one endpoint name for steps of their own', () => {
    const own: Record<string, Pages> = {
      'on one page': [[running, running], [b]],
      'with different configurations': [
        [a],
        [step('a', { ModelConfiguration: { InferenceSpecificationName: 'other' } })],
      ],
      'that ended differently': [[a], [dear, b]],
    };
    for (const [name, pages] of Object.entries(own))
      it(`from the third pass on that shows them ${name}`, () => {
        const read = readerOf();
        expect(read(pages, 2)).include({ moved: true });
        const third = read(pages);
        expect(third).deep.equal({ steps: pages.flat(), moved: false, repeated: [] });
      });

    it('not where they may be one step: equal, or one that has gone on', () => {
      for (const pages of [
        [[a], [a, b]],
        [[running], [a, b]],
      ]) {
        const { moved, steps } = readerOf()(pages, 10);
        expect({ moved, steps }).deep.equal({ moved: true, steps: [a, b] });
      }
    });

    it('not where a pass in between shows one of them alone', () => {
      const read = readerOf();
      read([[a], [dear]], 2);
      read([[a], [b]]);
      expect(read([[a], [dear]])).include({ moved: true });
    });

    it('and says that a list moved that has one of them on two pages', () => {
      const read = readerOf(a, dear);
      read([[a], [dear]], 3);
      expect(read([[a, b], [a]])).deep.equal({ steps: [a, b], moved: true, repeated: [] });
      expect(read([[a, dear], [a]])).deep.equal({ steps: [a, dear], moved: true, repeated: [] });
      expect(read([[dear, b], [a]])).include({ moved: false });
    });
  });

  describe('of steps without an endpoint', () => {
    it('marks those that may repeat one of an earlier page: more than one page has of them', () => {
      expect(readerOf()([[pending, pending], [pending]]).repeated).deep.equal([2]);
      expect(readerOf()([[pending], [pending, pending]]).repeated).deep.equal([2]);
      expect(readerOf()([[pending, pending]]).repeated).deep.equal([]);
      expect(readerOf()([[pending], [{ ...pending, Status: 'FAILED' }]]).repeated).deep.equal([]);
    });

    it('leaves them out where the list moved', () => {
      const { steps, moved } = readerOf()([
        [pending, a],
        [pending, a],
      ]);
      expect({ steps, moved }).deep.equal({ steps: [pending, a], moved: true });
    });
  });
});
