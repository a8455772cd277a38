import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect as connectSocket, type AddressInfo, type Socket } from 'node:net';
import { expect } from 'chai';
import Mocha, { Suite, Test } from 'mocha';
import { cleanUp } from '../support/cleanUp.js';
import { installFakeClock } from '../support/fakeClock.js';

const NEVER_ENDS = 'never ends';

/** What became of a spec in a run of its own: undefined where it passed. */
type Outcome = Readonly<Record<string, string | undefined>>;

const silent = function (): void {} as never;

/** Runs specs under the same root hooks as ours, and answers how each ended; `waitMs` is for what closes late. */
async function outcomeOf(
  specs: Readonly<Record<string, () => unknown>>,
  { suite = new Suite('specs'), waitMs = 50 }: { readonly suite?: Suite; readonly waitMs?: number } = {},
): Promise<Outcome> {
  const outcome: Record<string, string | undefined> = {};
  const mocha = new Mocha({ reporter: silent, timeout: 60_000 });
  let fail: (test: Test, error: Error) => void = () => undefined;
  mocha.rootHooks(cleanUp({ fail: (test, error) => fail(test, error), waitMs }));
  mocha.suite.addSuite(suite);
  for (const [title, work] of Object.entries(specs)) {
    const test = new Test(title, work);
    suite.addTest(test);
    if (title === NEVER_ENDS) test.timeout(20);
  }
  await new Promise<void>(resolve => {
    const runner = mocha.run(() => resolve());
    fail = (test, error) =>
      (runner as unknown as { fail: (...args: unknown[]) => void }).fail(test, error, true);
    runner.on('pass', ({ title }) => (outcome[title] ??= undefined));
    runner.on('fail', ({ title }, { message }: Error) => (outcome[title] = message));
  });
  mocha.dispose();
  return outcome;
}

describe('cleaning up behind a spec', () => {
  const open: { server?: Server; socket?: Socket; child?: ChildProcess } = {};
  let port: number;
  before(async () => {
    open.server = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(open.server, 'listening');
    ({ port } = open.server.address() as AddressInfo);
  });
  after(async () => {
    open.server?.closeAllConnections();
    open.server?.close();
  });

  it('fails the spec that left a fake clock, and gives the next one a real clock', async () => {
    const real = [setTimeout, Date, Date.now];
    const outcome = await outcomeOf({
      leaves: () => void installFakeClock(),
      next: () => new Promise(resolve => setTimeout(resolve, 1)),
    });
    expect(outcome).deep.equal({ leaves: 'The spec has left a fake clock.', next: undefined });
    expect([setTimeout, Date, Date.now]).deep.equal(real);
  });

  it('does so when mocha has given the spec up', async () => {
    const outcome = await outcomeOf({
      [NEVER_ENDS]: () => {
        installFakeClock();
        return new Promise(() => undefined);
      },
      next: () => new Promise(resolve => setTimeout(resolve, 1)),
    });
    expect(Object.keys(outcome)).deep.equal([NEVER_ENDS, 'next']);
    expect(outcome[NEVER_ENDS]).match(/Timeout of 20ms exceeded|has left a fake clock/);
    expect(outcome['next']).undefined;
  });

  it('knows a clock that was replaced by hand', async () => {
    const { now } = Date;
    const outcome = await outcomeOf({ leaves: () => void (Date.now = () => 0) });
    expect(outcome['leaves']).equal('The spec has left a fake clock.');
    expect(Date.now).equal(now);
  });

  it('fails the spec that left a socket, and no other', async () => {
    const outcome = await outcomeOf({
      before: () => undefined,
      leaves: async () => {
        open.socket = connectSocket(port, '127.0.0.1');
        await once(open.socket, 'connect');
      },
      next: () => undefined,
    });
    open.socket?.destroy();
    expect(outcome).deep.equal({
      before: undefined,
      leaves: `The spec has left a socket to port ${String(port)}.`,
      next: undefined,
    });
  });

  it('names a server, a process, a listener of the process and a fetch that are left', async () => {
    const listener = (): void => undefined;
    const left = createServer();
    const stop = new AbortController();
    let fetching: Promise<unknown> | undefined;
    const outcome = await outcomeOf({
      server: () => new Promise<void>(resolve => void left.listen(0, '127.0.0.1', resolve)),
      child: () => void (open.child = spawn('sleep', ['60'], { stdio: 'ignore' })),
      listener: () => void process.on('SIGUSR2', listener),
      fetch: () =>
        void (fetching = fetch(`http://127.0.0.1:${String(port)}`, { signal: stop.signal }).catch(
          () => undefined,
        )),
    });
    left.close();
    open.child?.kill();
    process.off('SIGUSR2', listener);
    stop.abort();
    await Promise.all([fetching, once(open.child!, 'close')]);
    expect(outcome['server']).match(/^The spec has left a server at port \d+\.$/);
    expect(outcome['child']).equal('The spec has left 1 Process.');
    expect(outcome['listener']).equal("The spec has left 1 process.on('SIGUSR2').");
    expect(outcome['fetch']).match(/^The spec has left 1 fetch/);
  });

  it('lets a suite keep what its before hook has opened, and a spec what closes by itself', async () => {
    const suite = new Suite('with a server');
    const own = createServer();
    suite.beforeAll(() => new Promise<void>(resolve => void own.listen(0, '127.0.0.1', resolve)));
    suite.afterAll(() => void own.close());
    const outcome = await outcomeOf(
      {
        'uses the server': () => undefined,
        'closes late': () => {
          const socket = connectSocket(port, '127.0.0.1');
          setTimeout(() => socket.destroy(), 10);
        },
      },
      { suite, waitMs: 30_000 },
    );
    expect(outcome).deep.equal({ 'uses the server': undefined, 'closes late': undefined });
  });
});
