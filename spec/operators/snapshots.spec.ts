import { expect } from 'chai';
import type { DoneEvent, WatchEvent } from '../../src/core/event.js';
import { snapshots } from '../../src/operators/snapshots.js';
import type { JobSnapshot } from '../../src/operators/summary/jobSnapshot.js';
import { checkEventOperator } from '../support/eventOperator.js';
import { thrown } from '../support/failure.js';
import { play } from '../support/play.js';
import { bad, change, jobChanged, page, step, synced } from '../support/steps.js';

const a = step('a', { Status: 'IN_PROGRESS' });
const A = step('a');
const b = step('b');
const stale: WatchEvent = { type: 'stale', jobName: 'job', ageMs: 5, cause: new Error('slow') };
const fresh: WatchEvent = { type: 'fresh', jobName: 'job' };
const done: DoneEvent = { type: 'done', jobName: 'job', job: { JobName: 'job', Status: 'FAILED' } };

const states = (...events: readonly WatchEvent[]): readonly JobSnapshot[] =>
  play(events, snapshots()).emitted as readonly JobSnapshot[];

describe('snapshots', () => {
  checkEventOperator(snapshots, { event: jobChanged, result: states(jobChanged)[0] });

  it('is whole from the first sweep on, and follows every event from there', () => {
    const seen = states(
      change('added', a),
      change('added', b),
      synced,
      change('updated', A),
      change('removed', b),
    );
    expect(seen.map(({ steps }) => [...steps.values()])).deep.equal([[a, b], [A, b], [A]]);
    expect(seen.every(({ synced }) => synced)).equal(true);
  });

  it('goes on from what the watch goes on from, of the job of the first event', () => {
    const known = { job: jobChanged.job, steps: [{ key: 'a', step: a }], synced: true, stale: { ageMs: 5 } };
    const other = { ...jobChanged, jobName: 'other' };
    const seen = play([change('updated', A), change('added', b), other], snapshots({ known })).emitted;
    const [first, second, third] = seen as readonly JobSnapshot[];
    expect(first).deep.include({ jobName: 'job', job: jobChanged.job, synced: true, done: false });
    expect(first?.stale).include({ type: 'stale', jobName: 'job', ageMs: 5 });
    expect([...first!.steps]).deep.equal([['a', A]]);
    expect([...second!.steps.values()]).deep.equal([A, b]);
    expect(third).deep.include({ jobName: 'other', synced: false, steps: new Map() });
  });

  it('refuses what it does not know', () => {
    const known = { steps: [{ key: 'a' }], synced: true };
    expect(thrown(() => snapshots({ known } as never))).include({ option: 'snapshots.known.steps[0].step' });
  });

  it('emits what is known of the job before that', () => {
    const [first, second] = states(jobChanged, stale);
    expect(first).deep.include({ jobName: 'job', job: jobChanged.job });
    expect(first).include({ synced: false, stale: undefined, done: false });
    expect(second).include({ synced: false, stale });
  });

  it('is stale until it is fresh', () => {
    expect(states(synced, stale, change('added', a), fresh).map(({ stale }) => stale)).deep.equal([
      undefined,
      stale,
      stale,
      undefined,
    ]);
  });

  it('ends with the job as it is in the end', () => {
    expect(states(synced, done).at(-1)).include({ done: true, job: done.job });
  });

  it('lists the steps in the order in which each key first arrived', () => {
    const seen = states(change('added', b), change('added', a), synced, change('updated', b)).at(-1);
    expect([...(seen?.steps.keys() ?? [])]).deep.equal(['b', 'a']);
  });

  it('never changes what it has emitted', () => {
    const [first] = states(synced, change('added', a));
    expect(first?.steps.size).equal(0);
  });

  it('keeps several jobs apart, and forgets those that are done', () => {
    const other = step('a', { JobName: 'other' });
    const seen = states(
      synced,
      { ...synced, jobName: 'other' },
      change('added', a),
      change('added', other),
      done,
      synced,
    );
    expect(seen.map(({ jobName, steps }) => [jobName, steps.size])).deep.equal([
      ['job', 0],
      ['other', 0],
      ['job', 1],
      ['other', 1],
      ['job', 1],
      ['job', 0],
    ]);
  });

  it('fails on the steps of a listing', () => {
    expect(play([page([a])], snapshots()).error).include({ code: 'INVALID_INPUT', option: 'snapshots' });
  });

  it('fails where the step of an event is bad', () => {
    expect(play([change('added', bad as never)], snapshots()).error).include({ code: 'DECODE' });
  });
});
