import { expect } from 'chai';
import type { Step } from '../../src/core/step.js';
import { environmentLetters, environmentLines, letterOf, shortName } from '../../src/words/environments.js';
import { step } from '../support/steps.js';

const within = (value: string): Step => {
  const EnvironmentParameters = value === '' ? [] : [{ Key: 'K', Value: value, ValueType: 'String' }];
  return step('a', { ModelConfiguration: { EnvironmentParameters } });
};

describe('environments in words', () => {
  it('have letters in the order in which they are seen, and none where there is none', () => {
    const steps = ['x', 'y', 'x', ''].map(within);
    const letters = environmentLetters(steps);
    expect(steps.map(one => letterOf(one, letters))).deep.equal(['A', 'B', 'A', '']);
    expect(environmentLines(letters)).deep.equal(['env A: K=x', 'env B: K=y']);
  });

  it('go on with AA after Z', () => {
    const letters = environmentLetters(Array.from({ length: 30 }, (_, i) => within(String(i))));
    expect([...letters.values()].slice(25, 28)).deep.equal(['Z', 'AA', 'AB']);
  });

  it('keep the letters that are known', () => {
    const known = environmentLetters(['x', 'y'].map(within));
    expect(environmentLetters([within('y')], known)).equal(known);
    expect([...environmentLetters(['z', 'x'].map(within), known).values()]).deep.equal(['A', 'B', 'C']);
  });

  it('stand behind the endpoint', () => {
    const letters = environmentLetters([within('x')]);
    expect(shortName(within('x'), letters)).equal('ml.c5.large, A');
    expect(shortName(within('x'), letters, ' ')).equal('ml.c5.large A');
    expect(shortName(within(''), letters)).equal('ml.c5.large');
  });

  it('are written out without control characters', () => {
    expect(environmentLines(environmentLetters([within('a\u001b[2J')]), '')).deep.equal(['A: K=a [2J']);
  });
});
