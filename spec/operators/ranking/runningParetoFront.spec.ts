import { expect } from 'chai';
import fc from 'fast-check';
import { runningParetoFront, type Point } from '../../../src/operators/ranking/runningParetoFront.js';
import { holds } from '../../support/holds.js';

describe('runningParetoFront', () => {
  const figure = fc.integer({ min: 0, max: 4 });
  const points = fc
    .array(fc.tuple(figure, figure, figure), { maxLength: 30 })
    .map(all => all.map((at, sequence): Point<number> => ({ value: sequence, at, sequence })));

  const beats = (a: Point<number>, b: Point<number>): boolean =>
    a.at.every((x, i) => x <= (b.at[i] ?? 0)) && a.at.some((x, i) => x < (b.at[i] ?? 0));
  const naive = (all: readonly Point<number>[]): readonly number[] =>
    all
      .filter(one => !all.some(other => beats(other, one)))
      .sort((a, b) => (a.at[0] ?? 0) - (b.at[0] ?? 0) || a.sequence - b.sequence)
      .map(({ value }) => value);

  it('is the front of what was added', () =>
    holds(
      fc.property(points, fc.boolean(), (all, appendOnly) => {
        const kept = runningParetoFront<number>({ appendOnly });
        all.forEach((point, i) => {
          const before = naive(all.slice(0, i));
          const after = naive(all.slice(0, i + 1));
          expect(kept.add(point)).equal(after.includes(point.value), String(before));
          expect(kept.values()).deep.equal(after);
        });
      }),
    ));

  it('is the front of the remaining points after some were removed', () =>
    holds(
      fc.property(points, fc.infiniteStream(fc.nat()), (all, chosen) => {
        const kept = runningParetoFront<number>({ appendOnly: false });
        for (const point of all) kept.add(point);
        const left = [...all];
        while (left.length > 0) {
          const before = naive(left);
          const [removed] = left.splice((chosen.next().value ?? 0) % left.length, 1) as [Point<number>];
          expect(kept.remove(removed)).equal(before.includes(removed.value));
          expect(kept.values()).deep.equal(naive(left));
        }
      }),
    ));

  it('keeps out a point that is as good on the first axis and worse on another, whichever arrived first', () => {
    const good: Point<string> = { value: 'good', at: [1, 1], sequence: 0 };
    const bad: Point<string> = { value: 'bad', at: [1, 2], sequence: 1 };
    for (const order of [
      [good, bad],
      [bad, good],
    ]) {
      const kept = runningParetoFront<string>({ appendOnly: true });
      for (const point of order) kept.add(point);
      expect(kept.values()).deep.equal(['good']);
    }
  });

  it('distinguishes two points with equal figures', () => {
    const kept = runningParetoFront<string>({ appendOnly: false });
    const before = { value: 'before', at: [1, 1], sequence: 0 };
    const after = { value: 'after', at: [1, 1], sequence: 0 };
    for (const point of [before, after]) kept.add(point);
    kept.remove(before);
    expect(kept.values()).deep.equal(['after']);
  });
});
