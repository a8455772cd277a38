import { expect } from 'chai';
import fc from 'fast-check';
import { fromCompare } from 'fp-ts/lib/Ord.js';
import type { JobEvent, WatchEvent } from '../../src/core/event.js';
import type { Metrics, Step } from '../../src/core/step.js';
import { bestBy } from '../../src/operators/bestBy.js';
import { ascending, type Candidate } from '../../src/operators/ranking/order.js';
import { stopWhenDecided, type DecideOptions } from '../../src/operators/stopWhenDecided.js';
import { checkEventOperator } from '../support/eventOperator.js';
import { thrown } from '../support/failure.js';
import { holds } from '../support/holds.js';
import { play } from '../support/play.js';
import { change, jobChanged, page, synced } from '../support/steps.js';

const byHour = ascending('CostPerHour');
const byInference = ascending('CostPerInference');

/** The job, which may run so many tests. */
const allows = (MaxNumberOfTests?: number, Endpoints: readonly object[] = []): JobEvent => ({
  type: 'job',
  jobName: 'job',
  job: {
    JobName: 'job',
    Status: 'IN_PROGRESS',
    InputConfig: {
      ...(MaxNumberOfTests !== undefined && { ResourceLimit: { MaxNumberOfTests } }),
      Endpoints,
    },
  },
});

/** A step on an instance of this type. */
function on(endpoint: string, InstanceType: string, Status: string, Metrics?: Metrics, count = 1): Step {
  const EndpointConfiguration = {
    EndpointName: endpoint,
    VariantName: 'main',
    InstanceType,
    InitialInstanceCount: count,
  };
  const InferenceBenchmark = { EndpointConfiguration, ModelConfiguration: {}, ...(Metrics && { Metrics }) };
  return { StepType: 'BENCHMARK', JobName: 'job', Status, InferenceBenchmark };
}

const added = (step: Step): WatchEvent => change('added', step);
const updated = (step: Step): WatchEvent => change('updated', step);

/** How many of the events pass, and whether the stream ends with the last of them. */
function decide(events: readonly WatchEvent[], order = byHour, options?: DecideOptions): number | 'never' {
  const { emitted, completed, error } = play([...events, jobChanged], stopWhenDecided(order, options));
  if (error !== undefined) throw error;
  expect(completed).equal(true);
  return emitted.length > events.length ? 'never' : emitted.length;
}

const cheap = on('a', 'small', 'COMPLETED', { CostPerHour: 0.1, CostPerInference: 0.01 });
const dear = on('b', 'large', 'COMPLETED', { CostPerHour: 0.4, CostPerInference: 0.02 });
const running = on('c', 'large', 'IN_PROGRESS');

describe('stopWhenDecided', () => {
  checkEventOperator(() => stopWhenDecided(byHour), { event: jobChanged, result: jobChanged });

  it('counts a step that failed without an endpoint, and the one that was tried in its place, as one test', () => {
    const failed = change(
      'added',
      {
        StepType: 'BENCHMARK',
        JobName: 'job',
        Status: 'FAILED',
        InferenceBenchmark: { ModelConfiguration: {} },
      },
      { key: 'failed#0' },
    );
    expect(decide([allows(2), failed, added(cheap), synced])).equal('never');
    expect(decide([allows(2), failed, added(cheap), added(dear), synced])).equal(5);
    expect(decide([allows(1), failed, synced])).equal(3);
  });

  it('ends when every possible test has ended', () => {
    const events = [allows(2), added(cheap), added(on('c', 'x', 'PENDING')), synced];
    expect(decide(events)).equal('never');
    expect(decide([...events, updated(on('c', 'x', 'FAILED'))])).equal(5);
  });

  it('does not end before the first sweep is through', () => {
    expect(decide([allows(1), added(cheap)])).equal('never');
    expect(decide([allows(1), added(cheap), synced])).equal(3);
  });

  it('does not end while further tests are possible', () => {
    expect(decide([allows(3), added(cheap), added(dear), synced])).equal('never');
    expect(decide([allows(undefined), added(cheap), synced])).equal('never');
    expect(decide([allows(1, [{ EndpointName: 'mine' }]), added(cheap), synced])).equal('never');
  });

  it('counts a step no more that is removed', () => {
    expect(decide([allows(2), added(cheap), added(dear), change('removed', dear), synced])).equal('never');
  });

  it('takes the number of tests from the caller, where given', () => {
    expect(decide([allows(undefined), added(cheap), synced], byHour, { tests: 1 })).equal(3);
    expect(decide([allows(1), added(cheap), synced], byHour, { tests: 2 })).equal('never');
  });

  it('ends while a test runs whose price is known to be higher', () => {
    expect(decide([allows(3), added(cheap), added(dear), added(running), synced])).equal(5);
  });

  it('continues while a test runs whose price is not known', () => {
    expect(decide([allows(3), added(cheap), added(dear), added(on('c', 'other', 'PENDING')), synced])).equal(
      'never',
    );
    const two = on('c', 'large', 'IN_PROGRESS', undefined, 2);
    expect(decide([allows(3), added(cheap), added(dear), added(two), synced])).equal('never');
  });

  it('continues while a test runs on the instance type of the best one, if its key arrived first: it would win the tie', () => {
    const tied = on('c', 'small', 'IN_PROGRESS');
    expect(decide([allows(2), added(tied), added(cheap), synced])).equal('never');
    expect(decide([allows(2), added(cheap), added(tied), synced])).equal(4);
  });

  it('continues where the order reads an unknown metric', () => {
    expect(decide([allows(3), added(cheap), added(dear), added(running), synced], byInference)).equal(
      'never',
    );
  });

  it('trusts the best metrics that the caller gives for a running test', () => {
    const events = [allows(3), added(cheap), added(dear), added(running), synced];
    const atBest = (CostPerInference: number): DecideOptions => ({ atBest: () => ({ CostPerInference }) });
    expect(decide(events, byInference, atBest(0.011))).equal(5);
    expect(decide(events, byInference, atBest(0.009))).equal('never');
    expect(decide(events, byInference, atBest(NaN))).equal('never');
  });

  it('does not end without a best one while a test runs', () => {
    const unpriced = on('b', 'large', 'FAILED', { CostPerHour: 0.4 });
    expect(decide([allows(2), added(unpriced), added(running), synced])).equal('never');
  });

  it('looks only at steps within the bounds', () => {
    const slow = on('a', 'small', 'COMPLETED', { CostPerHour: 0.1, ModelLatency: 900 });
    const events = [allows(2), added(slow), added(on('c', 'small', 'IN_PROGRESS')), synced];
    expect(decide(events)).equal(4);
    expect(decide(events, byHour, { bounds: { maxLatencyMs: 100 } })).equal('never');
    expect(decide(events, byHour, { bounds: { maxCostPerHour: 0.05 } })).equal(4);
  });

  it('reads any order over metrics', () => {
    const order = fromCompare<Candidate>((a, b) =>
      a.CostPerHour! < b.CostPerHour! ? -1 : a.CostPerHour! > b.CostPerHour! ? 1 : 0,
    );
    const { emitted } = play(
      [allows(3), added(cheap), added(dear), added(running), synced, jobChanged],
      stopWhenDecided(order),
    );
    expect(emitted).length(5);
  });

  it('is never wrong: however the job continues, the best step is the one that it ended with', () => {
    const types = ['small', 'large', 'other'] as const;
    const price = { small: 0.1, large: 0.4, other: 0.05 };
    const one = fc.record({ type: fc.constantFrom(...types), ended: fc.boolean(), fails: fc.boolean() });
    let early = 0;
    holds(
      fc.property(fc.array(one, { minLength: 1, maxLength: 5 }), fc.nat(1), (tests, more) => {
        const ends = tests.map(({ type, fails }, i) =>
          on(
            String(i),
            type,
            fails ? 'FAILED' : 'COMPLETED',
            fails ? undefined : { CostPerHour: price[type] },
          ),
        );
        const begun = tests.map(({ type, ended }, i) =>
          ended ? ends[i]! : on(String(i), type, 'IN_PROGRESS'),
        );
        const events = [allows(tests.length + more), ...begun.map(added), synced];
        const { emitted } = play([...events, jobChanged], stopWhenDecided(byHour));
        if (emitted.length > events.length) return;
        if (begun.some(({ Status }) => Status === 'IN_PROGRESS')) early++;
        const best = (steps: readonly WatchEvent[]): unknown => play(steps, bestBy(byHour)).emitted.at(-1);
        expect(best([...events, ...ends.map(updated)])).deep.equal(best(events));
      }),
    );
    expect(early).above(0);
  });

  it('is for the events of one job', () => {
    const other: WatchEvent = { ...synced, jobName: 'other' };
    expect(play([synced, other], stopWhenDecided(byHour)).error).include({ code: 'INVALID_INPUT' });
    expect(play([page([cheap])], stopWhenDecided(byHour)).error).include({ code: 'INVALID_INPUT' });
  });

  it('refuses at once what is no order and no option', () => {
    expect(thrown(() => stopWhenDecided({} as never))).include({ option: 'stopWhenDecided' });
    const options = (given: object) => thrown(() => stopWhenDecided(byHour, given));
    expect(options({ tests: 1.5 })).include({ option: 'stopWhenDecided.tests' });
    expect(options({ atBest: 3 })).include({ option: 'stopWhenDecided.atBest' });
    expect(options({ bounds: { maxLatencyMs: -1 } })).include({
      option: 'stopWhenDecided.bounds.maxLatencyMs',
    });
    expect(options({ soon: true })).include({ option: 'stopWhenDecided.soon' });
  });

  it('hands on what atBest throws', () => {
    const error = new Error('mine');
    const atBest = (): never => {
      throw error;
    };
    expect(play([allows(1), added(running), synced], stopWhenDecided(byHour, { atBest })).error).equal(error);
  });
});
