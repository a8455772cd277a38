import { expect } from 'chai';
import fc from 'fast-check';
import { AccessDeniedError, ThrottledError } from '../../src/core/errors.js';
import type { WatchEvent } from '../../src/core/event.js';
import { isTerminal } from '../../src/core/status.js';
import type { KnownState } from '../../src/core/knownState.js';
import type { KeyedStep } from '../../src/core/message.js';
import type { Step } from '../../src/core/step.js';
import { stepReconciler } from '../../src/live/job/stepReconciler.js';
import { watchJob } from '../../src/live/watchJob.js';
import { afterEvent, unknownJob } from '../../src/operators/summary/jobSnapshot.js';
import { liveService, type LiveService } from '../support/liveService.js';
import { runs } from '../support/runs.js';
import { pending, priced, step } from '../support/steps.js';
import { virtualTime } from '../support/virtualTime.js';
import { knownOf, stored } from './history/withCuts.js';

const SECOND = 1_000;
/** Time after which no replica of the service is behind, in milliseconds. */
const LAG_MS = 40 * SECOND;
const a = step('a', { Status: 'IN_PROGRESS' });
const A = priced('a', NaN);
const nameless: Step = { ...pending, InferenceBenchmark: { ModelConfiguration: {} } };
const NAMELESS = '[null,null,[],null]';

/** Runs a watch on a service for a while. `said` has what it emitted since it was read last. */
function watch(service: LiveService, known?: KnownState) {
  const time = virtualTime();
  let state = unknownJob('job');
  let said: string[] = [];
  let end: unknown;
  const watching = watchJob(service.api, time, 'job', { known }).subscribe({
    next: event => {
      state = afterEvent(state, event);
      said.push(wordOf(event));
    },
    error: (error: unknown) => (end = error),
    complete: () => (end = 'completed'),
  });
  const after = async (ms: number): Promise<string> => {
    await time.pass(ms);
    const words = said.join(' ');
    said = [];
    return words;
  };
  return { after, state: () => knownOf(state), stop: () => watching.unsubscribe(), end: () => end };
}

const wordOf = (event: WatchEvent): string =>
  event.type === 'step'
    ? `${event.change}:${event.key}`
    : 'job' in event
      ? `${event.type}:${event.job.Status}`
      : event.type;

/** What a watch knows of these steps after a minute. */
async function learnt(service: LiveService): Promise<KnownState> {
  const { after, state, stop } = watch(service);
  await after(60 * SECOND);
  stop();
  return state();
}

describe('a watch that goes on from a known state', () => {
  for (const [how, through] of [
    ['as it is', (known: KnownState) => known],
    ['that was stored as JSON', stored],
  ] as const)
    it(`emits nothing while the service shows the state ${how}`, async () => {
      const service = liveService();
      service.steps = [A, nameless, nameless, a];
      const known = through(await learnt(service));
      expect(known.steps).length(4);
      const { after } = watch(service, known);
      expect(await after(600 * SECOND)).equal('');
    });

  it('describes the job and lists its steps with the first poll', async () => {
    const service = liveService();
    service.steps = [A];
    const known = await learnt(service);
    const before = service.calls().length;
    await watch(service, known).after(0);
    expect(service.calls().slice(before)).equal('DL');
  });

  it('emits what differs, under the keys that are known', async () => {
    const service = liveService();
    const twin = step('a', {
      Status: 'IN_PROGRESS',
      ModelConfiguration: { InferenceSpecificationName: 'x' },
    });
    service.steps = [nameless, nameless, twin, twin, nameless];
    const known = await learnt(service);
    expect(known.steps.map(({ key }) => key)).deep.equal([
      `${NAMELESS}#0`,
      `${NAMELESS}#1`,
      'a',
      `${NAMELESS}#2`,
      'a#2',
    ]);
    service.job = { Status: 'STOPPING' };
    service.steps = [
      nameless,
      step('b', { Status: 'IN_PROGRESS' }),
      twin,
      { ...twin, Status: 'FAILED' },
      nameless,
      nameless,
    ];
    const { after } = watch(service, stored(known));
    expect(await after(60 * SECOND)).equal(
      `job:STOPPING updated:${NAMELESS}#1 updated:a#2 added:${NAMELESS}#3`,
    );
  });

  it('gives a new step no key that is known', async () => {
    const service = liveService();
    service.steps = [step('a')];
    const known = await learnt(service);
    const key = `${NAMELESS}#0`;
    service.steps = [nameless, nameless, ...service.steps, step('b')];
    const taken = {
      ...known,
      steps: [...known.steps.map(one => ({ ...one, key })), { key: 'b', step: step('c') }],
    };
    const said = await watch(service, taken).after(60 * SECOND);
    expect(said).equal(`added:${NAMELESS}#1 added:b#2 removed:b added:${NAMELESS}#2`);
  });

  it('removes a step by two lists, when no replica is behind any more', async () => {
    const service = liveService();
    service.steps = [a, step('b')];
    const known = await learnt(service);
    service.steps = [a];
    const { after } = watch(service, known);
    expect(await after(LAG_MS - 1)).equal('');
    expect(await after(60 * SECOND)).equal('removed:b');
  });

  it('believes one more step without an endpoint by the second list of several pages, as ever', async () => {
    const service = liveService(2);
    service.steps = [a, step('b'), step('c')];
    const known = await learnt(service);
    service.steps = [...service.steps, nameless];
    const { after } = watch(service, known);
    expect(await after(0)).equal('');
    expect(await after(60 * SECOND)).equal(`added:${NAMELESS}#0`);
  });

  it('believes no earlier status of the job while a replica may be behind', async () => {
    const service = liveService();
    service.job = { Status: 'STOPPING' };
    const known = await learnt(service);
    service.job = { Status: 'IN_PROGRESS' };
    const { after } = watch(service, known);
    expect(await after(LAG_MS - 1)).equal('');
    expect(await after(60 * SECOND)).equal('job:IN_PROGRESS');
  });

  it('waits for a step that a job which has ended recommends and does not list', async () => {
    const service = liveService();
    const endpoint = (EndpointName: string) => ({ EndpointName, VariantName: 'main' });
    service.job = {
      Status: 'COMPLETED',
      InferenceRecommendations: ['b', 'c'].map(name => ({
        EndpointConfiguration: endpoint(name),
        ModelConfiguration: {},
      })),
    };
    const before = watch(service);
    service.steps = [step('b')];
    await before.after(0);
    before.stop();
    const { after } = watch(service, before.state());
    expect(await after(10 * SECOND)).equal('');
    service.steps = [step('b'), step('c')];
    expect(await after(60 * SECOND)).equal('added:c done:COMPLETED');
  });

  it('emits synced where the state was not', async () => {
    const service = liveService();
    service.steps = [a, step('b')];
    const known = await learnt(service);
    const partial = { ...known, steps: known.steps.slice(0, 1), synced: false };
    expect(await watch(service, partial).after(0)).equal('added:b synced');
  });

  it('emits fresh with the first poll that succeeds, and stale for another cause alone', async () => {
    const service = liveService();
    const known = { ...(await learnt(service)), stale: { ageMs: 70_000, cause: new ThrottledError('slow') } };
    expect(await watch(service, known).after(0)).equal('fresh');
    expect(await watch(service, stored(known)).after(0)).equal('fresh');
    expect(await watch(service, { ...known, stale: { ageMs: 0 } }).after(0)).equal('fresh');
    let fault: Error | undefined = new ThrottledError('still slow');
    service.instead = () => fault;
    const { after } = watch(service, stored(known));
    expect(await after(60 * SECOND)).equal('');
    fault = new AccessDeniedError('no');
    expect(await after(60 * SECOND)).equal('stale');
    fault = undefined;
    expect(await after(60 * SECOND)).equal('fresh');
  });

  it('counts the age of what is stale from before', async () => {
    const service = liveService();
    const known = { ...(await learnt(service)), stale: { ageMs: 70_000, cause: { code: 'NETWORK' } } };
    service.instead = () => new ThrottledError('slow');
    const ages: number[] = [];
    const time = virtualTime();
    const watching = watchJob(service.api, time, 'job', { known }).subscribe(event => {
      if (event.type === 'stale') ages.push(event.ageMs);
    });
    await time.pass(0);
    watching.unsubscribe();
    expect(ages).deep.equal([70_000]);
  });

  it('goes on to done where the job has ended', async () => {
    const service = liveService();
    service.steps = [step('b')];
    const known = await learnt(service);
    service.job = { Status: 'COMPLETED' };
    const { after, end, state, stop } = watch(service, known);
    expect(await after(0)).equal('job:COMPLETED');
    const ended = { ...known, job: state().job };
    stop();
    const later = watch(service, ended);
    expect(await later.after(60 * SECOND)).equal('done:COMPLETED');
    expect(later.end()).equal('completed');
    expect(end()).equal(undefined);
  });

  it('ends as DELETED where another job was created under the name', async () => {
    const service = liveService();
    service.steps = [a];
    const known = await learnt(service);
    const CreationTime = (known.job?.CreationTime?.getTime() ?? NaN) / 1_000 + 60;
    service.job = { CreationTime, LastModifiedTime: CreationTime };
    service.steps = [step('z')];
    const { after } = watch(service, known);
    expect(await after(600 * SECOND)).equal('job:DELETED done:DELETED');
  });
});

/** What happens to the steps of a job between two lists. */
type Change = readonly ['begin' | 'start' | 'end' | 'fail' | 'remove' | 'nothing', index: number];

const changes = fc.array(
  fc.tuple(
    fc.constantFrom<Change[0]>('begin', 'begin', 'start', 'start', 'end', 'fail', 'remove', 'nothing'),
    fc.nat(20),
  ),
  { maxLength: 25 },
);

/** The lists of a job to which this happens, and at the end the same list until no replica is behind. */
function listsAfter(happens: readonly Change[]): readonly (readonly Step[])[] {
  let steps: readonly Step[] = [];
  const lists = happens.map(([what, number], turn) => {
    const at = (fits: (one: Step) => boolean, change: (one: Step) => readonly Step[]): readonly Step[] => {
      const fitting = steps.filter(fits);
      const chosen = fitting[number % fitting.length];
      return steps.flatMap(one => (one === chosen ? change(one) : [one]));
    };
    const isBare = (one: Step): boolean => one.InferenceBenchmark?.EndpointConfiguration === undefined;
    const runs = (one: Step): boolean => !isTerminal(one.Status);
    // Steps are objects of their own, so that each can be chosen.
    if (what === 'begin') steps = [...steps, { ...nameless }];
    if (what === 'start')
      steps = at(
        one => isBare(one) && runs(one),
        () => [step(`e${String(turn)}`, { Status: 'IN_PROGRESS' })],
      );
    if (what === 'end')
      steps = at(
        one => !isBare(one) && runs(one),
        one => [{ ...one, Status: 'COMPLETED' }],
      );
    if (what === 'fail')
      steps = at(
        one => isBare(one) && runs(one),
        one => [{ ...one, Status: 'FAILED' }],
      );
    if (what === 'remove')
      steps = at(
        one => !isBare(one),
        () => [],
      );
    return steps;
  });
  return [...lists, ...Array<readonly Step[]>(8).fill(steps)];
}

describe('a reconciler of steps that goes on from a known state', () => {
  const PAUSE_MS = 10_000;
  const listOf = (steps: readonly Step[]) => ({ pages: [steps], invalid: [] });

  /** What these lists lead to, and the keys at the cut: the first list from `cut` on that leaves nothing open. */
  function replayed(lists: readonly (readonly Step[])[], cut: number) {
    const state = new Map<string, Step>();
    const known = (): readonly KeyedStep[] => Array.from(state, ([key, one]) => ({ key, step: one }));
    let reconciler = stepReconciler('job', LAG_MS);
    let keys: readonly string[] | undefined;
    lists.forEach((list, index) => {
      const now = index * PAUSE_MS;
      const { events, unconfirmed } = reconciler.apply(listOf(list), now);
      for (const { change, key, step: one } of events)
        if (change === 'removed') state.delete(key);
        else state.set(key, one);
      if (index < cut || unconfirmed || keys !== undefined) return;
      keys = [...state.keys()];
      reconciler = stepReconciler('job', LAG_MS, { steps: known(), synced: true, now });
    });
    return { known: known(), keys: new Set(keys) };
  }

  it('comes to the same steps under the same keys as one that took all lists', () => {
    fc.assert(
      fc.property(changes, fc.nat(30), (happens, cut) => {
        const lists = listsAfter(happens);
        const { known, keys } = replayed(lists, cut % lists.length);
        const whole = replayed(lists, Infinity);
        // Of a step that was removed before the cut the key may be used again.
        const nameOf = ({ key, step: one }: KeyedStep) => ({ key: keys.has(key) ? key : 'new', step: one });
        expect(known.map(nameOf)).deep.equal(whole.known.map(nameOf));
        expect(known.map(one => one.step)).have.deep.members([...lists.at(-1)!]);
      }),
      { numRuns: runs(200) },
    );
  });
});
