import type * as core from '../core/step.js';
import { FAILED, type Codec, type Parsed } from './codec.js';
import { isObject } from './isObject.js';
import { Time } from './primitives.js';
import { Metrics } from './step.js';

/** A value whose fields may be there, and may be anything. */
type Unchecked<A> = { readonly [K in keyof A]?: unknown };
type Changeable<A> = { -readonly [K in keyof A]: A[K] };

/**
 * Decodes a step as almost all are, as the codec `Step` does it: undefined for one that the codec has to look at, as it has
 * a fault, a null, or what only recommendations have. Fields are read by their names here, which takes a fifth of the time
 * that it takes by a variable: engines then know where in the object they are.
 */
export function quickStep(value: unknown): core.Step | undefined {
  if (!isObject(value)) return undefined;
  const step = value as Unchecked<core.Step>;
  const { StepType, JobName, Status, InferenceBenchmark, AIRecommendation, figures, framework } = step;
  if (!isText(StepType) || !isText(JobName) || !isText(Status)) return undefined;
  if (AIRecommendation !== undefined || figures !== undefined || framework !== undefined) return undefined;
  if (InferenceBenchmark === undefined) return step as core.Step;
  const benchmark = quickBenchmark(InferenceBenchmark);
  if (benchmark === undefined || benchmark === InferenceBenchmark) return benchmark && (step as core.Step);
  // To what a spread alone has made engines add the note of `decodeOnce` eight times as slowly.
  return { StepType, ...step, InferenceBenchmark: benchmark } as core.Step;
}

function quickBenchmark(value: unknown): core.InferenceBenchmark | undefined {
  if (!isObject(value)) return undefined;
  const before = value as Unchecked<core.InferenceBenchmark>;
  const { ModelConfiguration, EndpointConfiguration, EndpointMetrics, FailureReason } = before;
  if (!isModel(ModelConfiguration) || !isTextOrNone(FailureReason)) return undefined;
  if (EndpointConfiguration !== undefined && !isEndpoint(EndpointConfiguration)) return undefined;
  if (EndpointMetrics !== undefined && !areEndpointMetrics(EndpointMetrics)) return undefined;
  const metrics = areMetrics(before.Metrics) ? before.Metrics : parsed(Metrics, before.Metrics);
  const began = parsed(Time, before.InvocationStartTime);
  const ended = parsed(Time, before.InvocationEndTime);
  if (metrics === FAILED || began === FAILED || ended === FAILED) return undefined;
  const isSame =
    metrics === before.Metrics && began === before.InvocationStartTime && ended === before.InvocationEndTime;
  if (isSame) return before as core.InferenceBenchmark;
  const after: Changeable<core.InferenceBenchmark> = { ...(before as core.InferenceBenchmark) };
  if (metrics !== undefined) after.Metrics = metrics;
  if (began !== undefined) after.InvocationStartTime = began;
  if (ended !== undefined) after.InvocationEndTime = ended;
  return after;
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isTextOrNone = (value: unknown): boolean => value === undefined || typeof value === 'string';
const isNumber = (value: unknown): boolean => typeof value === 'number';
const isNumberOrNone = (value: unknown): boolean => value === undefined || typeof value === 'number';

const parsed = <A, O>(codec: Codec<A, O>, value: unknown): Parsed<A> | undefined =>
  value === undefined ? undefined : codec.parse(value);

/** Whether a value is in the form of the domain: a "NaN" isn't, which the codec turns into a number. */
function areMetrics(value: unknown): value is core.Metrics {
  if (!isObject(value)) return false;
  const { CostPerHour, CostPerInference, MaxInvocations, ModelLatency } = value as Unchecked<core.Metrics>;
  const { CpuUtilization, MemoryUtilization, ModelSetupTime } = value as Unchecked<core.Metrics>;
  return (
    isNumberOrNone(CostPerHour) &&
    isNumberOrNone(CostPerInference) &&
    isNumberOrNone(MaxInvocations) &&
    isNumberOrNone(ModelLatency) &&
    isNumberOrNone(CpuUtilization) &&
    isNumberOrNone(MemoryUtilization) &&
    isNumberOrNone(ModelSetupTime)
  );
}

function areEndpointMetrics(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { MaxInvocations, ModelLatency } = value as Unchecked<core.EndpointMetrics>;
  return isNumber(MaxInvocations) && isNumber(ModelLatency);
}

function isEndpoint(value: unknown): boolean {
  if (!isObject(value)) return false;
  const endpoint = value as Unchecked<core.EndpointConfiguration>;
  const { EndpointName, VariantName, InstanceType, InitialInstanceCount, ServerlessConfig } = endpoint;
  return (
    isText(EndpointName) &&
    isText(VariantName) &&
    isTextOrNone(InstanceType) &&
    isNumberOrNone(InitialInstanceCount) &&
    (ServerlessConfig === undefined || isServerless(ServerlessConfig))
  );
}

function isServerless(value: unknown): boolean {
  if (!isObject(value)) return false;
  const size = value as Unchecked<core.ServerlessConfig>;
  const { MemorySizeInMB, MaxConcurrency, ProvisionedConcurrency } = size;
  return isNumber(MemorySizeInMB) && isNumber(MaxConcurrency) && isNumberOrNone(ProvisionedConcurrency);
}

function isModel(value: unknown): boolean {
  if (!isObject(value)) return false;
  const model = value as Unchecked<core.ModelConfiguration>;
  const { InferenceSpecificationName, EnvironmentParameters, CompilationJobName } = model;
  return (
    isTextOrNone(InferenceSpecificationName) &&
    isTextOrNone(CompilationJobName) &&
    (EnvironmentParameters === undefined || areParameters(EnvironmentParameters))
  );
}

function areParameters(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (const parameter of value as unknown[]) {
    if (!isObject(parameter)) return false;
    const { Key, ValueType, Value } = parameter as Unchecked<core.EnvironmentParameter>;
    if (!isText(Key) || !isText(ValueType) || !isText(Value)) return false;
  }
  return true;
}
