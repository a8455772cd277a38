import { expect } from 'chai';
import { amount, dollars, perInference, perMillion, priceText, spent } from '../../src/words/money.js';
import { priced } from '../support/steps.js';

describe('money in words', () => {
  for (const [text, expected] of [
    [dollars(0.204), '$0.204'],
    [dollars(1.151), '$1.15'],
    [dollars(1_240.4), '$1,240'],
    [dollars(NaN), 'n/a'],
    [spent(0), '$0.00'],
    [spent(1_234.5), '$1,234.50'],
    [amount(12.344), '12.34'],
    [amount(0.0456), '0.046'],
    [amount(undefined), 'n/a'],
  ] as const)
    it(expected, () => {
      expect(text).equal(expected);
    });

  it('is for a million inferences', () => {
    expect(perMillion(0.000_002)).equal(2);
    expect([undefined, NaN, 0].map(perMillion)).deep.equal([undefined, undefined, undefined]);
    expect(perInference(2)).equal(0.000_002);
  });

  it('is in a sentence with what a step takes for it', () => {
    const metrics = { CostPerInference: 0.000_001, MaxInvocations: 600, ModelLatency: 11 };
    expect(priceText(priced('a', { ...metrics, CostPerHour: 0.5 }))).equal(
      '$1.00 for a million inferences, $0.500 an hour, 600 invocations a minute at 11 ms',
    );
  });

  it('leaves out what was not measured, and says so', () => {
    const texts: readonly (readonly [metrics: object, text: string])[] = [
      [
        { CostPerInference: 0.000_001, MaxInvocations: 600, ModelLatency: 11 },
        '$1.00 for a million inferences, 600 invocations a minute at 11 ms; AWS gave no CostPerHour',
      ],
      [
        { CostPerHour: 0.5, CostPerInference: NaN, ModelLatency: 11 },
        '$0.500 an hour, 11 ms; AWS gave no CostPerInference, no MaxInvocations',
      ],
      [{}, 'nothing measured: AWS gave no metrics'],
    ];
    for (const [metrics, text] of texts) expect(priceText(priced('a', metrics))).equal(text);
  });

  it('misses no price of an hour where a serverless endpoint is paid by inference', () => {
    const ServerlessConfig = { MemorySizeInMB: 2048, MaxConcurrency: 5 };
    const EndpointConfiguration = { EndpointName: 's', VariantName: 'main', ServerlessConfig };
    const metrics = { CostPerInference: 0.000_001, MaxInvocations: 600, ModelLatency: 11 };
    expect(priceText(priced('s', metrics, { EndpointConfiguration }))).equal(
      '$1.00 for a million inferences, 600 invocations a minute at 11 ms',
    );
  });
});
