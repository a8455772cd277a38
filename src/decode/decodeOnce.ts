import { right, type Either } from 'fp-ts/lib/Either.js';
import type { DecodeError } from '../core/decodeError.js';
import type { Step } from '../core/step.js';
import { decodeStep } from './decodeStep.js';

/**
 * Decodes a step unless that was done before, so that each operator of a pipe may decode what it gets and
 * only the first one pays.
 */
export function decodeOnce(value: unknown, at?: string): Either<DecodeError, Step> {
  return isDecoded(value) ? right(value) : decodeStep(value, at);
}

/**
 * Whether a step has been decoded, by a look at the fields where wire and domain differ: times are numbers
 * on the wire, and metrics can be words. A tenth of the cost of decoding it again.
 */
function isDecoded(value: unknown): value is Step {
  if (typeof value !== 'object' || value === null) return false;
  const { Status: status, InferenceBenchmark: benchmark } = value as Partial<Step>;
  if (typeof status !== 'string') return false;
  if (benchmark === undefined) return true;
  if (typeof benchmark !== 'object' || (benchmark as unknown) === null) return false;
  const { InvocationStartTime: start, InvocationEndTime: end, Metrics: metrics } = benchmark;
  return (
    isObject(start) && isObject(end) && isObject(metrics) && (metrics === undefined || hasNoWord(metrics))
  );
}

const isObject = (value: unknown): boolean =>
  value === undefined || (typeof value === 'object' && value !== null);

function hasNoWord(metrics: NonNullable<NonNullable<Step['InferenceBenchmark']>['Metrics']>): boolean {
  const { CostPerHour, CostPerInference, MaxInvocations, ModelLatency } = metrics;
  const { CpuUtilization, MemoryUtilization, ModelSetupTime } = metrics;
  return (
    isNumber(CostPerHour) &&
    isNumber(CostPerInference) &&
    isNumber(MaxInvocations) &&
    isNumber(ModelLatency) &&
    isNumber(CpuUtilization) &&
    isNumber(MemoryUtilization) &&
    isNumber(ModelSetupTime)
  );
}

const isNumber = (value: unknown): boolean => value === undefined || typeof value === 'number';
