import { expect } from 'chai';
import { isLeft, right } from 'fp-ts/lib/Either.js';
import { decodeWith } from '../../src/decode/decodeWith.js';
import { Text, Time } from '../../src/decode/primitives.js';
import { record } from '../../src/decode/record.js';

describe('record', () => {
  it('decodes each value, and returns a value in its domain form as the same reference', () => {
    const times = record(Time);
    expect(times.decode({ a: 1, b: 2 })).deep.equal(right({ a: new Date(1000), b: new Date(2000) }));
    expect(times.encode({ a: new Date(1000) })).deep.equal({ a: 1 });
    const texts = { a: 'b' };
    expect(record(Text).parse(texts)).equal(texts);
  });

  it('leaves out null, and keeps names that objects have by themselves', () => {
    const odd = JSON.parse('{"__proto__":"a","constructor":"b","none":null}') as object;
    const decoded = record(Text).decode(odd);
    if (isLeft(decoded)) throw new Error('does not decode');
    expect(Object.entries(decoded.right)).deep.equal([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
  });

  it('names the value that is wrong', () => {
    for (const other of [[], 'text', 7, new Date(0)])
      expect(isLeft(record(Text).decode(other)), String(other)).true;
    const result = decodeWith(record(Text), { a: 'b', c: 7 }, () => 'map');
    if (!isLeft(result)) throw new Error('decodes');
    expect(result.left.message).equal('map.c: expected a string, got 7');
  });
});
