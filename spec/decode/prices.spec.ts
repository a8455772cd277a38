import { expect } from 'chai';
import { isRight } from 'fp-ts/lib/Either.js';
import { InvalidInputError } from '../../src/core/errors.js';
import { Prices, readPrices } from '../../src/decode/prices.js';

const messageOf = (value: unknown): string => {
  try {
    readPrices(JSON.stringify(value), '--prices');
  } catch (error) {
    expect(error).instanceOf(InvalidInputError).include({ option: '--prices' });
    return (error as Error).message;
  }
  throw new Error('is read');
};

describe('readPrices', () => {
  it('finds a price by instance type, with or without ml.', () => {
    const price = readPrices('{"ml.g6.24xlarge": 8.344, "g5.xlarge": 1.408, "ml.p5.48xlarge": null}');
    const types = ['ml.g6.24xlarge', 'ml.g5.xlarge', 'ml.p5.48xlarge', 'constructor', '__proto__'];
    expect(types.map(price)).deep.equal([8.344, 1.408, undefined, undefined, undefined]);
  });

  it('says what is wrong, all of it', () => {
    expect(messageOf({ 'ml.g5.xlarge': '1.4', g6: 2, 'ml.g6.xlarge': 0 })).equal(
      [
        `--prices: prices.g6: expected an instance type such as 'ml.g6.24xlarge', got "g6"`,
        'prices.ml.g5.xlarge: expected US dollars an hour, a number above 0, got "1.4"',
        'prices.ml.g6.xlarge: expected US dollars an hour, a number above 0, got 0',
      ].join('\n'),
    );
    for (const none of [null, [], 'text', 7])
      expect(messageOf(none)).match(
        /prices: expected prices, an object of US dollars an hour by instance type/,
      );
    expect(messageOf({ 'ml.g5.xlarge': 1, 'g5.xlarge': 2 })).equal(
      '--prices: has two prices for ml.g5.xlarge',
    );
    expect(() => readPrices('{')).throw(InvalidInputError, /^prices: must be JSON, such as/);
  });

  it('takes an empty object, which has no price', () => {
    expect(readPrices('{}')('ml.g5.xlarge')).equal(undefined);
  });
});

describe('Prices', () => {
  it('is itself after a way there and back', () => {
    const prices = { 'ml.g6.24xlarge': 8.344 };
    expect(Prices.parse(prices)).equal(prices);
    expect(Prices.encode(prices)).equal(prices);
    expect(isRight(Prices.decode({ a: 1 }))).equal(false);
  });
});
