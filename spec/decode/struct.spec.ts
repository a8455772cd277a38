import { expect } from 'chai';
import { isRight, left, right } from 'fp-ts/lib/Either.js';
import { decodeWith } from '../../src/decode/decodeWith.js';
import { Numeric, Text, type WireNumber } from '../../src/decode/primitives.js';
import { struct } from '../../src/decode/struct.js';

interface Point {
  readonly x: number;
  readonly label?: string;
  readonly weight?: number;
}
interface WirePoint {
  readonly x: WireNumber;
  readonly label?: string;
  readonly weight?: WireNumber;
}
const Point = struct<Point, WirePoint>('a point', { x: Numeric }, { label: Text, weight: Numeric });

describe('struct', () => {
  const message = (value: unknown): string => {
    const result = decodeWith(Point, value, () => 'p');
    return isRight(result) ? 'decodes' : result.left.message;
  };

  it('decodes and encodes each field, and keeps the others', () => {
    const wire = Object.freeze({ x: 'NaN', weight: 2, more: 'NaN' });
    const point = { x: NaN, weight: 2, more: 'NaN' };
    expect(Point.decode(wire)).deep.equal(right(point));
    expect(Point.encode(Object.freeze(point))).deep.equal(wire);
  });

  it('copies nothing that needs no change, either way', () => {
    for (const point of [{ x: 1 }, { x: 1, label: undefined, weight: 5 }]) {
      expect(Point.parse(point)).equal(point);
      expect(Point.is(point)).true;
      expect(Point.encode(point)).equal(point);
    }
  });

  it('drops an optional field that is null, and keeps one that is undefined', () => {
    const wire = Object.freeze({ x: 1, label: null, weight: undefined });
    expect(Point.decode(wire)).deep.equal(right({ x: 1, weight: undefined }));
    expect(Point.decode({ x: 'NaN', label: null, weight: null })).deep.equal(right({ x: NaN }));
    expect(Point.is(wire)).false;
  });

  it('reports every fault', () => {
    expect(message({ x: null, label: 5, weight: 'x' })).equal(
      'p.x: expected a number or "NaN", got null\n' +
        'p.label: expected a string, got 5\n' +
        'p.weight: expected a number or "NaN", got "x"',
    );
    expect(message({ label: null })).equal('p.x: expected a number or "NaN", got nothing');
  });

  it('is an object, not a list, a Date, a function or null', () => {
    for (const value of [null, undefined, 5, 'x', [], new Date(), () => 0])
      expect(message(value)).match(/^p: expected a point, got /);
  });

  it('does not follow a field named __proto__', () => {
    const wire = JSON.parse('{"x": "NaN", "__proto__": {"label": 5}}') as unknown;
    const decoded = Point.decode(wire);
    expect(isRight(decoded)).true;
    expect(decoded).nested.property('right.x').NaN;
    expect(decoded).not.deep.equal(left([]));
    expect(Reflect.ownKeys((decoded as { right: object }).right)).deep.equal(['x', '__proto__']);
    expect(Reflect.getPrototypeOf((decoded as { right: object }).right)).equal(Object.prototype);
  });
});
