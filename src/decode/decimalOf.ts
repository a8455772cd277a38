/** A decimal number without a sign, as AWS writes figures. */
const DECIMAL = /^\d+(?:\.\d+)?$/;

/**
 * Reads a figure, times a power of ten: text that is a decimal number from its first character to its last, or a finite
 * number of 0 or more. Undefined for anything else: `Number('')` is 0, which would win every latency.
 *
 * The power is applied to the text, so that 0.26955 s are exactly 269.55 ms.
 */
export function decimalOf(value: unknown, exponent = 0): number | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return undefined;
  // A number in scientific notation: 1e-7.
  if (typeof value === 'number' && !DECIMAL.test(text)) return finite(value * 10 ** exponent);
  return DECIMAL.test(text) ? finite(Number(`${text}e${String(exponent)}`)) : undefined;
}

const finite = (value: number): number | undefined => (value >= 0 && value < Infinity ? value : undefined);
