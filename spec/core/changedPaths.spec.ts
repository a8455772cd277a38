import { expect } from 'chai';
import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { changedPaths } from '../../src/core/changedPaths.js';
import { holds } from '../support/holds.js';
import { pathsOf, replaced } from '../support/paths.js';
import { anyJson, anyStep, fullStep } from '../support/wire.js';

describe('changedPaths', () => {
  it('names what differs, in the order of the fields', () => {
    expect(
      changedPaths({ a: 1, b: { c: 2, d: 3 }, e: 4 }, { a: 9, b: { c: 2, d: 9 }, e: 4, f: 5 }),
    ).deep.equal(['a', 'b.d', 'f']);
  });

  it('names a whole part that was added or removed', () => {
    expect(changedPaths({ a: { b: 1 } }, {})).deep.equal(['a']);
    expect(changedPaths({}, { a: {} })).deep.equal(['a']);
    expect(changedPaths({ a: null }, { a: {} })).deep.equal(['a']);
    expect(changedPaths({ a: {} }, { a: null })).deep.equal(['a']);
    expect(changedPaths({ a: [] }, { a: {} })).deep.equal(['a']);
  });

  it('names items of lists as a fault does', () => {
    expect(changedPaths({ a: [{ b: 1 }, 2] }, { a: [{ b: 2 }, 2, 3] })).deep.equal(['a[0].b', 'a[2]']);
    expect(changedPaths([1], [2])).deep.equal(['[0]']);
  });

  it('finds NaN equal to NaN, equal moments, 0 and -0, undefined and absent', () => {
    expect(
      changedPaths({ a: NaN, b: new Date(5), c: 0, d: undefined }, { a: NaN, b: new Date(5), c: -0 }),
    ).deep.equal([]);
    expect(changedPaths(new Date(NaN), new Date(NaN))).deep.equal([]);
  });

  it('tells apart moments, and a moment from its number', () => {
    expect(changedPaths({ a: new Date(5) }, { a: new Date(6) })).deep.equal(['a']);
    expect(changedPaths({ a: new Date(5) }, { a: 5 })).deep.equal(['a']);
    expect(changedPaths({ a: 5 }, { a: new Date(5) })).deep.equal(['a']);
    expect(changedPaths({ a: new Date(5) }, { a: {} })).deep.equal(['a']);
  });

  it('does not take what an object inherits for a field', () => {
    expect(changedPaths({ toString: undefined }, {})).deep.equal([]);
    expect(changedPaths({}, JSON.parse('{"__proto__": {}}'))).deep.equal(['__proto__']);
  });

  it('names each field of a step that changes, and no other', () => {
    for (const path of pathsOf(fullStep)) {
      const name = path.reduce(
        (at, key) => (/^\d+$/.test(key) ? `${at}[${key}]` : at === '' ? key : `${at}.${key}`),
        '',
      );
      expect(changedPaths(fullStep, replaced(fullStep, path, 'changed'))).deep.equal([name]);
    }
  });

  it('is empty exactly where the two are deeply equal', () => {
    const values = fc.oneof(anyStep, anyJson);
    const pairs = fc.oneof(
      fc.tuple(values, values),
      values.map(one => [one, structuredClone(one)] as const),
      fc.tuple(anyJson, anyJson),
    );
    holds(
      fc.property(pairs, ([before, after]) => {
        expect(changedPaths(before, after).length === 0).equal(isDeepStrictEqual(before, after));
      }),
    );
  });
});
