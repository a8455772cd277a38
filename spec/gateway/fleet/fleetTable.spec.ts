import { expect } from 'chai';
import type { WatchedJob, WatchEvent } from '../../../src/core/event.js';
import type { FleetRow } from '../../../src/core/fleet.js';
import type { Step } from '../../../src/core/step.js';
import { FleetTable } from '../../../src/gateway/fleet/fleetTable.js';
import { choose } from '../../../src/page/choice.js';
import { priced, step } from '../../support/steps.js';

const NOW = Date.UTC(2026, 0, 15, 9);
const MINUTE = 60_000;
const at = (minutes: number): Date => new Date(NOW + minutes * MINUTE);

const job = (jobName: string, said: Partial<WatchedJob> = {}): WatchEvent => ({
  type: 'job',
  jobName,
  job: { JobName: jobName, Status: 'IN_PROGRESS', CreationTime: at(-40), ...said },
});
const added = (jobName: string, key: string, one: Step): WatchEvent => ({
  ...{ type: 'step', jobName, change: 'added', key, step: { ...one, JobName: jobName }, changed: [] },
});
const synced = (jobName: string): WatchEvent => ({ type: 'synced', jobName });
const done = (jobName: string, Status = 'COMPLETED', end = 0): WatchEvent => ({
  type: 'done',
  jobName,
  job: { JobName: jobName, Status, CreationTime: at(-40), CompletionTime: at(end) },
});
const failed = (FailureReason: string): Step => step('x', { Status: 'FAILED', FailureReason });

describe('FleetTable', () => {
  const rowsOf = (table: FleetTable): readonly FleetRow[] => [...table.rowsAt(NOW).values()];
  const taking = (...events: readonly WatchEvent[]): FleetTable => {
    const table = new FleetTable();
    for (const event of events) table.take(event, NOW);
    return table;
  };

  it('sums a job up once every test is known: progress, end, best, failures', () => {
    const table = taking(
      job('j', { InputConfig: { ResourceLimit: { MaxNumberOfTests: 8 } } }),
      added('j', 'a', priced('a', 4e-7)),
      added('j', 'b', priced('b', 3e-7)),
      added('j', 'c', failed('OutOfMemoryError: killed')),
    );
    expect(rowsOf(table)).deep.equal([{ jobName: 'j', status: 'IN_PROGRESS', createdAt: at(-40) }]);
    table.take(added('j', 'd', failed('CapacityError: none')), NOW);
    table.take(added('j', 'e', failed('OutOfMemoryError: again')), NOW);
    table.take(synced('j'), NOW);
    const [row] = rowsOf(table);
    expect(row).include({ jobName: 'j', done: 5, total: 8 });
    expect(row?.best).deep.equal({ label: 'ml.c5.large', metric: 'CostPerInference', value: 3e-7 });
    expect(row?.failures).deep.equal([
      { cause: 'outOfMemory', count: 2 },
      { cause: 'capacity', count: 1 },
    ]);
    expect(row?.endsAt?.getTime()).above(NOW);
  });

  it('names of equally cheap tests the quickest, as the page of the job does', () => {
    const test = (InstanceType: string, ModelLatency: number): Step =>
      priced(
        InstanceType,
        { CostPerInference: 3e-7, ModelLatency },
        { EndpointConfiguration: { EndpointName: InstanceType, VariantName: 'main', InstanceType } },
      );
    const tests = [test('ml.slow', 90), test('ml.quick', 10), test('ml.middle', 50)];
    const table = taking(job('j'), ...tests.map((one, i) => added('j', String(i), one)), synced('j'));
    expect(rowsOf(table)[0]?.best?.label).equal('ml.quick');
    expect(choose(tests, {}).ranked[0]).equal(tests[1]);
  });

  it('tells the time to go by the service’s clock, where this machine’s is behind', () => {
    const times = { InvocationStartTime: at(-30), InvocationEndTime: at(-10) };
    const events = [
      job('j', { LastModifiedTime: at(0), InputConfig: { ResourceLimit: { MaxNumberOfTests: 8 } } }),
      added('j', 'a', priced('a', 3e-7, times)),
      synced('j'),
    ];
    const leftAt = (now: number): number => {
      const table = new FleetTable();
      for (const event of events) table.take(event, now);
      return table.rowsAt(now).get('j')!.endsAt!.getTime() - now;
    };
    expect(leftAt(NOW)).above(MINUTE);
    expect(leftAt(NOW - 20 * MINUTE)).equal(leftAt(NOW));
  });

  it('makes the same object of a job of which nothing is new, and another one where the best gets worse', () => {
    const table = taking(job('j'), added('j', 'a', priced('a', 3e-7)), synced('j'));
    const [before] = rowsOf(table);
    expect(rowsOf(table)[0]).equal(before);
    table.take({ ...added('j', 'a', priced('a', 5e-7)), change: 'updated' } as WatchEvent, NOW);
    expect(rowsOf(table)[0]?.best?.value).equal(5e-7);
  });

  it('counts a job whose tests run as running, though the list still says that it waits', () => {
    const table = taking(job('j', { Status: 'PENDING' }), synced('j'));
    expect(rowsOf(table)[0]?.status).equal('PENDING');
    table.take(added('j', 'a', step('a', { Status: 'IN_PROGRESS' })), NOW);
    expect(rowsOf(table)[0]?.status).equal('IN_PROGRESS');
  });

  it('says since when a job is stale, until it is fresh or done', () => {
    const table = taking(job('j'), { type: 'stale', jobName: 'j', ageMs: 5 * MINUTE, cause: undefined });
    expect(rowsOf(table)[0]?.staleSince).deep.equal(at(-5));
    table.take({ type: 'fresh', jobName: 'j' }, NOW);
    expect(rowsOf(table)[0]).not.have.property('staleSince');
  });

  it('keeps the twenty jobs that ended last, with their figures, and none that was deleted', () => {
    const table = new FleetTable();
    for (let i = 0; i < 25; i += 1) {
      table.take(job(`j${String(i)}`), NOW);
      table.take(synced(`j${String(i)}`), NOW);
      table.take(done(`j${String(i)}`, 'COMPLETED', i), NOW);
    }
    table.take(job('gone'), NOW);
    table.take(done('gone', 'DELETED', 30), NOW);
    expect(rowsOf(table).map(({ jobName }) => jobName)).deep.equal(
      Array.from({ length: 20 }, (_, i) => `j${String(i + 5)}`),
    );
    expect(rowsOf(table)[0]).include({ status: 'COMPLETED', done: 0, total: 0 });
  });

  it('is complete once each job that was listed as running has told of itself', () => {
    const table = new FleetTable();
    table.list([
      { JobName: 'runs', Status: 'IN_PROGRESS' },
      // A fleet leaves out the benchmarks with which a recommendation job tests its candidates.
      { JobName: 'ai-benchmark-job/ai-rec-chat-1', Status: 'IN_PROGRESS' },
      { JobName: 'ai-benchmark-job/ai-rec-chat-2', Status: 'COMPLETED' },
      { JobName: 'ended', Status: 'COMPLETED', CreationTime: at(-90), CompletionTime: at(-30) },
    ]);
    table.listed();
    expect([table.isComplete, rowsOf(table).map(({ jobName }) => jobName)]).deep.equal([false, ['ended']]);
    table.take(job('runs'), NOW);
    expect([table.isComplete, rowsOf(table).length]).deep.equal([true, 2]);
  });

  it('shows what another gateway knew of a job until its tests are known, and never of an earlier job of its name', () => {
    const known: FleetRow = { jobName: 'j', status: 'IN_PROGRESS', createdAt: at(-40), done: 7, total: 9 };
    for (const [created, done] of [
      [-40, 7],
      [-2, undefined],
    ] as const) {
      const table = new FleetTable(new Map([['j', known]]));
      table.take(job('j', { CreationTime: at(created) }), NOW);
      expect(rowsOf(table)[0]?.done).equal(done);
      table.take(synced('j'), NOW);
      expect(rowsOf(table)[0]?.done).equal(0);
    }
  });

  it('keeps the total that another gateway knew, and the end by it, until the job is described', () => {
    const known: FleetRow = {
      jobName: 'j',
      status: 'IN_PROGRESS',
      createdAt: at(-40),
      total: 8,
      endsAt: at(30),
    };
    const table = new FleetTable(new Map([['j', known]]));
    for (const one of [job('j'), added('j', 'a', step('a')), synced('j')]) table.take(one, NOW);
    expect(rowsOf(table)[0]).deep.include({ done: 1, total: 8, endsAt: at(30) });
    table.nextToDescribe?.learn({ ResourceLimit: { MaxNumberOfTests: 9 } });
    table.touch('j');
    expect(rowsOf(table)[0]).include({ done: 1, total: 9 });
  });

  it('asks for the input of classic jobs alone, once for each that runs', () => {
    const table = taking(job('ai-benchmark-job/b'), job('j'), job('known', { InputConfig: {} }));
    expect(table.nextToDescribe?.jobName).equal('j');
    table.nextToDescribe!.isDescribed = true;
    expect(table.nextToDescribe).equal(undefined);
  });

  it('takes the best of an AI job by its target, and counts its recommendations', () => {
    const name = 'ai-recommendation-job/r';
    const figures = { TimeToFirstToken: { p50: 200 }, OutputTokenThroughput: { avg: 1_500 } };
    const quick = { TimeToFirstToken: { p50: 90 }, OutputTokenThroughput: { avg: 700 } };
    const bestBy = (Metric: string): unknown => {
      const PerformanceTarget = { Constraints: [{ Metric }] };
      const table = taking(
        job(name, { AIRecommendationJob: { PerformanceTarget } as never }),
        added(name, 'a', { ...step('a'), figures }),
        added(name, 'b', { ...step('b'), figures: quick }),
        synced(name),
      );
      const [row] = rowsOf(table);
      expect(row).include({ results: 2 }).not.have.property('done');
      return [row?.best?.metric, row?.best?.value];
    };
    expect(bestBy('ttft-ms')).deep.equal(['TimeToFirstToken', 90]);
    expect(bestBy('cost')).deep.equal(['OutputTokenThroughput', 1_500]);
  });
});
