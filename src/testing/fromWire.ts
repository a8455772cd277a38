import { SHAPES } from './shapes.js';

/**
 * A wire value in the form in which the AWS SDK for JavaScript gives it: times become `Date`s, `"NaN"`
 * becomes NaN.
 *
 * More forgiving than the SDK: what doesn't fit its shape, and members that the shape doesn't know, stay
 * as they came, so that a decoder behind it has something to judge.
 */
export function fromWire(shapeName: string, value: unknown): unknown {
  const shape = SHAPES[shapeName];
  if (shape === undefined || value === null || value === undefined) return value;
  switch (shape.type) {
    case 'timestamp':
      return typeof value === 'number' ? new Date(Math.round(value * 1000)) : value;
    case 'float':
      return typeof value === 'string' && /^(NaN|-?Infinity)$/.test(value) ? Number(value) : value;
    case 'list':
      return Array.isArray(value) ? value.map(item => fromWire(shape.member ?? '', item)) : value;
    case 'structure':
      if (typeof value !== 'object' || Array.isArray(value)) return value;
      return Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [name, fromWire(shape.members?.[name] ?? '', inner)]),
      );
    default:
      return value;
  }
}
