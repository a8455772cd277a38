import * as t from 'io-ts';
import { InvalidInputError } from '../core/errors.js';
import { Codec, FAILED, leaf } from './codec.js';
import { decodeWith } from './decodeWith.js';
import { record } from './record.js';

/** US dollars an hour of one instance, by instance type. */
export type Prices = Readonly<Record<string, number>>;

const Price: Codec<number, number> = leaf(
  'US dollars an hour, a number above 0',
  value => (typeof value === 'number' && value > 0 && value < Infinity ? value : FAILED),
  value => value,
);
const InstanceType: Codec<string, string> = leaf(
  "an instance type such as 'ml.g6.24xlarge'",
  value => (typeof value === 'string' && /^(?:ml\.)?(?!ml\.)[\w-]+\.[\w-]+$/.test(value) ? value : FAILED),
  value => value,
);
const byName = record(Price);

/**
 * Prices of instances: `{ "ml.g6.24xlarge": 8.344 }`, US dollars an hour of one instance, by instance type with or without
 * `ml.`; the wire form is the same.
 */
export const Prices: Codec<Prices, Prices> = new Codec<Prices, Prices>(
  'prices, an object of US dollars an hour by instance type',
  value => {
    const prices = byName.parse(value);
    return prices !== FAILED && Object.keys(prices).every(type => InstanceType.is(type)) ? prices : FAILED;
  },
  (value, context) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [{ value, context }];
    const names = Object.keys(value)
      .filter(type => !InstanceType.is(type))
      .map(type => ({ value: type, context: t.appendContext(context, type, InstanceType, type) }));
    const prices = byName.validate(value, context);
    return [...names, ...(prices._tag === 'Left' ? prices.left : [])];
  },
  value => value,
);

/**
 * Reads a file of prices, and returns the function that `pricePerHour` takes.
 *
 * Fails with `InvalidInputError`, whose option is `name`, where the text is no JSON, and where it isn't an object of prices:
 * the message then has every fault. A type without a price, or with null, has none.
 *
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { bestByCost, readPrices } from 'stepstream';
 *
 * const pricePerHour = readPrices(await readFile('prices.json', 'utf8'), 'prices.json');
 * const cheapest = bestByCost({ pricePerHour });
 * ```
 */
export function readPrices(text: string, name = 'prices'): (instanceType: string) => number | undefined {
  const decoded = decodeWith(Prices, parsed(text, name), () => 'prices');
  if (decoded._tag === 'Left') {
    throw new InvalidInputError(name, decoded.left.message, { cause: decoded.left });
  }
  const entries = Object.entries(decoded.right);
  const prices = new Map(entries.map(([type, price]) => [bare(type), price]));
  const twice = entries.find(([type, price]) => prices.get(bare(type)) !== price);
  if (twice !== undefined) throw new InvalidInputError(name, `has two prices for ml.${bare(twice[0])}`);
  return type => prices.get(bare(type));
}

const bare = (type: string): string => type.replace(/^ml\./, '');

function parsed(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidInputError(name, 'must be JSON, such as { "ml.g6.24xlarge": 8.344 }', { cause });
  }
}
