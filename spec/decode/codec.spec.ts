import { expect } from 'chai';
import { isLeft, isRight, right, type Either } from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { FAILED, leaf } from '../../src/decode/codec.js';
import { Step } from '../../src/decode/step.js';
import { bad } from '../support/steps.js';
import { fullStep, fullWire } from '../support/wire.js';

describe('Codec', () => {
  it('explains a leaf by its name', () => {
    const Even = leaf<number, number>(
      'an even number',
      value => (typeof value === 'number' && value % 2 === 0 ? value : FAILED),
      value => value,
    );
    expect(Even.decode(4)).deep.equal(right(4));
    const result = Even.decode(3);
    expect(
      isLeft(result) && result.left.map(({ value, context }) => [value, context.at(-1)?.type.name]),
    ).deep.equal([[3, 'an even number']]);
  });

  describe('with the combinators of io-ts', () => {
    const paths = (result: Either<t.Errors, unknown>): readonly string[] =>
      isRight(result)
        ? ['decodes']
        : result.left.map(({ context }) => context.map(({ key }) => key).join('/'));
    const fault = 'InferenceBenchmark/Metrics/CostPerHour';

    it('stands in t.array', () => {
      const Steps = t.array(Step);
      expect(Steps.decode([fullWire])).deep.equal(right([fullStep]));
      expect(Steps.encode([fullStep])).deep.equal([fullWire]);
      expect(Steps.is([fullStep])).true;
      expect(Steps.is([fullWire])).false;
      expect(paths(Steps.decode([fullWire, bad]))).deep.equal([`/1/${fault}`]);
    });

    it('stands in t.type and t.partial', () => {
      for (const Holder of [t.type({ s: Step }), t.partial({ s: Step })]) {
        expect(Holder.decode({ s: fullWire })).deep.equal(right({ s: fullStep }));
        expect(Holder.encode({ s: fullStep })).deep.equal({ s: fullWire });
        expect(paths(Holder.decode({ s: bad }))).deep.equal([`/s/${fault}`]);
      }
    });

    it('stands in t.union and t.record', () => {
      const Either = t.union([t.string, Step]);
      expect(Either.decode('none')).deep.equal(right('none'));
      expect(Either.decode(fullWire)).deep.equal(right(fullStep));
      expect(Either.encode(fullStep)).deep.equal(fullWire);
      expect(paths(t.record(t.string, Step).decode({ a: fullWire, b: bad }))).deep.equal([`/b/${fault}`]);
    });
  });
});
