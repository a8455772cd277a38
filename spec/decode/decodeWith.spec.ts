import { expect } from 'chai';
import { isLeft, right } from 'fp-ts/lib/Either.js';
import { DecodeError } from '../../src/core/decodeError.js';
import { decodeWith } from '../../src/decode/decodeWith.js';
import { list } from '../../src/decode/list.js';
import { EnvironmentParameter } from '../../src/decode/step.js';

describe('decodeWith', () => {
  const All = list(EnvironmentParameter);
  const path = (value: unknown, at: string): string | undefined => {
    const result = decodeWith(All, value, () => at);
    return isLeft(result) ? result.left.faults[0]?.path : undefined;
  };

  it('asks where the value stands only when it is wrong', () => {
    const value = [{ Key: 'k', ValueType: 't', Value: 'v' }];
    const result = decodeWith(All, value, () => {
      throw new Error('asked');
    });
    expect(result).deep.equal(right(value));
  });

  it('writes paths as a program would', () => {
    expect(path([{}], 'steps[3].all')).equal('steps[3].all[0].Key');
    expect(path(Array(12).fill(5), 'all')).equal('all[0]');
    expect(path([{}], '')).equal('[0].Key');
    expect(path({}, '')).equal('');
  });

  it('reports the expectation, and keeps the value received', () => {
    const result = decodeWith(All, [7], () => 'all');
    if (!isLeft(result)) throw new Error('decodes');
    expect(result.left).instanceOf(DecodeError);
    expect(result.left.faults).deep.equal([
      { path: 'all[0]', expected: 'an environment parameter', actual: 7 },
    ]);
  });
});
