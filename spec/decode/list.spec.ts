import { expect } from 'chai';
import { isRight, right } from 'fp-ts/lib/Either.js';
import { decodeWith } from '../../src/decode/decodeWith.js';
import { list } from '../../src/decode/list.js';
import { Numeric, Time } from '../../src/decode/primitives.js';

describe('list', () => {
  const Numbers = list(Numeric);
  const message = (value: unknown): string => {
    const result = decodeWith(Numbers, value, () => 'all');
    return isRight(result) ? 'decodes' : result.left.message;
  };

  it('decodes and encodes each item', () => {
    expect(Numbers.decode([1, 'NaN', 2, 'Infinity'])).deep.equal(right([1, NaN, 2, Infinity]));
    expect(Numbers.encode([1, NaN, 2])).deep.equal([1, 'NaN', 2]);
    expect(Numbers.decode([])).deep.equal(right([]));
  });

  it('copies nothing that needs no change, and leaves alone what does', () => {
    const same = [1, NaN];
    expect(Numbers.parse(same)).equal(same);
    const at = new Date(5);
    const wire = Object.freeze([at, 1, 2]);
    const decoded = list(Time).parse(wire) as readonly Date[];
    expect(decoded).deep.equal([at, new Date(1000), new Date(2000)]);
    expect(decoded[0]).equal(at);
  });

  it('leaves null items out, and keeps the others in their order', () => {
    const wire = Object.freeze([null, 1, null, 'NaN', 2, null]);
    expect(Numbers.decode(wire)).deep.equal(right([1, NaN, 2]));
    expect(Numbers.decode([null])).deep.equal(right([]));
    expect(Numbers.is([1, null])).false;
  });

  it('names each item that is wrong', () => {
    expect(Numbers.name).equal('a list of a number or "NaN"');
    expect(message([1, 'x', null, 2, {}])).equal(
      'all[1]: expected a number or "NaN", got "x"\nall[4]: expected a number or "NaN", got an empty object',
    );
    expect(message({ 0: 1, length: 1 })).equal(
      'all: expected a list of a number or "NaN", got an object with 0, length',
    );
  });

  it('finds a hole wrong', () => {
    // eslint-disable-next-line no-sparse-arrays
    expect(message([1, , 2])).equal('all[1]: expected a number or "NaN", got nothing');
  });
});
