import { expect } from 'chai';
import { Subject, type Subscription } from 'rxjs';
import { systemTime } from '../../../src/core/time.js';
import { ServerMessage } from '../../../src/decode/message.js';
import type { ServerMessage as Message } from '../../../src/core/message.js';
import { reconnectDelayMs } from '../../../src/page/feed/reconnectDelay.js';
import { afterClose } from '../../../src/page/feed/afterClose.js';
import type { FeedPorts, RefusedWith, SocketListener, Transport } from '../../../src/page/feed/feedPorts.js';
import { afterEvents, noState, staleSince, type FeedState } from '../../../src/page/feed/feedState.js';
import { jobFeed$ } from '../../../src/page/feed/jobFeed.js';
import { firstJob, fetchJobs } from '../../../src/page/jobList.js';
import { useFakeTime } from '../../support/fakeTime.js';
import { change, priced } from '../../support/steps.js';

const hello = (resumed = false): Message => ({
  type: 'hello',
  protocol: 1,
  jobName: 'job',
  epoch: 'e1',
  resumed,
  heartbeatMs: 10_000,
});
const snapshot = (seq: number, ...endpoints: readonly string[]): Message => ({
  type: 'snapshot',
  epoch: 'e1',
  seq,
  more: false,
  steps: endpoints.map(key => ({ key, step: priced(key, 1) })),
  watch: { synced: true, done: false, job: { JobName: 'job', Status: 'IN_PROGRESS' } },
});
const event = (seq: number, endpoint: string): Message => ({
  type: 'event',
  epoch: 'e1',
  seq,
  event: change('added', priced(endpoint, 1)),
});

describe('the feed of the page', () => {
  const time = useFakeTime();

  describe('over a connection', () => {
    const wake$ = new Subject<void>();
    let sockets: {
      transport: Transport;
      address: string;
      listener: SocketListener;
      sent: string[];
      closed: boolean;
    }[];
    let preferred: Transport;
    /** Whether the browser has WebSockets. */
    let hasSockets: boolean;
    const open =
      (transport: Transport): FeedPorts['open'][Transport] =>
      (address, listener) => {
        if (transport === 'socket' && !hasSockets) throw new ReferenceError('WebSocket is not defined');
        const opened = { transport, address, listener, sent: [] as string[], closed: false };
        sockets.push(opened);
        return { send: text => void opened.sent.push(text), close: () => (opened.closed = true) };
      };
    let asked: string[];
    let refusal: RefusedWith | undefined;
    let states: FeedState[];
    let subscription: Subscription;
    const socket = () => sockets.at(-1)!;
    const state = () => states.at(-1)!;
    const say = (...messages: readonly Message[]): void => {
      for (const message of messages)
        socket().listener.message(JSON.stringify(ServerMessage.encode(message)));
    };
    const names = (): readonly string[] => [...state().snapshot.steps.keys()];
    const settle = (): Promise<void> => Promise.resolve().then(() => undefined);

    beforeEach(() => {
      [sockets, asked, states, refusal] = [[], [], [], undefined];
      [preferred, hasSockets] = ['socket', true];
      follow();
    });
    function follow(): void {
      subscription = jobFeed$('job', {
        open: { socket: open('socket'), events: open('events') },
        preferred: () => preferred,
        prefer: transport => (preferred = transport),
        ask: async address => {
          asked.push(address);
          return refusal;
        },
        wake$,
        time: { now: () => time.now, random: () => 1, after: systemTime.after },
      }).subscribe(next => states.push(next));
    }
    afterEach(() => {
      subscription.unsubscribe();
      expect(socket().closed).true;
      expect(time.countTimers()).equal(0);
    });

    it('shows what a snapshot and events say', () => {
      expect(state().link.kind).equal('connecting');
      say(hello(), snapshot(1, 'a'), event(2, 'b'));
      expect(names()).deep.equal(['a', 'b']);
      expect(state().link.kind).equal('live');
      expect(state().snapshot.job?.Status).equal('IN_PROGRESS');
      expect(socket().address).equal('jobs/job');
    });

    it('goes on where it was after a break, and says since when it is old', () => {
      say(hello(), snapshot(1, 'a'), event(2, 'b'));
      const at = time.now;
      time.tick(3_000);
      socket().listener.closed(1006);
      expect(state().link).deep.equal({ kind: 'lost', since: at });
      expect(staleSince(state())).equal(at);
      time.tick(400);
      expect(socket().address).equal('jobs/job?after=e1-2');
      say(hello(true), event(3, 'c'));
      expect(names()).deep.equal(['a', 'b', 'c']);
      expect(staleSince(state())).equal(undefined);
    });

    it('keeps what it has while it is lost, and says so once', () => {
      say(hello(), snapshot(1, 'a'));
      socket().listener.closed(1001);
      const before = states.length;
      time.tick(400);
      expect(sockets).length(2);
      expect(names()).deep.equal(['a']);
      expect(states).length(before);
    });

    it('waits longer after each attempt without an answer, up to fifteen seconds', async () => {
      const pauses = [];
      for (let i = 0; i < 8; i += 1) {
        const opened = sockets.length;
        socket().listener.closed(1006);
        await settle();
        const from = time.now;
        while (sockets.length === opened) time.tick(50);
        pauses.push(time.now - from);
      }
      expect(pauses).deep.equal([400, 800, 1_600, 3_200, 6_400, 12_800, 15_000, 15_000]);
    });

    it('pauses shortly again after a connection that was good', () => {
      for (const livedMs of [1_000, 1_000, 10_000]) {
        say(hello(), snapshot(1, 'a'));
        time.tick(livedMs);
        socket().listener.closed(1006);
        if (livedMs === 10_000) break;
        time.tick(15_000);
      }
      const opened = sockets.length;
      time.tick(399);
      expect(sockets).length(opened);
      time.tick(1);
      expect(sockets).length(opened + 1);
    });

    it('takes a connection that is silent for two beats for lost', () => {
      say(hello(), snapshot(1, 'a'));
      time.tick(19_999);
      expect(state().link.kind).equal('live');
      time.tick(1);
      expect(state().link.kind).equal('lost');
      expect(sockets[0]?.closed).true;
    });

    it('pings the connection when the page is visible again', () => {
      say(hello(), snapshot(1, 'a'));
      wake$.next();
      expect(socket().sent).deep.equal(['{"type":"ping"}']);
      time.tick(4_000);
      say({ type: 'beat' });
      time.tick(4_000);
      expect(state().link.kind).equal('live');
      wake$.next();
      time.tick(5_000);
      expect(state().link.kind).equal('lost');
    });

    it('connects at once when the page is visible again', () => {
      say(hello(), snapshot(1, 'a'));
      socket().listener.closed(1006);
      wake$.next();
      expect(sockets).length(2);
      time.tick(1_000);
      expect(sockets).length(2);
    });

    it('starts with a snapshot again where a message does not follow', () => {
      say(hello(), snapshot(1, 'a'), event(3, 'c'));
      expect(state().link.kind).equal('lost');
      time.tick(400);
      expect(socket().address).equal('jobs/job');
    });

    it('starts again after what is no message, and leaves messages of later versions alone', () => {
      say(hello(), snapshot(1, 'a'));
      socket().listener.message('{"type":"weather"}');
      expect(state().link.kind).equal('live');
      socket().listener.message('{"type":"event"}');
      expect(state().link.kind).equal('lost');
    });

    it('shows a snapshot of several parts once it is whole', () => {
      say(hello(), { ...snapshot(1, 'a'), more: true } as Message);
      expect(state().link.kind).equal('connecting');
      say({
        type: 'catchUp',
        epoch: 'e1',
        from: 1,
        seq: 2,
        steps: [{ key: 'b', step: priced('b', 1) }],
        removed: [],
        more: false,
        watch: { synced: true, done: false },
      });
      expect(state().link.kind).equal('live');
      expect(names()).deep.equal(['a', 'b']);
    });

    it('is over when the job has ended', () => {
      say(hello(), snapshot(1, 'a'), { type: 'bye', reason: 'done', retry: false });
      expect(state().link.kind).equal('over');
      expect(staleSince(state())).equal(undefined);
      time.tick(60_000);
      expect(sockets).length(1);
    });

    it('comes back after a goodbye that says so', () => {
      say(hello(), snapshot(1, 'a'), { type: 'bye', reason: 'closing', retry: true });
      socket().listener.closed(1001);
      expect(state().link.kind).equal('lost');
      time.tick(400);
      expect(sockets).length(2);
    });

    it('gives up where the gateway says so, in its words', () => {
      say(hello(), { type: 'error', code: 'NOT_FOUND', message: 'There is no such job.', retry: false });
      expect(state().link).deep.equal({ kind: 'refused', message: 'There is no such job.' });
      time.tick(60_000);
      expect(sockets).length(1);
    });

    it('gives up on a protocol of another version', () => {
      say({ ...hello(), protocol: 2 } as Message);
      expect(state().link.kind).equal('refused');
    });

    for (const [status, kind] of [
      [401, 'refused'],
      [404, 'refused'],
      [406, 'lost'],
      [503, 'lost'],
    ] as const)
      it(`asks why an upgrade was refused: ${String(status)} is ${kind}`, async () => {
        refusal = { status, message: 'why' };
        socket().listener.closed(1006);
        await settle();
        expect(asked).deep.equal(['jobs/job']);
        expect(state().link.kind).equal(kind);
      });

    describe('where no WebSocket gets through', () => {
      /** The connection ends before a hello, and the same address answers an ordinary request. */
      const blocked = async (): Promise<void> => {
        refusal = { status: 406, message: 'a stream' };
        socket().listener.closed(1006);
        await settle();
        time.tick(800);
      };

      it('goes on over server-sent events after two attempts, and remembers it', async () => {
        await blocked();
        expect(socket()).include({ transport: 'socket' });
        await blocked();
        expect(socket()).include({ transport: 'events', address: 'jobs/job' });
        expect(preferred).equal('socket');
        say(hello(), snapshot(1, 'a'), event(2, 'b'));
        expect([state().link.kind, preferred, names()]).deep.equal(['live', 'events', ['a', 'b']]);
      });

      it('resumes there from its position, and stays on the transport that has worked', async () => {
        await blocked();
        await blocked();
        say(hello(), snapshot(1, 'a'), event(2, 'b'));
        time.tick(5_000);
        const lostAt = time.now;
        say({ type: 'beat' });
        socket().listener.closed(1006);
        expect(state().link).deep.equal({ kind: 'lost', since: lostAt });
        time.tick(15_000);
        expect(socket()).include({ transport: 'events', address: 'jobs/job?after=e1-2' });
        say(hello(true), event(3, 'c'));
        expect(names()).deep.equal(['a', 'b', 'c']);
      });

      it('tries WebSockets again where server-sent events get nowhere either', async () => {
        for (let i = 0; i < 4; i += 1) await blocked();
        time.tick(15_000);
        expect(socket()).include({ transport: 'socket' });
      });

      it('does so where an upgrade is neither answered nor refused', async () => {
        refusal = { status: 406, message: 'a stream' };
        time.tick(30_000);
        await settle();
        time.tick(400);
        expect(socket()).include({ transport: 'events' });
      });

      it('does not where the gateway itself is away, or full', async () => {
        for (const status of [undefined, 503, undefined, 503]) {
          refusal = status === undefined ? undefined : { status, message: 'why' };
          socket().listener.closed(1006);
          await settle();
          time.tick(15_000);
        }
        expect(new Set(sockets.map(({ transport }) => transport))).deep.equal(new Set(['socket']));
      });

      it('does so at once where the browser has none, or where it was found out before', () => {
        for (const begin of [() => (hasSockets = false), () => (preferred = 'events')]) {
          subscription.unsubscribe();
          sockets = [];
          begin();
          follow();
          time.tick(400);
          expect(sockets.map(({ transport }) => transport)).deep.equal(['events']);
          hasSockets = true;
        }
      });

      it('ends and gives up by messages, as server-sent events have no close codes', async () => {
        await blocked();
        await blocked();
        say(hello(), snapshot(1, 'a'), { type: 'bye', reason: 'done', retry: false });
        expect(state().link.kind).equal('over');
      });

      it('sends no ping when the page is looked at again, and reconnects where a beat is overdue', async () => {
        await blocked();
        await blocked();
        say(hello(), snapshot(1, 'a'));
        const opened = sockets.length;
        time.tick(10_000);
        wake$.next();
        expect([socket().sent, sockets.length]).deep.equal([[], opened]);
        time.tick(1);
        wake$.next();
        expect(sockets).length(opened + 1);
        expect(socket()).include({ transport: 'events', address: 'jobs/job?after=e1-1' });
        expect(state().link.kind).equal('live');
      });

      it('takes a stream that is silent for two beats for lost', async () => {
        await blocked();
        await blocked();
        say(hello(), snapshot(1, 'a'));
        time.tick(20_000);
        expect(state().link.kind).equal('lost');
      });
    });

    it('knows what follows each close code', () => {
      const codes = [1000, 1001, 1002, 1006, 1007, 1008, 1009, 1011, 1012, 1013, 4404];
      expect(codes.map(afterClose)).deep.equal([
        'over',
        'retry',
        'refused',
        'retry',
        'refused',
        'refused',
        'refused',
        'refused',
        'retry',
        'retry',
        'refused',
      ]);
    });

    it('spreads its attempts', () => {
      expect([reconnectDelayMs(0, 0), reconnectDelayMs(0, 1), reconnectDelayMs(60, 1)]).deep.equal([
        200, 400, 15_000,
      ]);
    });
  });
});

describe('what the page knows of a job', () => {
  it('is old since the gateway says so', () => {
    const stale = { type: 'stale', jobName: 'job', ageMs: 5_000, cause: undefined } as const;
    const old = { ...afterEvents(noState('job'), [stale], 60_000), link: { kind: 'live' } as const };
    expect(staleSince(old)).equal(55_000);
    expect(staleSince({ ...old, link: { kind: 'lost', since: 58_000 } })).equal(55_000);
    expect(staleSince(afterEvents(old, [{ type: 'fresh', jobName: 'job' }], 61_000))).equal(undefined);
  });

  it('is of the service’s time where that is ahead', () => {
    const run = change('added', priced('a', 1, { InvocationStartTime: new Date(90_000) }));
    expect(afterEvents(noState('job'), [run], 60_000).aheadMs).equal(30_000);
    expect(afterEvents(noState('job'), [run], 120_000).aheadMs).equal(0);
  });
});

describe('the list of jobs on the page', () => {
  const answer = (body: unknown, status = 200): Promise<Response> =>
    Promise.resolve(new Response(JSON.stringify(body), { status }));
  const job = (JobName: string, Status: string): object => ({
    JobName,
    Status,
    JobType: 'Advanced',
    JobArn: 'arn',
    RoleArn: 'arn',
    CreationTime: 1,
    LastModifiedTime: 1,
  });

  it('begins with the newest that runs, or else with the newest', async () => {
    const list = await fetchJobs(() => answer({ jobs: [job('a', 'COMPLETED'), job('b', 'IN_PROGRESS')] }));
    expect(list.kind === 'jobs' && firstJob(list.jobs)).equal('b');
    expect(list.kind === 'jobs' && firstJob(list.jobs.slice(0, 1))).equal('a');
    expect(firstJob([])).equal(undefined);
  });

  for (const [what, ask, message] of [
    ['a refusal', () => answer({ message: 'Access denied.' }, 401), 'Access denied.'],
    ['no list', () => answer({}), 'The answer of the server is not of the expected form.'],
    ['no server', () => Promise.reject(new TypeError('x')), 'The server can not be reached.'],
  ] as const)
    it(`says so where there is ${what}`, async () => {
      expect(await fetchJobs(ask)).deep.equal({ kind: 'failed', message });
    });
});
