import { expect } from 'chai';
import { AccessDeniedError, ThrottledError } from '../../../src/core/errors.js';
import type { WatchEvent } from '../../../src/core/event.js';
import { activityLine } from '../../../src/cli/watch/activityLine.js';
import { jobTrackers } from '../../../src/cli/watch/jobTrackers.js';
import { change, priced, step, synced } from '../../support/steps.js';
import { cheap, done, failed, half, trackersAfter, loaded, minute, running } from './support.js';

/** The lines of the last of these events, twenty minutes after the job began. */
function linesOf(...events: readonly WatchEvent[]): readonly string[] {
  const { news, viewOf } = trackersAfter(events);
  return news.at(-1)!.map(activity => activityLine(activity, viewOf('job', minute(20).getTime())));
}

const on = (InstanceType: string): object => ({
  EndpointConfiguration: { EndpointName: InstanceType, VariantName: 'main', InstanceType },
});

describe('the line of an activity', () => {
  it('tells of the status of the job, once', () => {
    expect(linesOf(half[0]!)).deep.equal(['job: IN_PROGRESS']);
    expect(linesOf(half[0]!, { type: 'job', jobName: 'job', job: { ...running, RoleArn: 'r' } })).empty;
  });

  it('sums up what there was before, and tells of what has failed and of the best', () => {
    expect(linesOf(...half.slice(0, 4))).empty;
    expect(linesOf(...half.slice(0, 5))).deep.equal([
      'job: 3 steps: 1 COMPLETED, 1 FAILED, 1 IN_PROGRESS; 20 min so far, about 2 h to go; $1.00 spent',
      'job: FAILED ml.c5.large: no; memory',
      'job: best so far: ml.g5.large A: $20.00 for a million inferences, $6.000 an hour, 4000 invocations a minute at 9 ms',
    ]);
    expect(linesOf(synced)).deep.equal(['job: no tests so far']);
    const waiting = ['a', 'b'].map(name => change('added', step(name, { Status: 'PENDING' })));
    expect(linesOf(...waiting, synced)).deep.equal(['job: 2 tests, none has started']);
  });

  it('tells what a completed step measured, how far the job is, and that it is the best', () => {
    expect(linesOf(...half.slice(0, 6))).deep.equal([
      'job: COMPLETED ml.c5.large: $1.00 for a million inferences, $0.600 an hour, 900 invocations a minute at 20 ms ' +
        '(3 of 20 steps, 1 failed; $1.10 spent; about 1 h 14 min to go)',
      'job: best so far: ml.c5.large: $1.00 for a million inferences, $0.600 an hour, 900 invocations a minute at 20 ms; 95.0% cheaper than ml.g5.large A',
    ]);
  });

  it('tells what starts, fails, is stopped, is measured later or goes, and not what waits', () => {
    expect(linesOf(...half)).deep.equal(['job: started ml.c5.large']);
    const then = (event: WatchEvent): readonly string[] => linesOf(...half, event);
    const previous = loaded;
    expect(then(change('updated', { ...failed, JobName: 'job' }, { key: 'loaded', previous }))).deep.equal([
      'job: FAILED ml.c5.large: no; memory',
    ]);
    const stopped = step('loaded', { Status: 'STOPPED' });
    expect(then(change('updated', stopped, { previous }))).deep.equal(['job: STOPPED ml.c5.large']);
    expect(then(change('removed', failed, { previous: failed }))).deep.equal(['job: gone ml.c5.large']);
    expect(then(change('added', step('new', { Status: 'PENDING' })))).empty;
    const later = priced('cheap', 0.000_03);
    const changed = ['InferenceBenchmark.Metrics.CostPerInference'];
    const lines = then(change('updated', later, { previous: cheap, changed }));
    expect(lines[0]).match(/^job: measured ml\.c5\.large: \$30\.00 for a million inferences/);
    expect(lines[1]).match(
      /^job: best so far: ml\.g5\.large A: \$20\.00 .*; 33\.3% cheaper than ml\.c5\.large$/,
    );
    expect(then(change('updated', cheap, { previous: cheap, changed: ['InferenceBenchmark.x'] }))).empty;
  });

  it('says why the best is another one that looks the same', () => {
    const at = (name: string, cost: number, ModelLatency: number): WatchEvent =>
      change('added', priced(name, { CostPerInference: cost, ModelLatency }, on(`ml.${name}.large`)));
    const best = (...events: readonly WatchEvent[]): string | undefined =>
      linesOf(synced, at('a', 8.285e-7, 50), ...events).find(line => line.startsWith('job: best'));
    expect(best(at('b', 8.26e-7, 90))).match(
      /^job: best so far: ml\.b\.large: .*; 0\.3% cheaper than ml\.a\.large$/,
    );
    expect(best(at('b', 8.285e-7, 40))).match(/: ml\.b\.large: .*; as cheap as ml\.a\.large, and quicker$/);
    expect(best(at('b', 8.285e-7, 60))).equal(undefined);
    expect(best(at('b', 8.26e-7, 90), at('c', 8.2e-7, 9))).match(/ cheaper than ml\.b\.large$/);
  });

  it('names a test without an endpoint by the instance type of its reason, or says that it has none', () => {
    const failedFor = (FailureReason: string): readonly string[] =>
      linesOf(
        synced,
        change('added', {
          ...{ StepType: 'BENCHMARK', JobName: 'job', Status: 'FAILED' },
          InferenceBenchmark: { ModelConfiguration: {}, FailureReason },
        }),
      );
    expect(failedFor('no ml.p4d.24xlarge is free')).deep.equal([
      'job: FAILED ml.p4d.24xlarge: no ml.p4d.24xlarge is free',
    ]);
    expect(failedFor('Access denied')).deep.equal(['job: FAILED a test without an endpoint: Access denied']);
  });

  it('says that there is no best any more', () => {
    const events = [half[0]!, change('added', cheap), synced, change('removed', cheap, { previous: cheap })];
    expect(linesOf(...events).at(-1)).equal('job: best so far: none');
  });

  it('says when there is no news and why, and when there is again', () => {
    const stale: WatchEvent = {
      type: 'stale',
      jobName: 'job',
      ageMs: 45_000,
      cause: new ThrottledError('Rate\nexceeded'),
    };
    expect(linesOf(...half, stale)).deep.equal(['job: no news for 45 s: Rate; exceeded']);
    expect(linesOf(...half, stale, { type: 'fresh', jobName: 'job' })).deep.equal(['job: polls work again']);
  });

  it('says how the job ended, once all of its steps are known', () => {
    const end = done('FAILED', { FailureReason: 'Too many failed.' });
    expect(linesOf(...half, { ...end, type: 'job' } as WatchEvent)).empty;
    expect(linesOf(...half, end)).deep.equal([
      'job: FAILED: Too many failed; took 1 h 5 min; 5 steps: 2 COMPLETED, 1 FAILED, 2 IN_PROGRESS; ' +
        '$1.15 spent',
    ]);
  });

  it('says what a watch failed with', () => {
    const trackers = jobTrackers(['job'], { monotonic: () => 0 });
    const [lost] = trackers.take({ jobName: 'job', error: new AccessDeniedError('Not allowed') });
    expect(activityLine(lost!, trackers.viewOf('job', 0))).equal('job: Not allowed');
  });
});
