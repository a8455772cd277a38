import { expect } from 'chai';
import { concat, EMPTY, finalize, NEVER, of, throwError } from 'rxjs';
import { ExpiredCredentialsError, NetworkError, NotFoundError } from '../../../src/core/errors.js';
import type { WatchEvent } from '../../../src/core/event.js';
import {
  exitCodeOfOutcome,
  runWatch,
  watchEach,
  type WatchOutcome,
} from '../../../src/cli/watch/runWatch.js';
import { serviceNow } from '../../../src/cli/watch/serviceNow.js';
import { OutputClosed } from '../../../src/cli/output/writer.js';
import { jobNamesOf } from '../../../src/cli/flags/jobNamesOf.js';
import { fakeHost, type FakeHost } from '../support/fakeHost.js';
import { failure, thrown } from '../../support/failure.js';
import { done, half, minute, running } from './support.js';

const none = (): void => undefined;
const end = (Status: string): WatchEvent => done(Status);

describe('watching several jobs', () => {
  let host: FakeHost;
  beforeEach(() => {
    host = fakeHost();
  });
  const quiet = { show: () => Promise.resolve(), end: () => Promise.resolve() };

  it('tells what became of each; a watch that fails leaves the others alone', async () => {
    const update$ = watchEach(['a', 'nobody', 'b'], name =>
      name === 'nobody'
        ? throwError(() => new NotFoundError('none'))
        : of(end(name === 'a' ? 'STOPPED' : 'COMPLETED')),
    );
    const outcome = await runWatch(update$, quiet, host, none);
    expect([...outcome.statuses]).deep.equal([
      ['a', 'STOPPED'],
      ['b', 'COMPLETED'],
    ]);
    expect([...outcome.errors.keys()]).deep.equal(['nobody']);
    expect(exitCodeOfOutcome(outcome)).equal(5);
  });

  it('waits for lost access only where it has seen the job', async () => {
    const cause = new ExpiredCredentialsError('expired');
    const stale: WatchEvent = { type: 'stale', jobName: 'job', ageMs: 0, cause };
    const outcomeOf = (...events: readonly WatchEvent[]): Promise<WatchOutcome> =>
      runWatch(
        watchEach(['job'], () => of(...events)),
        quiet,
        host,
        none,
      );
    expect((await outcomeOf(stale, end('COMPLETED'))).errors.get('job')).equal(cause);
    expect((await outcomeOf(half[0]!, stale, end('COMPLETED'))).errors).empty;
    const network: WatchEvent = { ...stale, cause: new NetworkError('reset') };
    expect((await outcomeOf(network, end('COMPLETED'))).errors).empty;
  });

  it('has the exit code of the worst status', async () => {
    const codeOf = async (...statuses: readonly string[]): Promise<number> =>
      exitCodeOfOutcome(
        await runWatch(
          watchEach(statuses, status => of(end(status))),
          quiet,
          host,
          none,
        ),
      );
    expect(await codeOf('COMPLETED')).equal(0);
    expect(await codeOf('STOPPED', 'COMPLETED')).equal(7);
    expect(await codeOf('STOPPED', 'DELETED')).equal(8);
    expect(await codeOf('FAILED', 'DELETED', 'STOPPED')).equal(9);
    expect(await codeOf()).equal(0);
  });

  it('shows one after the other, and ends the view whatever happens', async () => {
    const seen: string[] = [];
    const view = {
      show: async () => {
        seen.push('begin');
        await Promise.resolve();
        seen.push('end');
      },
      end: () => {
        seen.push('over');
        return Promise.resolve();
      },
    };
    await runWatch(
      watchEach(['job'], () => of(half[0]!, half[1]!)),
      view,
      host,
      none,
    );
    expect(seen).deep.equal(['begin', 'end', 'begin', 'end', 'over']);
    const broken = concat(
      of({ jobName: 'job', event: half[0]! }),
      throwError(() => new Error('broken')),
    );
    expect(await failure(runWatch(broken, view, host, none))).property('message', 'broken');
    expect(seen.at(-1)).equal('over');
    expect(host.listening()).empty;
  });

  it('ends quietly when the reader leaves, and gives up the watch', async () => {
    let left = false;
    const view = { ...quiet, show: () => Promise.reject(new OutputClosed()) };
    const update$ = watchEach(['job'], () => concat(of(half[0]!), NEVER).pipe(finalize(() => (left = true))));
    expect((await runWatch(update$, view, host, none)).statuses).empty;
    expect(left).true;
    expect(await runWatch(EMPTY, quiet, host, none)).property('errors').empty;
  });
});

describe('the jobs that are meant', () => {
  it('are named once each, or by a flag, or are all', () => {
    expect(jobNamesOf(['a', 'b', 'a'], {})).deep.equal(['a', 'b']);
    expect(jobNamesOf([], { jobName: 'a' })).deep.equal(['a']);
    expect(jobNamesOf([], { all: true, nameContains: 'x' })).deep.equal([]);
  });

  it('are refused where it is not clear which', () => {
    for (const [names, settings, option] of [
      [[], {}, 'JOB'],
      [['a'], { jobName: 'b' }, '--job-name'],
      [['a'], { all: true }, '--all'],
      [['a'], { nameContains: 'x' }, '--name-contains'],
    ] as const)
      expect(thrown(() => jobNamesOf(names, settings))).property('option', option);
  });
});

describe('the time of day of the service', () => {
  it('is that of this machine, unless the service is ahead', () => {
    let now = minute(10).getTime();
    const time = serviceNow(() => now);
    expect(time.now()).equal(now);
    time.learn(half[0]!);
    expect(time.now()).equal(now);
    time.learn({ type: 'job', jobName: 'job', job: { ...running, LastModifiedTime: minute(90) } });
    expect(time.now()).equal(minute(90).getTime());
    now += 1_000;
    expect(time.now()).equal(minute(90).getTime() + 1_000);
    for (const event of half) time.learn(event);
    expect(time.now()).equal(minute(90).getTime() + 1_000);
  });
});
