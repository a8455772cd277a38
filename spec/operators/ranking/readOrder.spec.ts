import { expect } from 'chai';
import { contramap, fromCompare, getMonoid, reverse, type Ord } from 'fp-ts/lib/Ord.js';
import * as N from 'fp-ts/lib/number.js';
import * as S from 'fp-ts/lib/string.js';
import { InvalidInputError } from '../../../src/core/errors.js';
import type { Metrics, Step } from '../../../src/core/step.js';
import { monthlyCostAt } from '../../../src/operators/monthlyCostAt.js';
import { ascending, type Candidate, type StepOrder } from '../../../src/operators/ranking/order.js';
import { checkOrder, readOrder } from '../../../src/operators/ranking/readOrder.js';
import { thrown } from '../../support/failure.js';
import { priced, step } from '../../support/steps.js';

describe('checkOrder', () => {
  it('has the right call in its error where it gets the name of a metric', () => {
    const message = (order: unknown): string =>
      (thrown(() => checkOrder('bestBy', order as StepOrder)) as Error).message;
    expect(message('CostPerHour')).equal("bestBy: must be an order: write ascending('CostPerHour')");
    expect(message('MaxInvocations')).equal("bestBy: must be an order: write descending('MaxInvocations')");
    expect(message('Price')).match(/^bestBy: must be an Ord of fp-ts, .*; got "Price"$/);
  });
});

describe('readOrder', () => {
  const latency = contramap((metrics: Metrics) => metrics.ModelLatency ?? Infinity)(N.Ord);
  const perInvocation = contramap(
    (one: Step) =>
      (one.InferenceBenchmark?.Metrics?.CostPerHour ?? NaN) /
      (one.InferenceBenchmark?.Metrics?.MaxInvocations ?? NaN),
  )(N.Ord);
  const concat = (a: Ord<Candidate>, b: Ord<Candidate>): Ord<Candidate> =>
    getMonoid<Candidate>().concat(a, b);

  /** What a step without any metric lacks. */
  const needs = (order: StepOrder): readonly unknown[] => readOrder(order).missing(step('a'));

  it('finds the metrics that an order reads, at hand or within the step', () => {
    expect(needs(latency)).deep.equal(['ModelLatency']);
    expect(needs(reverse(latency))).deep.equal(['ModelLatency']);
    expect(needs(perInvocation)).deep.equal(['CostPerHour', 'MaxInvocations']);
    expect(needs(contramap((one: Step) => one.JobName)(S.Ord))).deep.equal([]);
  });

  it('finds those of an order that only looks at them after a tie', () => {
    expect(needs(concat(latency, ascending('CostPerInference')))).deep.equal([
      'CostPerInference',
      'ModelLatency',
    ]);
  });

  it('finds what an order reads of serverless endpoints, where that differs', () => {
    const order = concat(monthlyCostAt({ requestsPerMinute: 60 }), latency);
    const { missing } = readOrder(order);
    const ServerlessConfig = { MemorySizeInMB: 1024, MaxConcurrency: 1 };
    const EndpointConfiguration = { EndpointName: 'a', VariantName: 'main', ServerlessConfig };
    expect(missing(step('a', { EndpointConfiguration }))).deep.equal([
      ...['CostPerInference', 'MaxInvocations', 'ModelLatency'],
    ]);
    expect(missing(step('a'))).deep.equal(['CostPerHour', 'MaxInvocations', 'ModelLatency']);
  });

  it('calls a metric missing that is absent, NaN, infinite, zero or negative', () => {
    const { missing } = readOrder(latency);
    for (const ModelLatency of [undefined, NaN, Infinity, -Infinity, 0, -1])
      expect(missing(priced('a', { ...(ModelLatency !== undefined && { ModelLatency }) }))).length(1);
    expect(missing(priced('a', { ModelLatency: 1 }))).deep.equal([]);
  });

  it('shows the metrics beside the fields of the step', () => {
    const one = priced('a', { ModelLatency: 7 });
    expect(readOrder(latency).view(one)).include({ ModelLatency: 7, Status: 'COMPLETED', JobName: 'job' });
    expect(readOrder(latency).view(step('b'))).include({ Status: 'COMPLETED' });
  });

  it('trusts an order that declares its metrics, and copies no step for it', () => {
    const order = ascending('ModelLatency');
    const one = priced('a', 1);
    expect(readOrder(order).view(one)).equal(one);
    expect(readOrder({ ...order, missing: () => ['CostPerHour'] }).missing(one)).deep.equal(['CostPerHour']);
  });

  it('fails with what the order throws', () => {
    const error = new Error('of the order');
    const throws = fromCompare<Candidate>(() => {
      throw error;
    });
    expect(() => readOrder(throws)).throw(error);
  });

  it('refuses what is no order', () => {
    const { missing, ...order } = ascending('ModelLatency');
    expect(checkOrder('x', order)).equal(order);
    expect(missing).a('function');
    for (const wrong of [
      undefined,
      null,
      'latency',
      5,
      {},
      { compare: 1, equals: 1 },
      { ...order, missing: 1 },
    ])
      expect(() => checkOrder('bestBy', wrong as never)).throw(
        InvalidInputError,
        /^bestBy: must be an Ord of fp-ts, such as ascending\('ModelLatency'\); got /,
      );
  });
});
