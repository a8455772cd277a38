import { SHAPES } from './shapes.js';

/**
 * Converts a wire value to the output form of the AWS SDK for JavaScript: times become `Date`s, `"NaN"` becomes NaN.
 *
 * More tolerant than the SDK: values that don't fit their shape, and unknown members, are left unchanged, so that the
 * decoder of the client has to reject them.
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
