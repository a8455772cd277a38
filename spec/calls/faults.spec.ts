import { expect } from 'chai';
import { lastValueFrom, toArray, type Observable } from 'rxjs';
import type { DecodeError } from '../../src/core/decodeError.js';
import type { StepstreamError } from '../../src/core/errors.js';
import type { Step } from '../../src/core/step.js';
import { decodeSteps } from '../../src/operators/decodeSteps.js';
import type { Fault, FaultKind } from '../../src/testing/index.js';
import { connect } from '../../src/recommender.js';
import { simulated, useSimulated } from '../support/simulated.js';
import { onceStalled } from './stalledCalls.js';

const STEPS = 40;
const PAGE = 8;
const WORLD = { jobs: [{ name: 'job', steps: STEPS }] };
/** What `simulated` gives an attempt, in milliseconds. */
const DEADLINE_MS = 600_000;

/** Kinds that only Create has. */
type CreateKind = 'resourceInUse' | 'resourceLimitExceeded';

/** What a fault comes to: `healed`, nothing at all; `passed`, a step that is new; or an error's code. */
const OUTCOMES: Readonly<Record<Exclude<FaultKind, CreateKind>, string>> = {
  throttle: 'healed',
  throttleWithRetryAfter: 'healed',
  internalError: 'healed',
  unavailableHtml: 'healed',
  requestTimeout: 'healed',
  resetBeforeResponse: 'healed',
  resetInsideBody: 'healed',
  cutBody: 'healed',
  stalledHeaders: 'healed',
  stalledBody: 'healed',
  truncatedJson: 'healed',
  invalidJson: 'healed',
  missingList: 'healed',
  emptyPage: 'healed',
  clockSkew: 'healed',
  unknownStatus: 'passed',
  unknownInstanceType: 'passed',
  extraFields: 'passed',
  badTimestamp: 'DECODE',
  wrongType: 'DECODE',
  missingRequiredField: 'DECODE',
  repeatedToken: 'TOKEN_LOOP',
  tokenCycle: 'TOKEN_LOOP',
  expiredToken: 'EXPIRED_TOKEN',
  expiredCredentials: 'EXPIRED_CREDENTIALS',
  unrecognizedClient: 'MISSING_CREDENTIALS',
  accessDenied: 'ACCESS_DENIED',
  resourceNotFound: 'NOT_FOUND',
};

const SCRIPTS: Partial<Record<FaultKind, readonly Fault[]>> = {
  throttle: [
    { kind: 'throttle' },
    ...['LimitExceededException', 'EC2ThrottledException', 'PriorRequestNotComplete'].map(
      name => ({ kind: 'throttle', name }) as const,
    ),
  ],
  throttleWithRetryAfter: [
    { kind: 'throttleWithRetryAfter', retryAfterSeconds: 0.05 },
    { kind: 'throttleWithRetryAfter', retryAfterMs: 50 },
    { kind: 'throttleWithRetryAfter', retryAfterMs: 50, retryAfterSeconds: 3600 },
  ],
  requestTimeout: [
    { kind: 'requestTimeout' },
    { kind: 'requestTimeout', name: 'RequestTimeout', status: 400 },
  ],
  resourceNotFound: [
    ...(['namespaced', 'plain', 'header'] as const).map(
      form => ({ kind: 'resourceNotFound', form }) as const,
    ),
    { kind: 'resourceNotFound', as: 'ValidationException' },
  ],
  tokenCycle: [2, 3].map(length => ({ kind: 'tokenCycle', length })),
};

/** The faults of a kind: by its name alone, unless something is set. */
const faultsOf = (kind: FaultKind): readonly (Fault | FaultKind)[] => SCRIPTS[kind] ?? [kind];

interface Outcome {
  readonly steps: readonly Step[];
  readonly error: StepstreamError | undefined;
}

/** Everything that comes, and how it ended; fails where nothing ends. */
async function collect(steps$: Observable<Step>): Promise<Outcome> {
  const steps: Step[] = [];
  try {
    await steps$.forEach(step => steps.push(step));
    return { steps, error: undefined };
  } catch (error) {
    return { steps, error: error as StepstreamError };
  }
}

const names = (steps: readonly Step[]): unknown[] =>
  steps.map(step => step.InferenceBenchmark?.EndpointConfiguration?.EndpointName ?? step.InferenceBenchmark);

describe('a fault of the service', () => {
  const shared = useSimulated(WORLD);
  let whole: readonly Step[];
  before(async () => {
    await simulated(WORLD, async ({ recommender }) => {
      whole = await lastValueFrom(recommender.steps$('job').pipe(decodeSteps(), toArray()));
      expect(whole).length(STEPS);
    });
  });
  const stalls = (): number => {
    const { stalledHeaders, stalledBody } = shared.simulator.stats().faultsByKind;
    return (stalledHeaders ?? 0) + (stalledBody ?? 0);
  };

  for (const kind of Object.keys(OUTCOMES) as (keyof typeof OUTCOMES)[]) {
    for (const fault of faultsOf(kind)) {
      for (const [where, call] of [
        ['first', 1],
        ['a middle', 3],
        ['last', 5],
      ] as const) {
        const outcome = OUTCOMES[kind];
        // Without a token there is none that can expire: it is a request like any other that is refused.
        const expected = kind === 'expiredToken' && call === 1 ? 'VALIDATION' : outcome;
        const { kind: _, ...given } = typeof fault === 'object' ? fault : { kind };
        const told = Object.values(given).join(' ');

        it(`${kind}${told && ` (${told})`} on ${where} page is ${expected}`, async () => {
          const { simulator, recommender } = shared;
          const list = (startingToken?: string): Promise<Outcome> =>
            collect(recommender.steps$('job', { pageSize: PAGE, startingToken }).pipe(decodeSteps()));

          const struck = simulator.fault(fault, { call });
          const { steps, error } = kind.startsWith('stalled')
            ? await onceStalled(stalls, DEADLINE_MS, list)
            : await list();
          expect(struck.struck, 'the fault has struck').greaterThan(0);

          if (expected === 'healed') {
            expect(error).undefined;
            expect(names(steps)).deep.equal(names(whole));
          } else if (expected === 'passed') {
            expect(error).undefined;
            expect(steps).length(STEPS);
            expect(steps).not.deep.equal(whole);
          } else {
            expect(error).property('code', expected);
            struck.remove();
            const atEnd = expected === 'DECODE' && where === 'last';
            expect(error?.resumeToken === undefined, 'a checkpoint, unless nothing is left').equal(atEnd);
            const rest = atEnd ? { steps: [], error: undefined } : await list(error?.resumeToken);
            expect(rest.error).undefined;
            const seen = [...names(steps), ...names(rest.steps)];
            const all = names(whole);
            if (expected === 'DECODE') {
              // The step that can't be decoded is told of in the error, and the others are each there once.
              expect(seen).length(STEPS - 1);
              expect(all).include.deep.members(seen);
            } else if (expected === 'TOKEN_LOOP') {
              // Pages that a wrong token leads back to are listed as they come; none is missing.
              expect(seen).include.deep.members(all);
            } else {
              expect(seen).deep.equal(all);
            }
          }
        });
      }
    }
  }

  it('in a step costs no other step, where bad ones are skipped', async () => {
    const { simulator, recommender } = shared;
    simulator.fault({ kind: 'badTimestamp', index: 2 }, { call: 2 });
    const skipped$ = recommender.steps$('job', { pageSize: PAGE }).pipe(decodeSteps({ onInvalid: 'skip' }));
    expect(await lastValueFrom(skipped$.pipe(toArray()))).length(STEPS - 1);
  });

  it('in a step is told with its path', async () => {
    const { simulator, recommender } = shared;
    simulator.fault({ kind: 'badTimestamp', index: 2 }, { call: 2 });
    const { steps, error } = await collect(recommender.steps$('job', { pageSize: PAGE }).pipe(decodeSteps()));
    expect(steps).length(2 * PAGE - 1);
    expect((error as DecodeError).faults[0]?.path).match(/^steps\[2\]\.InferenceBenchmark\.Invocation/);
  });

  it('that stays ends with the error of the last attempt, and with all attempts made', async () => {
    const { simulator } = shared;
    const retry = { attempts: 3, baseMs: 1, capMs: 2, attemptDeadlineMs: DEADLINE_MS };
    const recommender = connect({ client: shared.client, quota: { perSecond: Infinity }, retry });
    for (const [kind, code] of [
      ['throttle', 'THROTTLED'],
      ['internalError', 'SERVICE'],
      ['unavailableHtml', 'SERVICE'],
      ['requestTimeout', 'SERVICE'],
      ['resetBeforeResponse', 'NETWORK'],
      ['resetInsideBody', 'NETWORK'],
      ['stalledHeaders', 'DEADLINE'],
      ['stalledBody', 'DEADLINE'],
      ['truncatedJson', 'MALFORMED_RESPONSE'],
    ] as const) {
      const { calls } = simulator.stats();
      simulator.fault(kind, { call: { from: 1 } });
      const list = (): Promise<Outcome> => collect(recommender.steps$('job').pipe(decodeSteps()));
      const { error } = await (code === 'DEADLINE' ? onceStalled(stalls, DEADLINE_MS, list) : list());
      expect(error, kind).property('code', code);
      expect(simulator.stats().calls - calls, kind).equal(3);
      simulator.clearFaults();
    }
    await recommender.close();
  });

  it('that leaves Steps out twice is an empty page', async () => {
    const { simulator, recommender } = shared;
    const left = simulator.fault('missingList', { call: [1, 2] });
    const { steps, error } = await collect(recommender.steps$('job', { pageSize: PAGE }).pipe(decodeSteps()));
    expect(error).undefined;
    expect(steps.length).lessThan(STEPS);
    expect(left.struck).equal(2);
  });
});
