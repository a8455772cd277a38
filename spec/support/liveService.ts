import type { ListStepsInput } from '../../src/api/recommenderApi.js';
import { fakeApi, type FakeApi, type FakeCall } from './fakeApi.js';
import { fullWireJob } from './jobs.js';

/** A service of one job, as a test sets it. */
export interface LiveService {
  readonly api: FakeApi;
  /** What Describe says besides the rest of a job. */
  job: object;
  steps: readonly unknown[];
  /** Answers in place of the job and its steps, where it returns something; an error is thrown. */
  instead: (call: FakeCall, index: number) => unknown;
  /** How often each operation was called, `D` for Describe, `L` for each page of a list. */
  readonly calls: () => string;
}

/** A job that runs, without steps. */
export function liveService(pageSize = 100): LiveService {
  const { FailureReason: _, ...plain } = fullWireJob;
  const service: LiveService = {
    job: {},
    steps: [],
    instead: () => undefined,
    calls: () => service.api.calls.map(({ operation }) => (operation === 'describeJob' ? 'D' : 'L')).join(''),
    api: fakeApi((call, index) => {
      const other = service.instead(call, index);
      if (other instanceof Error) throw other;
      if (other !== undefined) return other;
      if (call.operation === 'describeJob') return { ...plain, Status: 'IN_PROGRESS', ...service.job };
      const { NextToken = '0' } = call.input as ListStepsInput;
      const end = Number(NextToken) + pageSize;
      const Steps = service.steps.slice(Number(NextToken), end);
      return { Steps, ...(end < service.steps.length && { NextToken: String(end) }) };
    }),
  };
  return service;
}
