// Takes the events of a watch one by one and fails with the first that breaks the promise. For watches and
// fleets: one checker for each job.
import { expect } from 'chai';
import { changedPaths } from '../../src/core/changedPaths.js';
import { StepstreamError } from '../../src/core/errors.js';
import type { StepEvent, WatchedJob, WatchEvent } from '../../src/core/event.js';
import type { Step } from '../../src/core/step.js';
import { decodeStep } from '../../src/decode/decodeStep.js';
import { isEarlierStatus } from '../../src/live/job/statusRank.js';
import { once } from './once.js';
import { same } from './same.js';

/** What the service has shown of each step, by endpoint, one version after the other. */
export interface ServerLog {
  /** The service has listed these steps now. */
  readonly listed: (steps: readonly unknown[]) => void;
  readonly versions: (endpoint: string) => readonly string[];
}

/** One line for each state of a step. A step is looked at in each list that has it, and never changes. */
const lineOf = once((step: Step): string =>
  JSON.stringify(step, (_, value: unknown) => (typeof value === 'number' ? String(value) : value)),
);

const endpointOf = (step: Step): string | undefined =>
  step.InferenceBenchmark?.EndpointConfiguration?.EndpointName;

const endpointAndLine = once((raw: object): readonly [string, string] | undefined => {
  const decoded = decodeStep(raw);
  if (decoded._tag === 'Left') return undefined;
  const endpoint = endpointOf(decoded.right);
  return endpoint === undefined ? undefined : [endpoint, lineOf(decoded.right)];
});

/** A log that is empty. */
export function serverLog(): ServerLog {
  const log = new Map<string, string[]>();
  return {
    listed: steps => {
      for (const raw of steps) {
        const shown = endpointAndLine(raw as object);
        if (shown === undefined) continue;
        const [endpoint, line] = shown;
        const lines = log.get(endpoint) ?? [];
        if (lines.at(-1) !== line) log.set(endpoint, [...lines, line]);
      }
    },
    versions: endpoint => log.get(endpoint) ?? [],
  };
}

/** What has been checked so far. */
export interface WatchChecker {
  readonly take: (event: WatchEvent) => void;
  readonly steps: () => ReadonlyMap<string, Step>;
  readonly job: () => WatchedJob | undefined;
  readonly done: () => boolean;
}

/** A checker of one job's events; without a log any version of a step may be shown; without `restarts` no
 * status of a step may ever go back, and without `revivals` none of the job. */
export function watchChecker(
  jobName: string,
  log?: ServerLog,
  { restarts = false, revivals = false }: { readonly restarts?: boolean; readonly revivals?: boolean } = {},
): WatchChecker {
  const steps = new Map<string, Step>();
  const places = new Map<string, number>();
  let job: WatchedJob | undefined;
  let synced = false;
  let stale: unknown;
  let done = false;

  function takeStep(event: StepEvent): void {
    const { change, key, step, previous, changed } = event;
    const known = steps.get(key);
    same(known === undefined, change === 'added', `${change} of ${key}`);
    if (change === 'removed') {
      same(step, known);
      steps.delete(key);
      return;
    }
    if (known !== undefined) {
      same(previous, known);
      same(changed.join('\n'), changedPaths(known, step).join('\n'));
      same(changed.length > 0, true, 'an update of nothing');
      if (!restarts) same(isEarlierStatus(step.Status, known.Status), false, `${key} went back`);
    } else {
      same(changed.length, 0);
      same('previous' in event, false);
    }
    const endpoint = endpointOf(step);
    if (endpoint !== undefined && log !== undefined) {
      const place = log.versions(endpoint).indexOf(lineOf(step), places.get(endpoint) ?? 0);
      same(place >= 0, true, `${key} is older than what was known, or never was`);
      places.set(endpoint, place);
    }
    steps.set(key, step);
  }

  function take(event: WatchEvent): void {
    same(event.jobName, jobName);
    same(done, false, 'an event after done');
    switch (event.type) {
      case 'step':
        takeStep(event);
        break;
      case 'job':
        same(event.previous, job);
        if (job !== undefined) {
          expect(changedPaths(job, event.job)).not.empty;
          if (!revivals) same(isEarlierStatus(event.job.Status, job.Status), false, 'the job went back');
        }
        job = event.job;
        break;
      case 'synced':
        expect(synced, 'synced twice').equal(false);
        synced = true;
        break;
      case 'stale': {
        const kind = event.cause instanceof StepstreamError ? event.cause.code : event.cause;
        expect(event.ageMs).least(0);
        expect(kind, 'stale twice').not.equal(stale);
        stale = kind;
        break;
      }
      case 'fresh':
        expect(stale, 'fresh without stale').not.equal(undefined);
        stale = undefined;
        break;
      case 'done':
        expect(event.job).equal(job);
        done = true;
    }
  }

  return { take, steps: () => steps, job: () => job, done: () => done };
}

/** Steps whatever their order, to be compared. */
export const sortedLines = (steps: Iterable<Step>): readonly string[] => [...steps].map(lineOf).sort();
