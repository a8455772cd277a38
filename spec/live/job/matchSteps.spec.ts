import { expect } from 'chai';
import type { Step } from '../../../src/core/step.js';
import { endpointOf, matchSteps } from '../../../src/live/job/matchSteps.js';
import { step } from '../../support/steps.js';

/** A step without an endpoint, in this environment. */
const bare = (Status: string, environment = 'e', more: object = {}): Step => ({
  StepType: 'BENCHMARK',
  JobName: 'job',
  Status,
  InferenceBenchmark: {
    ModelConfiguration: { EnvironmentParameters: [{ Key: 'K', ValueType: 'String', Value: environment }] },
    ...more,
  },
});

/** The same with an endpoint. */
function named(endpoint: string, Status: string, environment = 'e'): Step {
  const { ModelConfiguration } = bare(Status, environment).InferenceBenchmark!;
  return step(endpoint, { Status, ModelConfiguration });
}

/** Which of the known steps each listed one is, by its number; -1 for a new one. */
function match(known: readonly Step[], listed: readonly Step[]): readonly number[] {
  const entries = known.map((step, index) => ({ step, endpoint: endpointOf(step), index }));
  return matchSteps(entries, listed).map(entry => (entry === undefined ? -1 : entries.indexOf(entry)));
}

describe('matchSteps', () => {
  it('matches a step by its endpoint, at any index and with any content', () => {
    const known = [named('a', 'PENDING'), named('b', 'PENDING')];
    expect(
      match(known, [named('b', 'FAILED', 'other'), named('c', 'PENDING'), named('a', 'PENDING')]),
    ).deep.equal([1, -1, 0]);
  });

  it('matches a step of a shared endpoint name with the row of its test, also where that is behind', () => {
    const rows = [named('a', 'COMPLETED', 'x'), named('a', 'IN_PROGRESS', 'y')];
    expect(match([named('a', 'COMPLETED', 'y')], rows)).deep.equal([-1, 0]);
  });

  it('matches a step without an endpoint within its environment', () => {
    const known = [bare('PENDING', 'x'), bare('PENDING', 'y')];
    expect(match(known, [bare('PENDING', 'y'), bare('PENDING', 'z'), bare('PENDING', 'x')])).deep.equal([
      1, -1, 0,
    ]);
  });

  it('never merges steps without an endpoint', () => {
    expect(match([bare('PENDING')], [bare('PENDING'), bare('PENDING')])).deep.equal([0, -1]);
    expect(match([bare('PENDING'), bare('PENDING')], [bare('PENDING')])).deep.equal([0]);
  });

  it('matches a step that has got an endpoint with one that had none', () => {
    const pair = [bare('PENDING'), bare('PENDING')];
    expect(match(pair, [named('a', 'PENDING'), bare('PENDING')])).deep.equal([0, 1]);
    expect(match(pair, [named('a', 'PENDING'), bare('PENDING'), bare('PENDING')])).deep.equal([0, 1, -1]);
    expect(match(pair, [named('b', 'PENDING', 'x'), bare('PENDING'), named('a', 'PENDING')])).deep.equal([
      -1, 1, 0,
    ]);
    expect(match(pair, [bare('PENDING'), named('a', 'PENDING')])).deep.equal([0, 1]);
    expect(match([bare('PENDING', 'x'), bare('PENDING', 'y')], [named('a', 'IN_PROGRESS', 'y')])).deep.equal([
      1,
    ]);
  });

  it('matches a step whose model turns out to be compiled, and keeps it apart from the plain one', () => {
    const compiled = (Status: string, endpoint?: string): Step => {
      const one = endpoint === undefined ? bare(Status) : named(endpoint, Status);
      const { ModelConfiguration, ...rest } = one.InferenceBenchmark!;
      const name = { CompilationJobName: 'c' };
      return {
        ...one,
        InferenceBenchmark: { ...rest, ModelConfiguration: { ...ModelConfiguration, ...name } },
      };
    };
    const pair = [bare('PENDING'), bare('PENDING')];
    expect(match(pair, [bare('PENDING'), compiled('PENDING')])).deep.equal([0, 1]);
    expect(match(pair, [compiled('PENDING', 'a'), bare('PENDING')])).deep.equal([0, 1]);
    const twins = [bare('PENDING'), compiled('PENDING')];
    expect(match(twins, [compiled('IN_PROGRESS', 'b'), named('a', 'IN_PROGRESS')])).deep.equal([1, 0]);
    expect(match(twins, [named('a', 'IN_PROGRESS'), compiled('IN_PROGRESS', 'b')])).deep.equal([0, 1]);
    expect(match([compiled('PENDING')], [named('a', 'PENDING')])).deep.equal([-1]);
  });

  it('never matches one that failed without an endpoint with one that goes on', () => {
    const failed = bare('FAILED');
    expect(match([failed, bare('PENDING')], [failed, named('a', 'IN_PROGRESS')])).deep.equal([0, 1]);
    expect(match([failed], [named('a', 'IN_PROGRESS')])).deep.equal([-1]);
    expect(match([failed], [bare('PENDING')])).deep.equal([-1]);
  });

  it('matches equal steps first', () => {
    const told = bare('FAILED', 'e', { FailureReason: 'quota' });
    expect(
      match([bare('PENDING'), told], [told, bare('FAILED', 'e', { FailureReason: 'image' })]),
    ).deep.equal([1, 0]);
  });

  it('matches a step with the latest status that it can have developed from', () => {
    const known = [bare('PENDING'), bare('IN_PROGRESS')];
    expect(match(known, [named('a', 'COMPLETED'), named('b', 'IN_PROGRESS')])).deep.equal([0, 1]);
    const [run, ended] = [bare('IN_PROGRESS', 'e', { FailureReason: 'none' }), bare('COMPLETED')];
    expect(match(known, [run, ended])).deep.equal([1, 0]);
    expect(match(known, [ended, run])).deep.equal([0, 1]);
    expect(match(known, [named('a', 'PENDING'), named('b', 'STOPPED')])).deep.equal([0, 1]);
  });

  it('matches a failed step whose text changed with itself', () => {
    expect(match([bare('FAILED')], [bare('FAILED', 'e', { FailureReason: 'late' })])).deep.equal([0]);
  });

  it('matches a step with an earlier status with itself, for the caller to decide', () => {
    expect(match([bare('IN_PROGRESS')], [bare('PENDING')])).deep.equal([0]);
    expect(match([bare('IN_PROGRESS')], [named('a', 'PENDING')])).deep.equal([-1]);
  });
});
