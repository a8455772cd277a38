import { expect } from 'chai';
import type { Subscription } from 'rxjs';
import {
  AccessDeniedError,
  ClosedError,
  ExpiredCredentialsError,
  ExpiredTokenError,
  MissingCredentialsError,
  NetworkError,
  NotFoundError,
  ThrottledError,
  ValidationError,
} from '../../src/core/errors.js';
import type { WatchEvent } from '../../src/core/event.js';
import { watchJob } from '../../src/live/watchJob.js';
import type { WatchOptions } from '../../src/live/watchOptions.js';
import { never } from '../support/fakeApi.js';
import { liveService, type LiveService } from '../support/liveService.js';
import { bad, step } from '../support/steps.js';
import { virtualTime, type VirtualTime } from '../support/virtualTime.js';

const SECOND = 1_000;
const running = step('a', { Status: 'IN_PROGRESS' });
const done = step('a');

interface Watched {
  readonly time: VirtualTime;
  readonly events: WatchEvent[];
  /** What came since it was asked last: types, changes of steps, statuses of the job. */
  readonly news: () => string;
  readonly end: () => unknown;
  readonly subscription: Subscription;
}

function watch(service: LiveService, options?: WatchOptions, jobName = 'job'): Watched {
  const time = virtualTime();
  const events: WatchEvent[] = [];
  let told = 0;
  let end: unknown;
  const subscription = watchJob(service.api, time, jobName, options).subscribe({
    next: event => events.push(event),
    error: (error: unknown) => (end = error),
    complete: () => (end = 'completed'),
  });
  const news = (): string => {
    const fresh = events.slice(told);
    told = events.length;
    return fresh.map(wordOf).join(' ');
  };
  return { time, events, news, end: () => end, subscription };
}

function wordOf(event: WatchEvent): string {
  if (event.type === 'step') return `${event.change}:${event.key}`;
  if (event.type === 'stale') return `stale:${(event.cause as { code?: string }).code ?? '?'}`;
  return 'job' in event ? `${event.type}:${event.job.Status}` : event.type;
}

describe('watchJob', () => {
  it('emits the job, its steps, synced, and then each change', async () => {
    const service = liveService();
    service.steps = [running];
    const { time, news } = watch(service);
    await time.pass(0);
    expect(news()).equal('job:IN_PROGRESS added:a synced');
    await time.pass(600 * SECOND);
    expect(news()).equal('');
    service.steps = [done, step('b', { Status: 'PENDING' })];
    await time.pass(61 * SECOND);
    expect(news()).equal('updated:a added:b');
  });

  it('costs a call and a half a poll while steps run and nothing changes', async () => {
    const service = liveService();
    service.steps = [running];
    const { time } = watch(service);
    await time.pass(3600 * SECOND);
    expect(service.calls()).match(/^(DLL)+D?L?$/);
    expect(service.calls().length).within(85, 115);
  });

  it('describes the job with each poll while no step runs, and lists with every second one', async () => {
    const service = liveService();
    service.steps = [done];
    const { time } = watch(service, { maxIntervalMs: 5 * SECOND });
    await time.pass(26 * SECOND);
    expect(service.calls()).equal('DLDDLDDLD');
  });

  it('lists unfiltered, and in the background class of permits', async () => {
    const service = liveService();
    const { time } = watch(service);
    await time.pass(0);
    const [describe, list] = service.api.calls;
    expect(describe).nested.include({ operation: 'describeJob', 'options.priority': 'background' });
    expect(list).nested.include({ operation: 'listSteps', 'options.priority': 'background' });
    expect(list?.input).deep.equal({ JobName: 'job', MaxResults: 100 });
  });

  for (const Status of ['COMPLETED', 'FAILED', 'STOPPED']) {
    it(`ends with the last state of a job that is ${Status}`, async () => {
      const service = liveService();
      service.steps = [running];
      const { time, events, news, end } = watch(service);
      await time.pass(0);
      news();
      service.steps = [done];
      service.job = { Status, FailureReason: 'so it was' };
      await time.until(() => end() !== undefined);
      expect(news()).equal(`updated:a job:${Status} done:${Status}`);
      expect(events.at(-1)).nested.include({ 'job.FailureReason': 'so it was' });
      expect(end()).equal('completed');
      expect(time.timers()).equal(0);
    });
  }

  it('emits the steps of a job that is over already, and completes', async () => {
    const service = liveService();
    service.job = { Status: 'COMPLETED' };
    service.steps = [done];
    const { time, news, end } = watch(service);
    await time.until(() => end() !== undefined);
    expect(news()).equal('job:COMPLETED added:a synced done:COMPLETED');
    expect(service.calls()).equal('DLLD');
  });

  it('reads the list of a job that is over until two passes agree, and the job once more', async () => {
    const service = liveService();
    service.job = { Status: 'COMPLETED' };
    const late = ['a', 'b'].map(name => step(name));
    let pass = 0;
    service.instead = ({ operation }) => {
      if (operation === 'listSteps') service.steps = late.slice(0, pass++);
      return undefined;
    };
    const { time, news, end } = watch(service);
    await time.until(() => end() !== undefined);
    expect(news()).equal('job:COMPLETED synced added:a added:b done:COMPLETED');
    expect(service.calls()).equal('DLLLLD');
  });

  it('fails where the steps of a job that is over change for five minutes, with each pass', async () => {
    const service = liveService();
    service.job = { Status: 'STOPPED' };
    let pass = 0;
    service.instead = ({ operation }) => {
      if (operation === 'listSteps') service.steps = [...service.steps, step(`s${++pass}`)];
      return undefined;
    };
    const { time, end } = watch(service);
    await time.until(() => end() !== undefined);
    expect(end()).include({ code: 'UNSETTLED', jobName: 'job' });
    expect(service.calls()).match(/^DL{60,64}$/);
    expect(time.monotonic()).within(300 * SECOND, 306 * SECOND);
    expect(time.timers()).equal(0);
  });

  it('is done a second after the end is known, where two passes agree', async () => {
    const service = liveService();
    service.steps = [done];
    const { time, events, end } = watch(service);
    await time.pass(60 * SECOND);
    service.job = { Status: 'COMPLETED' };
    await time.until(() => events.at(-1)?.type === 'job' && events.length > 3);
    const knownAt = time.monotonic();
    await time.until(() => end() !== undefined);
    expect(time.monotonic() - knownAt).equal(SECOND);
  });

  it('knows the end of a job whose steps are still listed as running within two polls', async () => {
    const service = liveService();
    service.steps = [running];
    const { time, news } = watch(service, { maxIntervalMs: 5 * SECOND });
    await time.pass(60 * SECOND);
    news();
    service.job = { Status: 'FAILED' };
    await time.pass(10 * SECOND + 1);
    expect(news()).equal('job:FAILED');
  });

  it('waits 90 s at most, in growing pauses, for steps of a job that is over', async () => {
    const service = liveService();
    service.steps = [running, step('b')];
    service.job = { Status: 'COMPLETED' };
    const late = watch(service);
    await late.time.pass(40 * SECOND);
    service.steps = [done, step('b')];
    await late.time.until(() => late.end() !== undefined);
    expect(late.time.monotonic()).below(70 * SECOND);
    expect(late.events.at(-1)).not.property('unfinished');

    service.steps = [running, step('b')];
    const never = watch(service);
    await never.time.until(() => never.end() !== undefined);
    expect(never.time.monotonic()).equal(91 * SECOND);
    expect(never.events.at(-1)).deep.include({ type: 'done', unfinished: ['a'] });
  });

  it('does not complete by a list that moves, and fails where that lasts', async () => {
    const names = Array.from({ length: 30 }, (_, i) => step(`s${String(i)}`));
    const service = liveService(10);
    let turn = 0;
    service.job = { Status: 'COMPLETED' };
    service.instead = ({ operation }) => {
      // Each page is one of another order.
      if (operation === 'listSteps')
        service.steps = [...names.slice((turn += 7) % 30), ...names].slice(0, 30);
      return undefined;
    };
    const { time, events, end } = watch(service);
    await time.until(() => end() !== undefined);
    expect(end()).include({ code: 'UNSETTLED' });
    const kinds = new Set(events.map(event => (event.type === 'step' ? event.change : event.type)));
    expect([...kinds].sort()).deep.equal(['added', 'job', 'stale']);
    expect(time.monotonic()).below(200 * SECOND);

    const steady = liveService(10);
    steady.job = { Status: 'COMPLETED' };
    steady.steps = names;
    const settled = watch(steady);
    await settled.time.until(() => settled.end() !== undefined);
    expect(settled.events.filter(({ type }) => type === 'step')).length(30);
  });

  it('emits stale while a list moves in eight polls in a row, and fresh once it is whole', async () => {
    const service = liveService(1);
    let moves = true;
    service.instead = ({ operation }) => {
      if (operation === 'listSteps') service.steps = moves ? [running, running] : [running, done].slice(0, 1);
      return undefined;
    };
    const { time, news } = watch(service);
    await time.pass(33 * SECOND);
    expect(news()).equal('job:IN_PROGRESS added:a');
    await time.pass(10 * SECOND);
    expect(news()).equal('stale:UNSETTLED');
    moves = false;
    await time.pass(6 * SECOND);
    expect(news()).equal('synced fresh');
  });

  it('ends as DELETED where a job that was seen is not found twice, with a pause in between', async () => {
    const service = liveService();
    service.steps = [running];
    const { time, news, end } = watch(service);
    await time.pass(60 * SECOND);
    news();
    service.instead = () => new NotFoundError('gone');
    await time.until(() => end() !== undefined);
    expect(news()).equal('job:DELETED done:DELETED');
    expect(end()).equal('completed');
  });

  it('goes on where a job is not found once', async () => {
    const service = liveService();
    service.steps = [running];
    const { time, news, end } = watch(service);
    await time.pass(60 * SECOND);
    news();
    let gone = 2;
    service.instead = () => (gone-- > 0 ? new NotFoundError('gone') : undefined);
    await time.pass(600 * SECOND);
    expect([news(), end()]).deep.equal(['', undefined]);
  });

  it('goes on, and emits stale, where the list of jobs shows a job that is not found', async () => {
    const service = liveService();
    service.steps = [running];
    const { time, news, end } = watch(service);
    await time.pass(60 * SECOND);
    news();
    service.instead = ({ operation }) =>
      operation === 'listJobs'
        ? { InferenceRecommendationsJobs: [{ JobName: 'job', Status: 'IN_PROGRESS' }] }
        : new NotFoundError('gone');
    await time.pass(600 * SECOND);
    expect([news(), end()]).deep.equal(['stale:NOT_FOUND', undefined]);
  });

  it('ends as DELETED where a job of the same name was created later, and takes none of its steps', async () => {
    const service = liveService();
    service.job = { CreationTime: 1_000 };
    service.steps = [running];
    const { time, news, end } = watch(service);
    await time.pass(60 * SECOND);
    news();
    service.job = { CreationTime: 2_000 };
    service.steps = [step('x'), step('y')];
    await time.until(() => end() !== undefined);
    expect(news()).equal('job:DELETED done:DELETED');
  });

  it('follows one job whose list has whole seconds', async () => {
    const service = liveService();
    service.steps = [running];
    let calls = 0;
    service.instead = ({ operation }) => {
      if (operation === 'describeJob') service.job = { CreationTime: calls++ % 2 === 0 ? 1_000.345 : 1_000 };
      return undefined;
    };
    const { time, news, end } = watch(service);
    await time.pass(600 * SECOND);
    expect(news()).equal('job:IN_PROGRESS added:a synced');
    expect(end()).equal(undefined);
  });

  it('waits for a job that is not found at first with appearsWithinMs', async () => {
    const service = liveService();
    service.instead = () => new NotFoundError('not yet');
    const { time, news, end } = watch(service, { appearsWithinMs: 30 * SECOND });
    await time.pass(20 * SECOND);
    service.instead = () => undefined;
    await time.pass(6 * SECOND);
    expect(news()).equal('stale:NOT_FOUND job:IN_PROGRESS synced fresh');

    service.instead = () => new NotFoundError('never');
    const other = watch(service, { appearsWithinMs: 30 * SECOND });
    await other.time.until(() => other.end() !== undefined);
    expect(other.end()).include({ code: 'NOT_FOUND' });
    expect(other.time.monotonic()).equal(30 * SECOND);
    expect(end()).equal(undefined);
  });

  it('retries where only the list does not find the job', async () => {
    const service = liveService();
    service.steps = [running];
    const { time, news, end } = watch(service);
    await time.pass(0);
    news();
    service.instead = ({ operation }) =>
      operation === 'listSteps' ? new NotFoundError('not here') : undefined;
    await time.pass(60 * SECOND);
    expect(news()).equal('stale:NOT_FOUND');
    expect(end()).equal(undefined);
  });

  it('fails where the job never existed', async () => {
    const service = liveService();
    service.instead = () => new NotFoundError('never');
    const { time, news, end } = watch(service);
    await time.pass(0);
    expect(end()).include({ code: 'NOT_FOUND' });
    expect(news()).equal('');
    expect(service.calls()).equal('D');
    expect(time.timers()).equal(0);
  });

  it('fails where the region does not exist, and goes on where it has answered before', async () => {
    const lost = new NetworkError('no host', { unknownRegion: 'mars-1' });
    const service = liveService();
    service.instead = () => lost;
    const first = watch(service);
    await first.time.pass(0);
    expect(first.end()).equal(lost);
    service.instead = () => undefined;
    const second = watch(service);
    await second.time.pass(SECOND);
    service.instead = () => lost;
    await second.time.pass(60 * SECOND);
    expect(second.end()).undefined;
    expect(second.news()).match(/stale:NETWORK$/);
  });

  it('applies a list only when all of its pages have arrived', async () => {
    const service = liveService(1);
    service.steps = [running, step('b')];
    service.instead = ({ input }) =>
      (input as { NextToken?: string }).NextToken === '1' ? new NetworkError('reset') : undefined;
    const { time, news } = watch(service);
    await time.pass(10 * SECOND);
    expect(news()).equal('job:IN_PROGRESS stale:NETWORK');
    service.instead = () => undefined;
    await time.pass(30 * SECOND);
    expect(news()).equal('added:a added:b synced fresh');
  });

  it('starts a list again where its token has expired', async () => {
    const service = liveService(1);
    service.steps = [running, step('b')];
    let expired = 0;
    service.instead = ({ input }) =>
      (input as { NextToken?: string }).NextToken === '1' && expired++ < 3
        ? new ExpiredTokenError('old')
        : undefined;
    const { time, news } = watch(service);
    await time.pass(0);
    expect(news()).equal('job:IN_PROGRESS added:a added:b synced');
    expect(service.calls()).equal('DLLLLLLLL');
  });

  it('emits stale when polls fail and fresh when they succeed, and goes on in between', async () => {
    const service = liveService();
    service.steps = [running];
    const { time, news, events } = watch(service);
    await time.pass(0);
    news();
    service.instead = () => new NetworkError('reset');
    await time.pass(3600 * SECOND);
    expect(news()).equal('stale:NETWORK');
    expect(events.at(-1))
      .property('ageMs')
      .within(5 * SECOND, 10 * SECOND);
    service.instead = () => new ThrottledError('slower');
    await time.pass(60 * SECOND);
    expect(news()).equal('stale:THROTTLED');
    service.instead = () => undefined;
    service.steps = [done];
    await time.pass(31 * SECOND);
    expect(news()).equal('updated:a fresh');
  });

  it('backs off from 0.8 s to 30 s while polls fail', async () => {
    const service = liveService();
    service.steps = [running];
    const times: number[] = [];
    const { time } = watch(service);
    await time.pass(0);
    service.instead = () => {
      times.push(time.monotonic());
      return new NetworkError('reset');
    };
    await time.pass(300 * SECOND);
    const pauses = times.slice(1).map((at, i) => at - times[i]!);
    expect(pauses.slice(0, 5)).deep.equal([1_200, 2_400, 4_800, 9_600, 19_200]);
    expect(pauses.slice(5).every(pause => pause === 22_500)).equal(true);
  });

  it('emits stale when no poll succeeds for long', async () => {
    const service = liveService();
    const { time, news, events } = watch(service, { maxIntervalMs: 20 * SECOND, staleAfterMs: 30 * SECOND });
    await time.pass(0);
    news();
    service.instead = never;
    await time.pass(60 * SECOND);
    expect(news()).equal('stale:POLL_LAG');
    expect(events.at(-1)).property('ageMs', 30 * SECOND);
  });

  for (const kind of [AccessDeniedError, ExpiredCredentialsError, MissingCredentialsError]) {
    it(`has a grace period of five minutes after ${kind.name}, then fails with it`, async () => {
      const service = liveService();
      const { time, news, end } = watch(service);
      await time.pass(0);
      news();
      const error = new kind('no');
      let since: number | undefined;
      service.instead = () => ((since ??= time.monotonic()), error);
      await time.pass(270 * SECOND);
      expect(news()).equal(`stale:${error.code}`);
      expect(end()).equal(undefined);
      await time.until(() => end() !== undefined);
      expect(end()).equal(error);
      expect(time.monotonic() - since!).equal(300 * SECOND);
      expect(time.timers()).equal(0);
    });
  }

  it('goes on with new credentials, and has a new grace period then', async () => {
    const service = liveService();
    const { time, end } = watch(service, { credentialsGraceMs: 60 * SECOND });
    for (let i = 0; i < 3; i++) {
      service.instead = () => new ExpiredCredentialsError('old');
      await time.pass(50 * SECOND);
      service.instead = () => undefined;
      await time.pass(50 * SECOND);
    }
    expect(end()).equal(undefined);
    service.instead = (_, index) =>
      index % 2 ? new ExpiredCredentialsError('old') : new NetworkError('reset');
    await time.pass(200 * SECOND);
    expect(end()).include({ code: 'EXPIRED_CREDENTIALS' });
  });

  it('fails at once with a grace period of 0', async () => {
    const service = liveService();
    service.instead = () => new AccessDeniedError('no');
    const { time, end } = watch(service, { credentialsGraceMs: 0 });
    await time.pass(0);
    expect(end()).include({ code: 'ACCESS_DENIED' });
  });

  it('fails at once with an error that is final', async () => {
    for (const error of [
      new ValidationError('no such name'),
      new ClosedError(),
      new TypeError('a mistake'),
    ]) {
      const service = liveService();
      service.instead = () => error;
      const { time, end } = watch(service);
      await time.pass(0);
      expect(end()).equal(error);
      expect(time.timers()).equal(0);
    }
  });

  it('fails without a resumeToken, as a watch can’t be resumed', async () => {
    const service = liveService();
    service.instead = ({ operation }) =>
      operation === 'listSteps' ? new AccessDeniedError('no') : undefined;
    const { time, end } = watch(service, { credentialsGraceMs: 0 });
    await time.pass(0);
    expect(end()).include({ code: 'ACCESS_DENIED' }).property('resumeToken', undefined);
  });

  it('goes on where a step can not be decoded, emits stale, and fails in the end if that lasts', async () => {
    const service = liveService();
    service.steps = [bad, running];
    const { time, events, news, end } = watch(service);
    await time.pass(0);
    expect(news()).equal('job:IN_PROGRESS added:a synced stale:DECODE');
    expect(events.at(-1)).nested.property('cause.faults').length(1);
    service.steps = [bad, done];
    await time.pass(60 * SECOND);
    expect(news()).equal('updated:a');
    service.job = { Status: 'COMPLETED' };
    await time.until(() => end() !== undefined);
    expect(news()).equal('job:COMPLETED');
    expect(end()).include({ code: 'DECODE' });
  });

  it('is fresh again when the step can be decoded', async () => {
    const service = liveService();
    service.steps = [bad, done];
    const { time, news, end } = watch(service);
    await time.pass(0);
    news();
    service.job = { Status: 'COMPLETED' };
    await time.pass(6 * SECOND);
    service.steps = [step('b'), done];
    await time.until(() => end() !== undefined);
    expect(news()).equal('job:COMPLETED added:b fresh done:COMPLETED');
  });

  it('skips what can not be decoded with onInvalid: skip', async () => {
    const service = liveService();
    service.steps = [bad, done];
    service.job = { Status: 'COMPLETED', LastModifiedTime: 'yesterday' };
    const { time, news, end } = watch(service, { onInvalid: 'skip' });
    await time.until(() => end() !== undefined);
    expect(news()).equal('job:COMPLETED added:a synced done:COMPLETED');
  });

  it('follows a job of which only the status can be read', async () => {
    const service = liveService();
    service.steps = [done];
    const { time, events, news, end } = watch(service);
    await time.pass(0);
    expect(news()).equal('job:IN_PROGRESS added:a synced');
    service.job = { Status: 'FAILED', FailureReason: 'quota', CreationTime: 'yesterday' };
    await time.until(() => end() !== undefined);
    expect(news()).equal('job:FAILED stale:DECODE');
    expect(events.find(event => event.type === 'job' && event.previous !== undefined)).nested.include({
      'job.FailureReason': 'quota',
      'job.JobDescription': 'all of it',
    });
    expect(end()).include({ code: 'DECODE' });
  });

  it('retries after an empty answer about the job', async () => {
    const service = liveService();
    service.instead = ({ operation }) => (operation === 'describeJob' ? {} : undefined);
    const { time, news } = watch(service);
    await time.pass(10 * SECOND);
    expect(news()).equal('stale:DECODE');
    service.instead = () => undefined;
    await time.pass(30 * SECOND);
    expect(news()).equal('job:IN_PROGRESS synced fresh');
  });

  it('polls again soon where an answer is unconfirmed', async () => {
    const service = liveService();
    service.steps = [running];
    const { time, news } = watch(service);
    await time.pass(600 * SECOND);
    service.steps = [];
    const calls = service.calls().length;
    await time.until(() => service.calls().length > calls);
    await time.pass(6 * SECOND);
    expect(news()).match(/removed:a/);
  });

  it('unsubscribed in a pause: no timer is left, and no call is made', async () => {
    const service = liveService();
    const { time, subscription } = watch(service);
    await time.pass(2 * SECOND);
    subscription.unsubscribe();
    expect(time.timers()).equal(0);
    const calls = service.calls();
    await time.pass(3600 * SECOND);
    expect(service.calls()).equal(calls);
  });

  it('unsubscribed in a call: the call is aborted, and nothing more is emitted', async () => {
    const service = liveService();
    service.instead = never;
    const { time, subscription, events, end } = watch(service);
    await time.pass(SECOND);
    const { signal } = service.api.calls[0]!.options;
    expect(signal.aborted).equal(false);
    subscription.unsubscribe();
    expect(signal.aborted).equal(true);
    expect(time.timers()).equal(0);
    await time.pass(3600 * SECOND);
    expect([events, end()]).deep.equal([[], undefined]);
  });

  it('unsubscribed within the first event: nothing more is emitted or called', async () => {
    const service = liveService();
    const time = virtualTime();
    const seen: WatchEvent[] = [];
    const subscription = watchJob(service.api, time, 'job').subscribe(event => {
      seen.push(event);
      subscription.unsubscribe();
    });
    await time.pass(3600 * SECOND);
    expect(seen).length(1);
    expect(service.calls()).equal('D');
    expect(time.timers()).equal(0);
  });

  it('is a watch of its own for each subscriber', async () => {
    const service = liveService();
    const time = virtualTime();
    const watch$ = watchJob(service.api, time, 'job');
    expect(service.calls()).equal('');
    watch$.subscribe();
    watch$.subscribe();
    await time.pass(0);
    expect(service.calls()).equal('DDLL');
  });

  it('fails with an invalid name or option, on the stream and before any call', () => {
    const service = liveService();
    expect(watch(service, undefined, 'no name').end()).include({ code: 'INVALID_INPUT', option: 'jobName' });
    expect(watch(service, { minIntervalMs: 0 }).end()).include({ option: 'watch.minIntervalMs' });
    expect(service.calls()).equal('');
  });

  it('copies its options', async () => {
    const service = liveService();
    const options = { minIntervalMs: 1_000, maxIntervalMs: 1_000 };
    const time = virtualTime();
    const watch$ = watchJob(service.api, time, 'job', options);
    options.minIntervalMs = options.maxIntervalMs = 1;
    watch$.subscribe();
    await time.pass(2_500);
    expect(service.calls()).equal('DLDDL');
  });
});
