import { expect } from 'chai';
import fc from 'fast-check';
import type { Step } from '../../../src/core/step.js';
import { sequencedSteps } from '../../../src/operators/failures/sequencedSteps.js';
import { holds } from '../../support/holds.js';
import { step } from '../../support/steps.js';

describe('sequencedSteps', () => {
  const [a, b] = [step('a'), step('b')];

  it('starts with none', () => {
    const steps = sequencedSteps();
    expect([steps.size(), steps.first(), steps.snapshot()()]).deep.equal([0, Infinity, []]);
  });

  it('has a snapshot that is copied once', () => {
    const steps = sequencedSteps();
    steps.put(0, a);
    const before = steps.snapshot();
    steps.put(1, b);
    expect(before()).deep.equal([a]);
    expect(before()).equal(before());
  });

  it('is as a sorted map after any changes, and its snapshots stay as they were', () =>
    holds(
      fc.property(fc.array(fc.tuple(fc.nat(9), fc.boolean()), { maxLength: 30 }), changes => {
        const steps = sequencedSteps();
        const model = new Map<number, Step>();
        const taken: (() => readonly Step[])[] = [];
        const expected: (readonly Step[])[] = [];
        changes.forEach(([sequence, put], i) => {
          const one = step(String(i));
          if (put) {
            steps.put(sequence, one);
            model.set(sequence, one);
          } else {
            steps.delete(sequence);
            model.delete(sequence);
          }
          const sequences = [...model.keys()].sort((x, y) => x - y);
          expect([steps.size(), steps.first()]).deep.equal([sequences.length, sequences[0] ?? Infinity]);
          taken.push(steps.snapshot());
          expected.push(sequences.flatMap(at => model.get(at) ?? []));
        });
        expect(taken.map(copy => copy())).deep.equal(expected);
      }),
    ));
});
