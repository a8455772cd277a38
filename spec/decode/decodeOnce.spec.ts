import { expect } from 'chai';
import { isLeft, right } from 'fp-ts/lib/Either.js';
import { decodeOnce } from '../../src/decode/decodeOnce.js';
import { freeze } from '../support/freeze.js';
import { fullStep, fullWire } from '../support/wire.js';

describe('decodeOnce', () => {
  /** A step that counts how often somebody looks into it. */
  const watched = (): { step: object; looks: () => number } => {
    let looks = 0;
    const step = {
      ...fullStep,
      get Status() {
        looks++;
        return 'COMPLETED';
      },
    };
    return { step, looks: () => looks };
  };

  it('decodes a step of the wire', () => {
    expect(decodeOnce(freeze(fullWire))).deep.equal(right(fullStep));
  });

  it('looks only once into a step', () => {
    const { step, looks } = watched();
    expect(decodeOnce(step)).property('right', step);
    expect(looks()).equal(1);
    expect(decodeOnce(step)).property('right', step);
    expect(looks()).equal(1);
  });

  it('knows what it made of a step of the wire, too', () => {
    const decoded = decodeOnce(freeze(fullWire));
    if (isLeft(decoded)) throw new Error('does not decode');
    expect(decodeOnce(decoded.right)).property('right', decoded.right);
  });

  it('leaves no trace that others could see, and knows no copy', () => {
    const { step, looks } = watched();
    decodeOnce(step);
    expect(Reflect.ownKeys(step)).deep.equal(Reflect.ownKeys(watched().step));
    const before = looks();
    decodeOnce(Object.defineProperties({}, Object.getOwnPropertyDescriptors(step)));
    expect(looks()).equal(before + 1);
  });

  it('takes a frozen step as it is', () => {
    const step = freeze({ ...fullStep });
    for (let i = 0; i < 2; i++) expect(decodeOnce(step)).property('right', step);
  });

  it('knows it still after other steps', () => {
    const { step, looks } = watched();
    decodeOnce(step);
    decodeOnce(freeze({ ...fullStep }));
    expect(decodeOnce(step)).property('right', step);
    expect(looks()).equal(1);
  });

  for (const [what, value] of [
    ['undefined', undefined],
    ['null', null],
    ['a step without a model', { ...fullStep, InferenceBenchmark: { Metrics: { CostPerInference: 1 } } }],
    ['a step without a name of its job', { StepType: 'BENCHMARK', Status: 'COMPLETED' }],
  ] as const) {
    it(`refuses ${what}, each time, and says where it stands`, () => {
      for (let i = 0; i < 2; i++) {
        const refused = decodeOnce(value, 'previous');
        if (!isLeft(refused)) throw new Error('decodes');
        expect(refused.left.message).match(/^previous/);
      }
    });
  }
});
