import { expect } from 'chai';
import {
  fakeRecommender,
  startSimulator,
  type FakeRecommender,
  type JobScript,
  type ServiceBehaviours,
  type WireBenchmark,
} from '../../../src/testing/index.js';
import { Service } from '../../../src/testing/service.js';
import { ServiceFault } from '../../../src/testing/serviceFault.js';
import { DESCRIBE, LIST_JOBS, LIST_STEPS, post } from '../support.js';

const T0 = Date.UTC(2026, 0, 15, 9);

/** Fields of a job or of a step. */
interface Item {
  readonly JobName: string;
  readonly Status: string;
  readonly CreationTime: number;
  readonly CompletionTime?: number;
  readonly LastModifiedTime: number;
  readonly InferenceBenchmark: WireBenchmark;
}
interface Answer extends Item {
  readonly Steps?: readonly Item[];
  readonly InferenceRecommendationsJobs?: readonly Item[];
  readonly NextToken?: string;
}
interface Page {
  readonly items: readonly Item[];
  readonly next: string | undefined;
}

/** A world that stands still, and the calls to it. */
function account(behaviours: ServiceBehaviours, jobs: readonly JobScript[]) {
  const fake = fakeRecommender({ speed: 0, startTime: T0, behaviours, jobs });
  const service = new Service(fake);
  const call = (operation: string, input: object): Answer => {
    const reply = service.call({ operation, input });
    if (reply.kind === 'answer') return reply.wire as unknown as Answer;
    throw reply.kind === 'refusal' ? reply.error : new Error(reply.kind);
  };
  const list = (operation: string, input: object): Page => {
    const answer = call(operation, input);
    return { items: answer.Steps ?? answer.InferenceRecommendationsJobs ?? [], next: answer.NextToken };
  };
  return {
    fake,
    describe: (JobName = 'job') => call(DESCRIBE, { JobName }),
    steps: (input: object = {}) => list(LIST_STEPS, { JobName: 'job', ...input }),
    jobs: (input: object = {}) => list(LIST_JOBS, input),
  };
}

const endpoints = ({ items }: Page): (string | undefined)[] =>
  items.map(item => item.InferenceBenchmark.EndpointConfiguration?.EndpointName);
const names = ({ items }: Page): string[] => items.map(item => item.JobName);
const statusIn = (describe: () => Item): string => {
  try {
    return describe().Status;
  } catch (error) {
    if (error instanceof ServiceFault) return error.type;
    throw error;
  }
};
const ended: JobScript = { name: 'job', steps: 12 };
const live: JobScript = {
  name: 'job',
  live: true,
  steps: [{}, {}],
  pendingMs: 10_000,
  provisioningMs: 10_000,
  runMs: 10_000,
};
const three: readonly JobScript[] = ['b', 'a', 'c'].map((name, i) => ({ name, startedAt: T0 - 9_000 + i }));

describe('testing: behaviours of the service', () => {
  it('are off by default', () => {
    const { fake, steps } = account({}, [ended]);
    expect(fake.behaviours).deep.equal({});
    expect(endpoints(steps())).deep.equal(endpoints(steps()));
    expect(steps().items).length(12);
  });

  it('listOrder newestFirst: a new step moves the others between two pages', () => {
    const { fake, steps } = account({ listOrder: 'newestFirst' }, [ended]);
    const first = steps({ MaxResults: 6 });
    fake.addStep('job');
    const second = steps({ MaxResults: 6, NextToken: first.next });
    expect(endpoints(second)[0]).equal(endpoints(first)[5]);
  });

  it('listOrder flips: each call has the order of the call before, turned', () => {
    const { steps } = account({ listOrder: 'flips' }, [ended]);
    const [a, b, c] = [steps(), steps(), steps()].map(endpoints);
    expect(b).deep.equal(a!.toReversed());
    expect(c).deep.equal(a);
  });

  it('listOrder random: each call has an order of its own, and the same steps', () => {
    const { steps } = account({ listOrder: 'random' }, [ended]);
    const [a, b] = [steps(), steps()].map(endpoints);
    expect(b).not.deep.equal(a);
    expect(b!.toSorted()).deep.equal(a!.toSorted());
  });

  it('listOrder: a requested order of jobs is kept', () => {
    const { jobs } = account({ listOrder: 'random' }, three);
    for (let i = 0; i < 5; i++) expect(names(jobs({ SortBy: 'Name' }))).deep.equal(['c', 'b', 'a']);
  });

  it('largestPage: pages are short whatever the request says', () => {
    const { steps } = account({ largestPage: 5 }, [ended]);
    const first = steps({ MaxResults: 100 });
    const second = steps({ NextToken: first.next });
    const third = steps({ NextToken: second.next });
    expect([first, second, third].map(({ items }) => items.length)).deep.equal([5, 5, 2]);
    expect(third.next).equal(undefined);
  });

  it('lagMs: each operation shows the account as it was, changes by a test included', () => {
    const lagMs = { describe: 20_000, jobs: 10_000, steps: 30_000 };
    const { fake, describe, jobs, steps } = account({ lagMs }, [live]);
    expect(statusIn(describe)).equal('ResourceNotFound');
    fake.advance(30_000);
    fake.addStep('job');
    fake.stopJob('job');
    const states = (): string => `${statusIn(describe)} ${jobs().items[0]!.Status} ${steps().items.length}`;
    expect(states()).equal('IN_PROGRESS IN_PROGRESS 0');
    fake.advance(10_000);
    expect(states()).match(/^IN_PROGRESS STOPPING \d$/);
    fake.advance(10_000);
    expect(states()).match(/^STOPPING STOPPING \d$/);
    expect(steps().items.length).below(3);
    fake.advance(10_000);
    expect(steps().items).length(3);
  });

  it('replicas byTurns: now the present state, now the one behind', () => {
    const { fake, describe } = account({ lagMs: { describe: 40_000 }, replicas: 'byTurns' }, [live]);
    fake.advance(39_000);
    const seen = new Set(Array.from({ length: 20 }, () => statusIn(describe)));
    expect([...seen].sort()).deep.equal(['COMPLETED', 'ResourceNotFound']);
  });

  it('lagMs: a job that was removed is found until the replica knows', () => {
    const { fake, describe } = account({ lagMs: { describe: 5_000 } }, [ended]);
    fake.advance(60_000);
    fake.removeJob('job');
    fake.advance(4_999);
    expect(statusIn(describe)).equal('COMPLETED');
    fake.advance(1);
    expect(statusIn(describe)).equal('ResourceNotFound');
  });

  it('appearsAfterMs: Describe and the list of steps find a job later than the list of jobs', () => {
    const { fake, describe, steps, jobs } = account({ appearsAfterMs: 8_000 }, [live]);
    fake.advance(7_999);
    expect(names(jobs())).deep.equal(['job']);
    expect(statusIn(describe)).equal('ResourceNotFound');
    expect(() => steps()).throw(ServiceFault);
    fake.advance(1);
    expect(statusIn(describe)).equal('PENDING');
    expect(steps().items).deep.equal([]);
  });

  it('listTimes wholeSeconds: the list has whole seconds and Describe milliseconds', () => {
    const { describe, jobs } = account({ listTimes: 'wholeSeconds' }, [{ ...ended, startedAt: T0 - 10_500 }]);
    expect(describe().CreationTime).equal((T0 - 10_500) / 1000);
    expect(jobs().items[0]!.CreationTime).equal((T0 - 11_000) / 1000);
  });

  it('jobOrder: ascending or by name, unless the request says otherwise', () => {
    const order = (behaviours: ServiceBehaviours, input?: object): string =>
      names(account(behaviours, three).jobs(input)).join('');
    expect(order({})).equal('cab');
    expect(order({ jobOrder: 'ascending' })).equal('bac');
    expect(order({ jobOrder: 'byName' })).equal('abc');
    expect(order({ jobOrder: 'byName' }, { SortBy: 'CreationTime', SortOrder: 'Descending' })).equal('cab');
  });

  it('filters afterPage: pages are cut first', () => {
    const { jobs } = account({ filters: 'afterPage' }, three);
    const filter = { NameContains: 'b', MaxResults: 1 };
    const first = jobs(filter);
    const second = jobs({ ...filter, NextToken: first.next });
    const third = jobs({ ...filter, NextToken: second.next });
    expect([first, second, third].map(names)).deep.equal([[], [], ['b']]);
    expect(third.next).equal(undefined);
  });

  it('modifiedTimes: still, ahead or backwards, in Describe, list and filter alike', () => {
    const modified = (modifiedTimes: ServiceBehaviours['modifiedTimes']): number[] => {
      const { fake, describe, jobs } = account(modifiedTimes === undefined ? {} : { modifiedTimes }, [live]);
      return Array.from({ length: 6 }, () => {
        fake.advance(5_000);
        const { LastModifiedTime } = describe();
        expect(jobs().items[0]!.LastModifiedTime).equal(LastModifiedTime);
        expect(jobs({ LastModifiedTimeAfter: LastModifiedTime }).items).deep.equal([]);
        expect(jobs({ LastModifiedTimeAfter: LastModifiedTime - 1 }).items).length(1);
        return LastModifiedTime * 1000 - T0;
      });
    };
    const plain = modified(undefined);
    expect(new Set(modified('still'))).deep.equal(new Set([0]));
    expect(modified('ahead')).deep.equal(plain.map(at => at + 600_000));
    const back = modified('backwards');
    expect(back.every((at, i) => at <= plain[i]!)).equal(true);
  });

  it('sharedEndpoint: the first two steps have one endpoint name', () => {
    const [first, second, third] = endpoints(account({ sharedEndpoint: true }, [ended]).steps());
    expect(second).equal(first);
    expect(third).not.equal(first);
  });

  it('environmentOrder random: parameters in another order in some answers', () => {
    const environment = { A: '1', B: '2', C: '3', D: '4' };
    const { steps } = account({ environmentOrder: 'random' }, [{ ...ended, steps: [{ environment }] }]);
    const orders = Array.from({ length: 10 }, () =>
      steps()
        .items[0]!.InferenceBenchmark.ModelConfiguration.EnvironmentParameters!.map(({ Key }) => Key)
        .join(''),
    );
    expect(new Set(orders).size).above(1);
    expect(new Set(orders.map(order => order.split('').sort().join('')))).deep.equal(new Set(['ABCD']));
  });

  it('revival: a job that has ended runs once more, and ends again', () => {
    const { fake, describe } = account({ revival: { afterMs: 20_000, forMs: 10_000 } }, [
      { ...live, steps: 0 },
    ]);
    const states = Array.from({ length: 9 }, () => {
      fake.advance(5_000);
      return `${statusIn(describe)}${describe().CompletionTime === undefined ? '' : ' ended'}`;
    });
    const end = states.indexOf('COMPLETED ended');
    expect(states.slice(end)).deep.equal(
      [
        ...Array.from({ length: 4 }, () => 'COMPLETED ended'),
        'IN_PROGRESS',
        'IN_PROGRESS',
        'COMPLETED ended',
      ].slice(0, states.length - end),
    );
    expect(states).include('IN_PROGRESS');
  });

  it('recreation: a job is gone after its end, and another one has its name', () => {
    const { fake, describe, steps } = account({ recreation: { afterMs: 30_000 } }, [
      { ...live, provisioningMs: 0, runMs: 0 },
    ]);
    fake.advance(20_000);
    const [before, endpoint] = [describe(), endpoints(steps())[0]];
    expect(before.Status).equal('COMPLETED');
    fake.advance(21_000);
    expect(statusIn(describe)).equal('ResourceNotFound');
    fake.advance(21_000);
    const after = describe();
    expect(after.Status).equal('COMPLETED');
    expect(after.CreationTime - before.CreationTime).within(30, 60);
    expect(endpoints(steps())[0]).not.equal(endpoint);
  });

  it('can be set anew, and hold over HTTP', async () => {
    const simulator = await startSimulator({ behaviours: { largestPage: 2 }, jobs: [ended] });
    const count = async (): Promise<number> => {
      const { json } = await post(simulator.endpoint, LIST_STEPS, { JobName: 'job' });
      return (json!['Steps'] as unknown[]).length;
    };
    try {
      expect(await count()).equal(2);
      simulator.behave({});
      expect(await count()).equal(12);
    } finally {
      await simulator.close();
    }
  });

  it('are refused where they do not exist or have a value that they can not have', () => {
    const refused: readonly (readonly [object, string])[] = [
      [{ listOrder: 'sideways' }, 'behaviours.listOrder'],
      [{ largestPage: 0 }, 'behaviours.largestPage'],
      [{ lagMs: { describe: -1 } }, 'behaviours.lagMs'],
      [{ revival: 5 }, 'behaviours.revival'],
      [{ moods: true }, 'behaviours.moods'],
    ];
    for (const [behaviours, option] of refused)
      expect(() => fakeRecommender({ behaviours }), option)
        .throw()
        .include({ code: 'INVALID_INPUT', option });
  });

  it('leave no trace of jobs that were removed before they were created', () => {
    const fake: FakeRecommender = fakeRecommender({ speed: 0, startTime: T0 });
    fake.addJob({ name: 'later', startedAt: T0 + 5_000 });
    fake.removeJob('later');
    fake.advance(10_000);
    expect(fake.world.job('later', fake.now())).equal(undefined);
    fake.addJob({ name: 'later' });
    expect(fake.world.job('later', fake.now())?.name).equal('later');
  });
});
