import { expect } from 'chai';
import type { CallOptions } from '../../../src/api/callOptions.js';
import { RETRY_DEFAULTS } from '../../../src/api/retryPolicy.js';
import type { ServiceApi } from '../../../src/api/serviceApi.js';
import { traced, type TraceContext } from '../../../src/api/trace.js';
import { withRetry } from '../../../src/api/withRetry.js';
import { withTrace } from '../../../src/api/withTrace.js';
import { interruptible } from '../../../src/cli/interruptible.js';
import type { ItemSink } from '../../../src/cli/output/itemSink.js';
import { runListing } from '../../../src/cli/runListing.js';
import { NetworkError } from '../../../src/core/errors.js';
import { virtualTime, type VirtualTime } from '../../support/virtualTime.js';
import { fakeHost, type FakeHost } from '../support/fakeHost.js';
import { fakeOutput } from '../support/fakeOutput.js';
import { openScreen } from '../support/screen.js';

describe('a command that waits for the service', () => {
  let time: VirtualTime;
  let said: string;
  beforeEach(() => {
    time = virtualTime();
    said = '';
  });

  const hostOf = (columns?: number): FakeHost => {
    const terminal = columns === undefined ? undefined : { columns };
    const output = fakeOutput({ terminal, take: text => void (said += text) });
    return fakeHost({ stdout: output, stderr: output, time });
  };
  /** Calls that each take some seconds, or fail as long as they are tried. */
  const apiOf = (answer: () => Promise<object>): ServiceApi => {
    const listSteps = (_: object, { attempt, call }: CallOptions): Promise<object> =>
      traced((): TraceContext => ({ kind: 'attempt', operation: 'listSteps', attempt, call }), answer);
    return withTrace(withRetry(RETRY_DEFAULTS, time)({ listSteps } as unknown as ServiceApi));
  };
  const call = (api: ServiceApi): Promise<unknown> =>
    api.listSteps({ JobName: 'j' }, { signal: new AbortController().signal });
  const after = (seconds: number) => (): Promise<object> =>
    new Promise(resolve => void time.after(seconds * 1_000, () => resolve({ Steps: [] })));
  const refuse = (): Promise<never> =>
    Promise.reject(new NetworkError('The connection failed: ECONNREFUSED'));
  const shown = async (): Promise<string[]> => {
    const screen = openScreen();
    await screen.write(said);
    return screen.lines();
  };

  it('says in a pipe after two seconds what fails, and again while it does', async () => {
    const running = interruptible(hostOf(), () => call(apiOf(refuse))).catch(() => undefined);
    await time.pass(1_900);
    expect(said).equal('');
    await time.pass(200);
    expect(said).match(
      /^stepstream: attempt \d of 8.*, after a failed connection: The connection failed: ECONNREFUSED\n$/,
    );
    await time.pass(10_000);
    expect(said.trimEnd().split('\n')).length(2);
    await time.pass(60_000);
    await running;
  });

  it('says so of a listing, too', async () => {
    const sink = { atEnd: false, end: () => Promise.resolve() } as unknown as ItemSink<object>;
    async function* pages(): AsyncGenerator<{ items: object[] }> {
      yield { items: [(await call(apiOf(refuse))) as object] };
    }
    const listing = { pages: pages(), sink, start: '', noun: 'step', progress: true };
    const running = runListing(listing, hostOf()).catch(() => undefined);
    await time.pass(2_100);
    expect(said).match(/^stepstream: attempt \d of 8/);
    await time.pass(60_000);
    await running;
  });

  it('says nothing of calls that are answered within three seconds each', async () => {
    const api = apiOf(after(1.9));
    const running = interruptible(hostOf(), async () => {
      for (let i = 0; i < 20; i += 1) await call(api);
    });
    await time.pass(60_000);
    await running;
    expect(said).equal('');
  });

  it('has a line at a terminal from the first second on, which is gone once it writes', async () => {
    const host = hostOf(80);
    const api = apiOf(after(1.5));
    const running = interruptible(host, async () => {
      for (let i = 0; i < 2; i += 1) await call(api);
      host.stdout.write('answer\n');
      await call(api);
    });
    await time.pass(900);
    expect(said).equal('');
    await time.pass(200);
    expect(await shown()).deep.equal(['waiting for an answer']);
    await time.pass(500);
    expect(await shown()).deep.equal(['1 answer so far']);
    await time.pass(1_500);
    expect(await shown()).deep.equal(['answer', '2 answers so far']);
    await time.pass(2_000);
    await running;
    expect(await shown()).deep.equal(['answer']);
  });

  it('takes the line away before it says that it was interrupted', async () => {
    const host = hostOf(80);
    void interruptible(host, () => call(apiOf(after(60))));
    await time.pass(5_000);
    host.signal('SIGINT');
    await host.exited;
    expect(await shown()).deep.equal(['stepstream: interrupted']);
    await time.pass(60_000);
  });
});
