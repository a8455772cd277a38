import { expect } from 'chai';
import fc from 'fast-check';
import { InvalidInputError } from '../../src/core/errors.js';
import type { Metrics, Step } from '../../src/core/step.js';
import { bestBy } from '../../src/operators/bestBy.js';
import { bestByCost } from '../../src/operators/bestByCost.js';
import { monthlyCostAt } from '../../src/operators/monthlyCostAt.js';
import { holds } from '../support/holds.js';
import { play } from '../support/play.js';
import { pending, priced } from '../support/steps.js';

describe('monthlyCostAt', () => {
  const instance = (MaxInvocations: number, CostPerHour: number, more: Metrics = {}): Step =>
    priced('a', { MaxInvocations, CostPerHour, ...more });
  const ServerlessConfig = { MemorySizeInMB: 1024, MaxConcurrency: 1 };
  const serverless = (MaxInvocations: number, CostPerInference: number, more: Metrics = {}): Step =>
    priced(
      's',
      { MaxInvocations, CostPerInference, ...more },
      { EndpointConfiguration: { EndpointName: 's', VariantName: 'main', ServerlessConfig } },
    );

  it('needs as many instances as the traffic asks for, and pays them by the hour', () => {
    const { of } = monthlyCostAt({ requestsPerMinute: 1_000 });
    expect(of(instance(400, 0.5))).deep.equal({
      instances: 3,
      costPerMonth: 3 * 0.5 * 730,
      spareInvocationsPerMinute: 200,
    });
    expect(of(instance(500, 1))).include({ instances: 2, spareInvocationsPerMinute: 0 });
    expect(of(instance(5_000, 1))).include({ instances: 1, spareInvocationsPerMinute: 4_000 });
  });

  it('keeps headroom free, runs at least so many instances, and counts the hours of a month', () => {
    const { of } = monthlyCostAt({
      requestsPerMinute: 100,
      headroom: 0.1,
      minInstances: 2,
      hoursPerMonth: 100,
    });
    expect(of(instance(50, 1))).deep.equal({
      instances: 3,
      costPerMonth: 300,
      spareInvocationsPerMinute: 50,
    });
    expect(of(instance(500, 1))).deep.equal({
      ...{ instances: 2, costPerMonth: 200, spareInvocationsPerMinute: 900 },
    });
  });

  it('is not misled by decimals: 10 % on top of 100 are 110', () => {
    const { of } = monthlyCostAt({ requestsPerMinute: 100, headroom: 0.1 });
    expect(of(instance(110, 1))).include({ instances: 1 });
    expect(of(instance(55, 1))).include({ instances: 2 });
    expect(of(instance(109.99, 1))).include({ instances: 2 });
  });

  it('pays a serverless endpoint by inference, whatever it could take', () => {
    const { of } = monthlyCostAt({ requestsPerMinute: 100, headroom: 1, minInstances: 5 });
    expect(of(serverless(90, 1e-5))).deep.include({ instances: 3, spareInvocationsPerMinute: 170 });
    expect(of(serverless(90, 1e-5))?.costPerMonth).closeTo(1e-5 * 100 * 60 * 730, 1e-9);
    expect(of(serverless(900, 1e-5))).include({ instances: 1 });
  });

  it('says the concurrency that a serverless endpoint needs, and shares it above the limit of 200', () => {
    const needAt = (requestsPerMinute: number, MaxConcurrency: number): unknown =>
      monthlyCostAt({ requestsPerMinute }).of(
        priced(
          's',
          { MaxInvocations: 100, CostPerInference: 1e-6 },
          {
            EndpointConfiguration: {
              ...{ EndpointName: 's', VariantName: 'main' },
              ServerlessConfig: { MemorySizeInMB: 1024, MaxConcurrency },
            },
          },
        ),
      )?.serverless;
    for (const [times, tested, concurrency, endpoints, concurrencyPerEndpoint] of [
      [1, 10, 10, 1, 10],
      [3, 10, 30, 1, 30],
      [20, 10, 200, 1, 200],
      [21, 10, 210, 2, 105],
      [64, 10, 640, 4, 160],
      [2, 200, 400, 2, 200],
    ] as const)
      expect(needAt(100 * times, tested)).deep.equal({ concurrency, endpoints, concurrencyPerEndpoint });
    expect(monthlyCostAt({ requestsPerMinute: 1 }).of(instance(1, 1))).not.property('serverless');
  });

  /** The step on these instances together. */
  const on = (InitialInstanceCount: number | undefined, metrics: Metrics): Step =>
    priced('a', metrics, {
      EndpointConfiguration: {
        ...{ EndpointName: 'a', VariantName: 'main', InstanceType: 'ml.c5d.xlarge' },
        ...(InitialInstanceCount !== undefined && { InitialInstanceCount }),
      },
    });

  it('divides the figures of several instances by their number', () => {
    // AWS developer guide, "Run a custom load test": 3 x ml.c5d.xlarge.
    const three = on(3, { CostPerHour: 0.69, MaxInvocations: 1_113 });
    for (const [traffic, instances, costPerMonth, spare] of [
      [{ requestsPerMinute: 1_000 }, 3, 503.7, 113],
      [{ requestsPerMinute: 1_200 }, 4, 671.6, 284],
      [{ requestsPerMinute: 1_000, minInstances: 2 }, 3, 503.7, 113],
      [{ requestsPerMinute: 1_000, minInstances: 3 }, 3, 503.7, 113],
      [{ requestsPerMinute: 1_000, minInstances: 6 }, 6, 1_007.4, 1_226],
      [{ requestsPerMinute: 100 }, 1, 167.9, 271],
    ] as const) {
      const cost = monthlyCostAt(traffic).of(three);
      expect(cost?.instances).equal(instances);
      expect(cost?.costPerMonth).closeTo(costPerMonth, 1e-9);
      expect(cost?.spareInvocationsPerMinute).closeTo(spare, 1e-9);
    }
  });

  it('is the same for a step on 1 instance and on n with n times the figures', () => {
    const figure = fc.double({ min: 0.01, max: 1e5, noNaN: true });
    holds(
      fc.property(
        fc.record({
          rpm: figure,
          most: figure,
          hour: figure,
          headroom: fc.double({ min: 0, max: 3, noNaN: true }),
        }),
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 1, max: 20 }),
        ({ rpm, most, hour, headroom }, count, minInstances) => {
          const { of } = monthlyCostAt({ requestsPerMinute: rpm, headroom, minInstances });
          const one = of(on(undefined, { MaxInvocations: most, CostPerHour: hour }))!;
          const all = of(on(count, { MaxInvocations: count * most, CostPerHour: count * hour }))!;
          expect(all.instances).equal(one.instances);
          expect(all.costPerMonth).closeTo(one.costPerMonth, 1e-9 * one.costPerMonth);
          expect(all.spareInvocationsPerMinute).closeTo(
            one.spareInvocationsPerMinute,
            1e-9 * (one.instances * most),
          );
        },
      ),
    );
  });

  it('has no figure for a step that lacks a metric', () => {
    const monthly = monthlyCostAt({ requestsPerMinute: 100 });
    for (const [one, lacks] of [
      [instance(NaN, 1), ['MaxInvocations']],
      [instance(1, NaN, { CostPerInference: 1 }), ['CostPerHour']],
      [serverless(1, NaN, { CostPerHour: 1 }), ['CostPerInference']],
      [serverless(0, 0), ['MaxInvocations', 'CostPerInference']],
      [pending, ['MaxInvocations', 'CostPerHour']],
    ] as const) {
      expect(monthly.of(one)).undefined;
      expect(monthly.missing(one)).deep.equal(lacks);
      expect(play([{ ...one, Status: 'COMPLETED' }], bestBy(monthly)).emitted).deep.equal([]);
    }
  });

  it('finds another instance the cheapest than the price of an inference does', () => {
    const large = instance(60_000, 1.4, { CostPerInference: 0.4e-6 });
    const small = instance(1_500, 0.1, { CostPerInference: 1.1e-6 });
    const quiet = bestBy(monthlyCostAt({ requestsPerMinute: 1_000 }));
    const busy = bestBy(monthlyCostAt({ requestsPerMinute: 50_000 }));
    expect(play([large, small], bestByCost()).emitted.at(-1)).equal(large);
    expect(play([large, small], quiet).emitted.at(-1)).equal(small);
    expect(play([large, small], busy).emitted.at(-1)).equal(large);
  });

  it('always takes the traffic, with no instance too many', () => {
    const number = fc.double({ min: 0.01, max: 1e5, noNaN: true });
    holds(
      fc.property(number, number, fc.double({ min: 0, max: 3, noNaN: true }), (rpm, most, headroom) => {
        const instances =
          monthlyCostAt({ requestsPerMinute: rpm, headroom }).of(instance(most, 1))?.instances ?? 0;
        const demand = rpm * (1 + headroom);
        expect(instances * most).least(demand * (1 - 1e-9));
        if (instances > 1) expect((instances - 1) * most).below(demand);
      }),
    );
  });

  it('checks the traffic at once', () => {
    const wrong: readonly (readonly [traffic: unknown, message: string])[] = [
      [undefined, 'monthlyCostAt.requestsPerMinute: must be a finite number above 0'],
      [{}, 'monthlyCostAt.requestsPerMinute: must be a finite number above 0'],
      [{ requestsPerMinute: 0 }, 'monthlyCostAt.requestsPerMinute: must be a finite number above 0; got 0'],
      [
        { requestsPerMinute: 1, headroom: -0.1 },
        'monthlyCostAt.headroom: must be a finite number, 0 or more',
      ],
      [{ requestsPerMinute: 1, hoursPerMonth: 0 }, 'monthlyCostAt.hoursPerMonth'],
      [{ requestsPerMinute: 1, minInstances: 0 }, 'monthlyCostAt.minInstances: must be a whole number'],
      [{ rpm: 1 }, 'monthlyCostAt.rpm: is not known'],
    ];
    for (const [traffic, message] of wrong)
      expect(() => monthlyCostAt(traffic as never)).throw(InvalidInputError, message);
  });
});
