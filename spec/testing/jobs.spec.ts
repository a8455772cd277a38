import { expect } from 'chai';
import fc from 'fast-check';
import { KNOWN_STATUSES } from '../../src/core/status.js';
import { demoJob, fakeRecommender, type JobScript, type SimulationOptions } from '../../src/testing/index.js';
import { SimulatedJob } from '../../src/testing/simulatedJob.js';
import { jobTimeline } from '../../src/testing/jobTimeline.js';
import { same } from '../support/same.js';
import type { WireStep } from '../../src/testing/wire.js';
import { World } from '../../src/testing/world.js';

const T0 = Date.UTC(2026, 0, 15, 9);
const live = (script: Partial<JobScript> = {}): SimulatedJob => {
  const whole = { name: 'job', live: true, ...script };
  return new SimulatedJob(jobTimeline(whole, whole.seed ?? 1, T0), T0);
};
const wires = (job: SimulatedJob, now: number): WireStep[] => job.steps(now).map(view => view.wire);
const statuses = (job: SimulatedJob, now: number): string[] => wires(job, now).map(step => step.Status);
const rank = (status: string): number => KNOWN_STATUSES.findIndex(known => known === status);
const MINUTE = 60_000;

describe('testing: the life of a job', () => {
  it('goes from PENDING through IN_PROGRESS to its end, as do its steps, and never back', () => {
    const scripts = fc.record({
      seed: fc.nat(),
      steps: fc.integer({ min: 0, max: 12 }),
      status: fc.constantFrom('COMPLETED', 'FAILED', 'STOPPED'),
      maxParallelTests: fc.integer({ min: 1, max: 4 }),
      lateSteps: fc.integer({ min: 0, max: 2 }),
    });
    fc.assert(
      fc.property(scripts, script => {
        const job = live(script);
        const seen: string[] = [];
        let before: string[] = [];
        let jobBefore = -1;
        for (let now = T0; now < T0 + 240 * MINUTE; now += 0.7 * MINUTE) {
          const status = job.status(now);
          same(rank(status) >= jobBefore, true, 'the job does not go back');
          jobBefore = rank(status);
          const after = statuses(job, now);
          same(after.length >= before.length, true, 'no step is lost');
          before.forEach((old, index) => {
            same(rank(after[index] ?? '') >= rank(old), true, 'no step goes back');
          });
          const running = after.filter(step => step === 'IN_PROGRESS' || step === 'STOPPING').length;
          same(running <= script.maxParallelTests, true, 'tests at once');
          if (status === 'PENDING') same(after.length, 0);
          before = after;
          if (seen.at(-1) !== status) seen.push(status);
        }
        const stopped = ['PENDING', 'IN_PROGRESS', 'STOPPING', 'STOPPED'];
        const whole = ['PENDING', 'IN_PROGRESS', script.status];
        if (script.steps > 0) expect(seen).to.deep.equal(script.status === 'STOPPED' ? stopped : whole);
        expect(before.filter(step => !['COMPLETED', 'FAILED', 'STOPPED'].includes(step))).to.deep.equal([]);
        if (script.status !== 'STOPPED') expect(before).to.have.length(script.steps);
      }),
      { numRuns: 40 },
    );
  });

  it('lists a step without endpoint, then with one, running, and completed with metrics', () => {
    const job = live({ steps: [{ provisioningMs: 5 * MINUTE, runMs: 10 * MINUTE }], pendingMs: MINUTE });
    const at = (minutes: number): WireStep | undefined => wires(job, T0 + minutes * MINUTE)[0];
    expect(at(0.5)).to.equal(undefined);
    expect(at(1.5)?.Status).to.equal('PENDING');
    expect(at(1.5)?.InferenceBenchmark).to.have.all.keys('ModelConfiguration');
    expect(at(3)?.Status).to.equal('PENDING');
    expect(at(3)?.InferenceBenchmark).to.have.all.keys('ModelConfiguration', 'EndpointConfiguration');
    expect(at(7)?.Status).to.equal('IN_PROGRESS');
    expect(at(7)?.InferenceBenchmark?.InvocationStartTime).to.equal((T0 + 6 * MINUTE) / 1000);
    expect(at(7)?.InferenceBenchmark).not.to.have.property('Metrics');
    expect(at(16)?.Status).to.equal('COMPLETED');
    expect(at(16)?.InferenceBenchmark?.InvocationEndTime).to.equal((T0 + 16 * MINUTE) / 1000);
    expect(at(16)?.InferenceBenchmark?.Metrics?.MaxInvocations).to.be.greaterThan(0);
  });

  it('fails steps before, during and after the start of their endpoint, each with its reason', () => {
    const job = live({
      steps: [{ fails: 'quota' }, { fails: 'ping' }, { fails: 'outOfMemory' }, { fails: 'Mine.' }],
    });
    const [quota, ping, memory, mine] = wires(job, T0 + 120 * MINUTE).map(step => step.InferenceBenchmark);
    expect(quota).to.have.all.keys('ModelConfiguration', 'FailureReason');
    expect(quota?.FailureReason).to.contain("'ml.m5.xlarge for endpoint usage' is 0 Instances");
    expect(ping).to.have.all.keys('ModelConfiguration', 'FailureReason', 'EndpointConfiguration');
    expect(ping?.FailureReason).to.contain(ping?.EndpointConfiguration?.EndpointName);
    expect(memory).to.include.all.keys('InvocationStartTime', 'InvocationEndTime', 'FailureReason');
    expect(mine?.FailureReason).to.equal('Mine.');
    for (const benchmark of [quota, ping, memory, mine]) expect(benchmark).not.to.have.property('Metrics');
  });

  it('stops through STOPPING: running steps are stopped, waiting ones never start, ended ones stay', () => {
    const steps = [
      { runMs: MINUTE, provisioningMs: 0 },
      { runMs: 60 * MINUTE, provisioningMs: 0 },
      { runMs: MINUTE, provisioningMs: 60 * MINUTE },
      { runMs: 60 * MINUTE },
    ];
    const job = live({ steps, pendingMs: 0, maxParallelTests: 3, stoppingMs: 2 * MINUTE });
    const at = T0 + 30 * MINUTE;
    expect(statuses(job, at)).to.deep.equal(['COMPLETED', 'IN_PROGRESS', 'PENDING', 'IN_PROGRESS']);
    job.stop(at);
    expect(job.status(at)).to.equal('STOPPING');
    expect(statuses(job, at)).to.deep.equal(['COMPLETED', 'STOPPING', 'STOPPED', 'STOPPING']);
    const end = at + 2 * MINUTE;
    expect(job.status(end)).to.equal('STOPPED');
    expect(job.completedAt(end)).to.equal(end);
    expect(statuses(job, end + 500 * MINUTE)).to.deep.equal(['COMPLETED', 'STOPPED', 'STOPPED', 'STOPPED']);
    expect(wires(job, end)[1]?.InferenceBenchmark?.InvocationEndTime).to.equal(end / 1000);
    expect(job.modifiedAt(end + 500 * MINUTE)).to.equal(end);
  });

  it('lists late steps only after its end', () => {
    const job = live({ steps: [{}, {}, {}], lateSteps: 2 });
    const { endsAt } = job.timeline;
    expect(job.status(endsAt)).to.equal('COMPLETED');
    expect(statuses(job, endsAt)).to.have.length(1);
    expect(statuses(job, endsAt + 4_000)).to.have.length(2);
    expect(statuses(job, endsAt + 8_000)).to.deep.equal(['COMPLETED', 'COMPLETED', 'COMPLETED']);
  });

  it('changes LastModifiedTime with every visible change, and with nothing else', () => {
    const job = live({ steps: 6 });
    let shown = '';
    let modified = 0;
    for (let now = T0; now < job.timeline.endsAt + MINUTE; now += 1_000) {
      const text = JSON.stringify([job.status(now), wires(job, now)]);
      same(job.modifiedAt(now) !== modified, text !== shown, String(now));
      shown = text;
      modified = job.modifiedAt(now);
    }
  });

  it('changes LastModifiedTime with the job alone where the script says so', () => {
    const job = live({ steps: 6, modifiedBySteps: false });
    const times = new Set<number>();
    for (let now = T0; now < job.timeline.endsAt + MINUTE; now += 10_000) times.add(job.modifiedAt(now));
    expect([...times]).to.deep.equal([T0, job.timeline.startsAt, job.timeline.endsAt]);
    job.editStep(0, { Status: 'FAILED' }, job.timeline.endsAt + 2 * MINUTE);
    expect(job.modifiedAt(job.timeline.endsAt + 3 * MINUTE)).to.equal(job.timeline.endsAt);
  });

  it('has ended, late steps included, when it is added without being live', () => {
    const world = new World(1);
    const job = world.add({ name: 'done', steps: 20, lateSteps: 3 }, T0);
    expect(job.status(T0)).to.equal('COMPLETED');
    expect(statuses(job, T0)).to.have.length(20);
    expect(job.modifiedAt(T0 + 1_000_000)).to.be.lessThan(T0);
  });

  it('starts when its script says', () => {
    const world = new World(1);
    world.add({ name: 'later', startedAt: new Date(T0 + 5_000) }, T0);
    expect(world.job('later', T0 + 4_999)).to.equal(undefined);
    expect(world.jobs(T0 + 5_000).map(job => job.name)).to.deep.equal(['later']);
  });

  it('does not depend on the time at which it is added', () => {
    const shape = (now: number): unknown => {
      const { timeline } = new SimulatedJob(jobTimeline({ name: 'job', live: true }, 1, now), now);
      return timeline.steps.map(step => [step.endsAt - now, step.endpoint, step.measured]);
    };
    expect(shape(T0)).to.deep.equal(shape(T0 + 12_345));
  });
});

describe('testing: jobs edited by a test', () => {
  const world = (
    script: Partial<JobScript> = {},
    options: SimulationOptions = {},
  ): ReturnType<typeof fakeRecommender> =>
    fakeRecommender({ speed: 0, jobs: [{ name: 'job', steps: [{}, {}, {}], ...script }], ...options });
  const steps = (fake: ReturnType<typeof world>): WireStep[] =>
    (fake.world.job('job', fake.now())?.steps(fake.now()) ?? []).map(view => view.wire);
  const modified = (fake: ReturnType<typeof world>): number =>
    fake.world.job('job', fake.now())?.modifiedAt(fake.now()) ?? NaN;

  it('changes, adds, removes and reorders steps, each with a new LastModifiedTime', () => {
    const fake = world();
    const names = (): (string | undefined)[] =>
      steps(fake).map(step => step.InferenceBenchmark?.EndpointConfiguration?.EndpointName);
    const [a, b, c] = names();
    const changes: [string, () => void, () => void][] = [
      [
        'edit',
        () => {
          fake.editStep('job', 1, {
            Status: 'FAILED',
            InferenceBenchmark: { Metrics: undefined, FailureReason: 'No.' },
          });
        },
        () => {
          const step = steps(fake)[1];
          expect(step?.Status).to.equal('FAILED');
          expect(step?.InferenceBenchmark?.FailureReason).to.equal('No.');
          expect(step?.InferenceBenchmark).not.to.have.property('Metrics');
          expect(names()).to.deep.equal([a, b, c]);
        },
      ],
      [
        'edit again',
        () => {
          fake.editStep('job', 1, { InferenceBenchmark: { Metrics: { CpuUtilization: NaN as never } } });
        },
        () => {
          const step = steps(fake)[1];
          expect(step?.Status).to.equal('FAILED');
          expect(step?.InferenceBenchmark?.Metrics).to.deep.equal({ CpuUtilization: 'NaN' });
        },
      ],
      [
        'reorder',
        () => {
          fake.reorderSteps('job', [2, 0, 1]);
        },
        () => {
          expect(names()).to.deep.equal([c, a, b]);
        },
      ],
      [
        'remove',
        () => {
          fake.removeStep('job', 0);
        },
        () => {
          expect(names()).to.deep.equal([a, b]);
        },
      ],
      [
        'add',
        () => {
          expect(fake.addStep('job', { instanceType: 'ml.g5.xlarge' })).to.equal(2);
        },
        () => {
          expect(steps(fake).map(step => step.Status)).to.deep.equal(['COMPLETED', 'FAILED', 'PENDING']);
        },
      ],
    ];
    for (const [what, change, check] of changes) {
      fake.advance(1_000);
      change();
      check();
      expect(modified(fake), what).to.equal(fake.now());
    }
  });

  it('leaves a frozen job as it was added until it is edited', () => {
    const fake = world({ live: true, startedAt: T0 - 10 * MINUTE, frozen: true });
    const before = JSON.stringify(steps(fake));
    fake.advance(600 * MINUTE);
    expect(JSON.stringify(steps(fake))).to.equal(before);
    expect(fake.world.job('job', fake.now())?.status(fake.now())).to.equal('IN_PROGRESS');
    fake.editJob('job', { Status: 'COMPLETED' });
    expect(fake.world.job('job', fake.now())?.status(fake.now())).to.equal('COMPLETED');
    fake.editStep('job', 0, { Status: 'STOPPED' });
    expect(steps(fake)[0]?.Status).to.equal('STOPPED');
    const listed = steps(fake).length;
    fake.advance(MINUTE);
    fake.addStep('job');
    expect(steps(fake)).to.have.length(listed + 1);
    expect(modified(fake)).to.equal(fake.now());
  });

  it('deletes through DELETING to DELETED, and removes at once', () => {
    const fake = world({ stoppingMs: 10_000 });
    const status = (): string | undefined => fake.world.job('job', fake.now())?.status(fake.now());
    fake.deleteJob('job');
    expect(status()).to.equal('DELETING');
    fake.advance(10_000);
    expect(status()).to.equal('DELETED');
    fake.removeJob('job');
    expect(status()).to.equal(undefined);
  });

  it('refuses invalid options, and names them', () => {
    const fake = world();
    const refused: [() => void, string][] = [
      [
        () => {
          fake.addJob({ name: 'bad name' });
        },
        'script.name',
      ],
      [
        () => {
          fake.addJob({ name: 'job' });
        },
        'script.name',
      ],
      [
        () => {
          fake.addJob({ name: 'a', steps: 1.5 });
        },
        'script.steps',
      ],
      [
        () => {
          fake.addJob({ name: 'a', lateSteps: -1 });
        },
        'script.lateSteps',
      ],
      [
        () => {
          fake.addJob({ name: 'a', maxParallelTests: 0 });
        },
        'script.maxParallelTests',
      ],
      [
        () => {
          fake.editStep('job', 3, {});
        },
        'index',
      ],
      [
        () => {
          fake.removeStep('job', 3);
        },
        'index',
      ],
      [
        () => {
          fake.reorderSteps('job', [0, 0, 1]);
        },
        'order',
      ],
      [
        () => {
          fake.stopJob('none');
        },
        'jobName',
      ],
      [
        () => {
          fake.advance(-1);
        },
        'ms',
      ],
      [
        () => {
          fake.fault('nonsense' as never);
        },
        'fault',
      ],
      [
        () => {
          fake.fault('emptyPage', { operation: 'StopInferenceRecommendationsJob' });
        },
        'operation',
      ],
      [
        () => {
          world({}, { speed: -1 });
        },
        'speed',
      ],
      [
        () => {
          world({}, { seed: NaN });
        },
        'seed',
      ],
      [
        () => {
          world({}, { latencyMs: -1 });
        },
        'latencyMs',
      ],
      [
        () => {
          world({}, { startTime: new Date('never') });
        },
        'startTime',
      ],
      [
        () => {
          world({}, { clock: {} as never });
        },
        'clock',
      ],
      [
        () => {
          world({}, { quota: { perSecond: 0, burst: 1 } });
        },
        'quota.perSecond',
      ],
      [
        () => {
          world({}, { quota: { perSecond: 1, burst: 0 } });
        },
        'quota.burst',
      ],
    ];
    for (const [attempt, option] of refused) {
      expect(attempt, option).to.throw().that.includes({ code: 'INVALID_INPUT', option });
    }
  });
});

describe('testing: demoJob', () => {
  it('has forty steps of many kinds, six of them failed for different reasons', () => {
    const job = new World(1).add(demoJob(), T0);
    const listed = wires(job, T0).map(step => ({ ...step.InferenceBenchmark, Status: step.Status }));
    expect(listed).to.have.length(40);
    const failed = listed.filter(step => step.Status === 'FAILED');
    expect(new Set(failed.map(step => step.FailureReason)).size).to.equal(6);
    expect(listed.filter(step => step.Status === 'COMPLETED' && step.Metrics === undefined)).to.have.length(
      2,
    );
    const families = new Set(listed.map(step => step.EndpointConfiguration?.InstanceType?.split('.')[1]));
    expect(families.size).to.be.greaterThan(8);
    const environments = new Set(
      listed.map(step => JSON.stringify(step.ModelConfiguration?.EnvironmentParameters)),
    );
    expect(environments.size).to.equal(3);
    expect(listed.filter(step => step.EndpointConfiguration?.ServerlessConfig)).to.have.length(6);
  });
});
