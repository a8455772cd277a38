import { expect } from 'chai';
import { pipe } from 'fp-ts/lib/function.js';
import type { RecommenderApi } from '../../../src/api/recommenderApi.js';
import type { Step } from '../../../src/core/step.js';
import { watchAnyJob } from '../../../src/live/watchAnyJob.js';
import { watchJob } from '../../../src/live/watchJob.js';
import { publishedAiJob } from '../../../src/testing/index.js';
import { liveService } from '../../support/liveService.js';
import { randomBelow } from '../../support/randomBelow.js';
import { RelayedGateways, stepsText, type RelayedClient } from '../../support/relayedGateways.js';
import { pending, step } from '../../support/steps.js';
import { virtualApi, virtualFake, withLatency } from '../../support/virtualApi.js';
import { virtualTime, type VirtualTime } from '../../support/virtualTime.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Gateways whose watches are those of a connection to this service. */
const gatewaysOn = (time: VirtualTime, apiOf: (gateway: string) => RecommenderApi): RelayedGateways =>
  new RelayedGateways(time, (gateway, own, jobName, known) =>
    watchJob(pipe(apiOf(gateway), withLatency(own, 30)), own, jobName, { known }),
  );

async function closed(fleet: RelayedGateways, time: VirtualTime): Promise<void> {
  const closing = fleet.close();
  await time.pass(10 * SECOND);
  await closing;
  expect(fleet.problems).deep.equal([]);
}

describe('gateways that share the logs of their jobs, on watches of the service', () => {
  it('keep the keys of steps without an endpoint when another one takes over', async () => {
    const time = virtualTime();
    const service = liveService();
    const nameless: Step = { ...pending, InferenceBenchmark: { ModelConfiguration: {} } };
    service.steps = [step('a'), nameless, nameless, step('b', { Status: 'IN_PROGRESS' })];
    const fleet = gatewaysOn(time, () => service.api);
    const [a, b] = [fleet.start('a'), fleet.start('b')];
    fleet.client('job').connect(a);
    const client = fleet.client('job');
    await time.pass(MINUTE);
    client.connect(b);
    await time.pass(MINUTE);
    const [steps, events] = [stepsText(client.replica.steps), client.events.length];
    expect(client.replica.steps.size).equal(4);
    expect(fleet.logs.holder('job')).equal('a');
    a.kill();
    await time.pass(MINUTE);
    expect(fleet.logs.holder('job')).equal('b');
    expect(stepsText(client.replica.steps)).equal(steps);
    expect(client.events).length(events);
    service.steps = [step('a'), step('c', { Status: 'IN_PROGRESS' }), nameless, step('b')];
    await time.pass(MINUTE);
    const changes = client.events.slice(events).map(event => event.type === 'step' && event.change);
    expect(changes).deep.equal(['updated', 'updated']);
    await closed(fleet, time);
  });

  it('show a whole job through the deaths of its pollers, each step once, with as many calls as one gateway', async () => {
    const below = randomBelow(7);
    const time = virtualTime(() => below(1_000) / 1_000);
    const job = { name: 'job', live: true, steps: 12, provisioningMs: MINUTE, runMs: 4 * MINUTE };
    const fake = virtualFake(time, { jobs: [job] });
    const api = virtualApi(fake);
    let calls = 0;
    const counted: RecommenderApi = {
      ...api,
      listSteps: (input, options) => ((calls += 1), api.listSteps(input, options)),
      describeJob: (input, options) => ((calls += 1), api.describeJob(input, options)),
    };
    const fleet = gatewaysOn(time, () => counted);
    const clients: RelayedClient[] = [];
    for (let n = 0; n < 3; n++) fleet.start(`g${n}`);
    for (let n = 0; n < 6; n++) {
      const client = fleet.client('job');
      client.connect(fleet.gateways[n % 3]!);
      clients.push(client);
    }
    let takeovers = 0;
    while (!clients.every(({ hasEndedForGood }) => hasEndedForGood)) {
      await time.pass(below(MINUTE));
      const up = fleet.gateways.filter(({ isUp }) => isUp);
      const poller = up.find(({ name }) => name === fleet.logs.holder('job'));
      if (below(3) > 0 && poller !== undefined && !poller.time.isFrozen()) {
        takeovers += 1;
        const kind = below(3);
        if (kind === 0) poller.kill();
        else if (kind === 1) void poller.close();
        else {
          poller.time.freeze();
          time.after(8 * SECOND, () => void poller.time.thaw());
        }
        if (kind < 2) fleet.start(`g${fleet.gateways.length}`);
      }
      for (const client of clients) {
        const isLost = client.gateway?.isUp !== true;
        const open = fleet.gateways.filter(one => one.isUp && !one.time.isFrozen());
        if (!client.hasEndedForGood && (isLost || below(4) === 0)) client.connect(open[below(open.length)]!);
      }
      expect(time.monotonic()).lessThan(24 * 60 * MINUTE);
    }
    expect(takeovers).greaterThan(10);
    for (const client of clients) {
      expect(stepsText(client.replica.steps)).equal(stepsText(clients[0]!.replica.steps));
      expect(client.replica.steps.size).equal(12);
      expect(client.events.filter(event => event.type === 'step' && event.change === 'removed')).length(0);
      expect(client.ofType('snapshot')).length(1);
      expect(
        client
          .ofType('hello')
          .slice(1)
          .every(({ resumed }) => resumed),
      ).true;
    }
    const together = calls;
    await closed(fleet, time);

    calls = 0;
    const aloneTime = virtualTime(() => below(1_000) / 1_000);
    const alone = virtualApi(virtualFake(aloneTime, { jobs: [job] }));
    const one = gatewaysOn(aloneTime, () => ({
      ...alone,
      listSteps: (input, options) => ((calls += 1), alone.listSteps(input, options)),
      describeJob: (input, options) => ((calls += 1), alone.describeJob(input, options)),
    }));
    const client = one.client('job');
    client.connect(one.start('a'));
    await aloneTime.until(() => client.hasEndedForGood);
    expect(together, `calls of one gateway: ${calls}`).lessThan(calls + 4 * takeovers);
    await closed(one, aloneTime);
  });
});

describe('gateways that share the logs of AI jobs', () => {
  it('go on from each other under their qualified names, with the keys of their recommendations', async () => {
    const time = virtualTime();
    const name = 'nightly';
    const jobName = `ai-recommendation-job/${name}`;
    const fake = virtualFake(time, {
      aiJobs: [{ ...publishedAiJob({ name }), live: true, runMs: 10 * MINUTE }],
    });
    const api = virtualApi(fake);
    const fleet = new RelayedGateways(time, (_, own, job, known) =>
      watchAnyJob(pipe(api, withLatency(own, 30)), own, job, { known }),
    );
    const [a, b] = [fleet.start('a'), fleet.start('b')];
    const [x, y] = [fleet.client(jobName), fleet.client(jobName)];
    x.connect(a);
    y.connect(b);
    await time.pass(MINUTE);
    expect(fleet.logs.stored(jobName)?.status.job).include({ JobName: jobName, Status: 'IN_PROGRESS' });
    a.kill();
    await time.until(() => y.hasEndedForGood);
    expect(y.messages.at(-1)).include({ type: 'bye', reason: 'done' });
    expect(y.replica.steps.size).greaterThan(0);
    expect(y.ofType('snapshot')).length(1);
    await closed(fleet, time);
  });
});
