import { expect } from 'chai';
import { Observable, of, Subject, throwError } from 'rxjs';
import { AccessDeniedError } from '../../../src/core/errors.js';
import type { WatchEvent } from '../../../src/core/event.js';
import type { FleetRow } from '../../../src/core/fleet.js';
import type { Job } from '../../../src/core/job.js';
import { FleetMessage } from '../../../src/decode/fleet.js';
import type { FleetOptions } from '../../../src/live/fleet/fleetOptions.js';
import type { GatewayOptions } from '../../../src/gateway/index.js';
import { FakeWatch } from '../../support/fakeWatch.js';
import { fleetClient, type FleetClient } from '../../support/fleetClient.js';
import { served, type Served } from '../../support/gatewayOf.js';
import { until } from '../../support/simulated.js';

/** A recommender whose fleet a spec tells of. */
class FakeFleet extends FakeWatch {
  readonly events = new Subject<WatchEvent>();
  readonly described: string[] = [];
  readonly options: (FleetOptions | undefined)[] = [];
  readers = 0;

  fleet$(options?: FleetOptions): Observable<WatchEvent> {
    this.options.push(options);
    return new Observable(out => {
      this.readers += 1;
      out.add(() => (this.readers -= 1));
      out.add(this.events.subscribe(out));
    });
  }

  job$(jobName: string): Observable<Job> {
    this.described.push(jobName);
    const InputConfig = { ResourceLimit: { MaxNumberOfTests: 40 } };
    return of({ JobName: jobName, Status: 'IN_PROGRESS', InputConfig } as unknown as Job);
  }

  /** A job runs, of which every test is known. */
  run(jobName: string): void {
    const job = { JobName: jobName, Status: 'IN_PROGRESS' };
    this.events.next({ type: 'job', jobName, job });
    this.events.next({ type: 'synced', jobName });
  }
}

describe('the fleet at a gateway', () => {
  let fleet: FakeFleet;
  beforeEach(() => (fleet = new FakeFleet()));
  const with$ = (options: Partial<GatewayOptions>, work: (served: Served) => Promise<void>): Promise<void> =>
    served({ recommender: fleet, ...options }, work);
  /** Lets time pass until a client has what is expected. */
  async function rows(
    { time }: Served,
    client: FleetClient,
    holds: (rows: ReadonlyMap<string, FleetRow>) => boolean,
  ): Promise<void> {
    await until(async () => {
      await time.pass(1_000);
      return holds(client.rows);
    });
  }

  for (const form of ['socket', 'events'] as const)
    it(`is served over ${form}, followed while there are clients, and summed up`, async () => {
      fleet.list$ = () => of({ index: 0, jobs: [{ JobName: 'old', Status: 'FAILED' }] as never });
      await with$({ lingerMs: 1_000 }, async at => {
        const client = fleetClient(`${at.url}/fleet`, form);
        await until(() => fleet.readers === 1 && client.messages.length > 1);
        expect(client.messages[0]).include({ type: 'hello', protocol: 1 });
        fleet.run('nightly');
        await rows(at, client, known => known.get('nightly')?.total === 40);
        expect([...client.rows.keys()].toSorted()).deep.equal(['nightly', 'old']);
        expect([client.complete, fleet.described]).deep.equal([true, ['nightly']]);
        expect(fleet.options).deep.equal([{ kinds: ['classic'] }]);
        client.drop();
        await until(async () => {
          await at.time.pass(1_000);
          return fleet.readers === 0;
        });
      });
    });

  it('isn’t there without fleet$, and /health says whether it is', async () => {
    await served({}, async ({ url }) => {
      expect((await fetch(`${url}/fleet`)).status).equal(404);
      expect(await (await fetch(`${url}/health`)).json()).deep.equal({ status: 'ok' });
    });
    await with$({}, async ({ url }) => {
      expect((await fetch(`${url}/fleet`)).status).equal(406);
      expect(await (await fetch(`${url}/health`)).json()).deep.equal({ status: 'ok', fleet: true });
    });
    expect(fleet.options, 'not followed by a mere request').deep.equal([]);
  });

  it('is closed as the list is, and each row as its job is; a review ends what is denied by then', async () => {
    const denied = new Set<string | undefined>(['secret']);
    const authorize: GatewayOptions['authorize'] = ({ headers }, jobName) =>
      headers['x-user'] === 'me' && !denied.has(jobName);
    await with$({ authorize }, async at => {
      const answer = await fetch(`${at.url}/fleet`, { headers: { accept: 'text/event-stream' } });
      expect([answer.status, fleet.readers]).deep.equal([403, 0]);
      const client = fleetClient(`${at.url}/fleet`, 'socket', { 'x-user': 'me' });
      await until(() => fleet.readers === 1);
      for (const name of ['secret', 'mine', 'ours']) fleet.run(name);
      await rows(at, client, ({ size }) => size === 2);
      expect([...client.rows.keys()]).deep.equal(['mine', 'ours']);
      denied.add('mine');
      await at.gateway.reauthorize();
      await rows(at, client, ({ size }) => size < 2);
      expect([...client.rows.keys()]).deep.equal(['ours']);
      expect(JSON.stringify(client.messages)).not.include('secret');
      client.drop();
    });
  });

  it('says at once that there is no access, for which a fleet would wait', async () => {
    fleet.list$ = () => throwError(() => new AccessDeniedError('arn:aws:iam::111122223333:role/x'));
    await with$({}, async ({ url }) => {
      const client = fleetClient(`${url}/fleet`, 'socket');
      await until(() => client.messages.some(({ type }) => type === 'error'));
      expect(client.messages.at(-1)).include({ code: 'ACCESS_DENIED', retry: false });
      expect(JSON.stringify(client.messages)).not.include('111122223333');
      expect(fleet.options).deep.equal([]);
    });
  });

  it('leaves out a kind without access, and says so', async () => {
    fleet.ai.jobs$ = () => throwError(() => new AccessDeniedError('no'));
    await with$({ kinds: ['classic', 'recommendation'] }, async at => {
      const client = fleetClient(`${at.url}/fleet`, 'events');
      await until(() => fleet.readers === 1);
      await rows(at, client, () => client.complete);
      expect(fleet.options).deep.equal([{ kinds: ['classic'] }]);
      const last = client.messages.findLast(message => message.type === 'rows');
      expect(last?.unlisted).deep.include({
        ...last?.unlisted?.[0],
        kind: 'recommendation',
        code: 'ACCESS_DENIED',
      });
      client.drop();
    });
  });

  it('sends nothing but the protocol', () => {
    expect(FleetMessage.decode({ type: 'rows', rows: [] })._tag).equal('Left');
  });
});
