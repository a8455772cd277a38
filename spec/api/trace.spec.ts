import { expect } from 'chai';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { CHANNEL, notice, traced } from '../../src/api/trace.js';
import { traceChannel } from '../../src/api/traceChannel.js';
import { withTrace } from '../../src/api/withTrace.js';
import { callOptions, fakeApi } from '../support/fakeApi.js';
import { failure } from '../support/failure.js';
import { useTrace } from '../support/traceEvents.js';

describe('trace', () => {
  it("has the channel that the documents promise: 'stepstream:call'", () => {
    expect(CHANNEL).equal('stepstream:call');
  });

  describe('without a subscriber', () => {
    it('makes no context and no promise of its own', async () => {
      const work = Promise.resolve('done');
      const context = (): never => {
        throw new Error('a context was made');
      };
      expect(traced(context, () => work)).equal(work);
      notice('NO_LIST', 'nobody hears it');
      traceChannel('stepstream:unheard').point(context);
      expect(await work).equal('done');
    });
  });

  describe('with a subscriber', () => {
    const events = useTrace();

    it('publishes the start and the end of a span', async () => {
      const context = { kind: 'attempt', attempt: 2 } as const;
      const work = async (): Promise<string> => {
        await Promise.resolve();
        return 'done';
      };
      expect(await traced(() => context, work)).equal('done');
      expect(events).deep.equal([
        { event: 'start', kind: 'attempt', attempt: 2 },
        { event: 'end', kind: 'attempt', attempt: 2 },
        { event: 'asyncStart', kind: 'attempt', attempt: 2, result: 'done' },
        { event: 'asyncEnd', kind: 'attempt', attempt: 2, result: 'done' },
      ]);
    });

    it('lets go of the result once the end is published', async () => {
      const context: { kind: 'page'; result?: unknown } = { kind: 'page' };
      await traced(
        () => context,
        () => Promise.resolve('a page of steps'),
      );
      expect(events.at(-1)).include({ event: 'asyncEnd', result: 'a page of steps' });
      expect(context.result).equal(undefined);
    });

    it('publishes the error of work that throws, and throws it', () => {
      const error = new Error('failed');
      expect(() =>
        traced(
          () => ({ kind: 'wait' }),
          () => {
            throw error;
          },
        ),
      ).throw(error);
      expect(events.map(({ event }) => event)).deep.equal(['start', 'error', 'end']);
    });

    it('publishes the error of a span', async () => {
      const error = new Error('failed');
      expect(
        await failure(
          traced(
            () => ({ kind: 'wait' }),
            () => Promise.reject(error),
          ),
        ),
      ).equal(error);
      expect(events.map(({ event }) => event)).deep.equal([
        'start',
        'end',
        'error',
        'asyncStart',
        'asyncEnd',
      ]);
      expect(events[2]?.error).equal(error);
    });

    it('publishes a notice as a span without length', () => {
      notice('NO_LIST', 'something to know');
      const told = { kind: 'notice', code: 'NO_LIST', message: 'something to know' };
      expect(events[0]).deep.equal({ event: 'start', ...told });
      expect(events.map(({ event }) => event)).deep.equal(['start', 'end']);
    });

    it('makes a span of each call', async () => {
      const api = withTrace(fakeApi(() => 'described'));
      expect(await api.describeJob({ JobName: 'job' }, callOptions())).equal('described');
      await api.listJobs({}, callOptions());
      const spans = events.filter(({ event }) => event === 'start');
      expect(spans).deep.equal([
        { event: 'start', kind: 'call', operation: 'describeJob', jobName: 'job' },
        { event: 'start', kind: 'call', operation: 'listJobs', jobName: undefined },
      ]);
    });
  });

  for (const name of ['start', 'end', 'asyncStart', 'asyncEnd', 'error'] as const)
    it(`counts a subscriber of ${name} alone`, async () => {
      const heard: unknown[] = [];
      const listen = (context: unknown): unknown => heard.push(context);
      subscribe(`tracing:${CHANNEL}:${name}`, listen);
      await Promise.allSettled([
        traced(
          () => ({ kind: 'page', index: 0 }),
          () => Promise.reject(new Error('failed')),
        ),
      ]);
      unsubscribe(`tracing:${CHANNEL}:${name}`, listen);
      expect(heard).length(1);
      expect(heard[0]).include({ kind: 'page', index: 0 });
    });
});
