import { expect } from 'chai';

/** As `expect(value, message).equal(expected)`, which is made only where it fails: for what is checked thousands of times. */
export function same(value: unknown, expected: unknown, message?: string): void {
  if (value !== expected) expect(value, message).equal(expected);
}
