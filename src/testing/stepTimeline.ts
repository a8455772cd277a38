import { STEP_FAILURES, type FailureKind, type FailurePhase } from './stepFailures.js';
import { simulateMetrics, type ModelUnderTest } from './simulateMetrics.js';
import { about, integer, randomSuffix, type Random } from './random.js';
import type { StepScript } from './jobScript.js';
import type {
  WireBenchmark,
  WireEndpointConfiguration,
  WireMetrics,
  WireModelConfiguration,
} from './wire.js';

/** Average durations of the parts of a step, in milliseconds. Actual ones differ by up to a quarter. */
export interface StepDurations {
  readonly provisioningMs: number;
  readonly runMs: number;
}

/** The whole life of a step in advance. Times are simulated, in milliseconds since the epoch. */
export interface StepTimeline {
  /** Time from which the step is listed. */
  readonly appearsAt: number;
  /** Time from which its endpoint is known. */
  readonly endpointAt: number;
  /** Time at which the load test starts. */
  readonly startsAt: number;
  /** Time at which the load test ends or the step fails. */
  readonly endsAt: number;
  readonly endpoint: WireEndpointConfiguration;
  readonly model: WireModelConfiguration;
  /** Phase and reason of the failure. Absent for a step that completes. */
  readonly failure?: { readonly phase: FailurePhase; readonly reason: string };
  /** Measured values, as fields of the benchmark. */
  readonly measured: Pick<WireBenchmark, 'Metrics' | 'EndpointMetrics'>;
}

/** Computes the life of a step that starts at `turnAt` and is listed from `appearsAt` on. */
export function stepTimeline(
  script: StepScript,
  appearsAt: number,
  turnAt: number,
  durations: StepDurations,
  underTest: ModelUnderTest,
  random: Random,
): StepTimeline {
  const endpoint = endpointOf(script, random);
  const failure = failureOf(script, endpoint);
  const metrics = metricsOf(script, underTest, random);
  const provisioning = script.provisioningMs ?? about(random, durations.provisioningMs, 0.25);
  const run = script.runMs ?? about(random, durations.runMs, failure === undefined ? 0.25 : 0.5);
  const endpointAt = Math.round(turnAt + provisioning * 0.2);
  const startsAt = failure?.phase === 'create' ? endpointAt : Math.round(turnAt + provisioning);
  const endsAt = failure === undefined || failure.phase === 'load' ? Math.round(startsAt + run) : startsAt;
  return {
    appearsAt,
    endpointAt,
    startsAt,
    endsAt,
    endpoint,
    model: modelOf(script),
    measured: failure === undefined ? measuredOf(script, metrics) : {},
    ...(failure && { failure }),
  };
}

function endpointOf(script: StepScript, random: Random): WireEndpointConfiguration {
  const EndpointName = `sm-epc-${randomSuffix(random, 8)}-${randomSuffix(random, 12)}`;
  const VariantName = 'AllTraffic';
  if (script.existingEndpoint !== undefined) return { EndpointName: script.existingEndpoint, VariantName };
  if (script.serverless === undefined) {
    const InitialInstanceCount = script.instanceCount ?? 1;
    return {
      EndpointName,
      VariantName,
      InstanceType: script.instanceType ?? 'ml.m5.xlarge',
      InitialInstanceCount,
    };
  }
  const { memoryMb, maxConcurrency, provisionedConcurrency } = script.serverless;
  const ServerlessConfig = {
    MemorySizeInMB: memoryMb,
    MaxConcurrency: maxConcurrency,
    ...(provisionedConcurrency !== undefined && { ProvisionedConcurrency: provisionedConcurrency }),
  };
  return { EndpointName, VariantName, ServerlessConfig };
}

function modelOf(script: StepScript): WireModelConfiguration {
  const variables = Object.entries(script.environment ?? {});
  return {
    ...(script.inferenceSpecificationName !== undefined && {
      InferenceSpecificationName: script.inferenceSpecificationName,
    }),
    ...(variables.length > 0 && {
      EnvironmentParameters: variables.map(([Key, Value]) => ({ Key, ValueType: 'String', Value })),
    }),
    ...(script.compilationJobName !== undefined && { CompilationJobName: script.compilationJobName }),
  };
}

function failureOf(script: StepScript, endpoint: WireEndpointConfiguration): StepTimeline['failure'] {
  const { fails } = script;
  if (fails === undefined) return undefined;
  if (!Object.hasOwn(STEP_FAILURES, fails)) return { phase: 'load', reason: fails };
  const { phase, reason } = STEP_FAILURES[fails as FailureKind];
  const memory = endpoint.ServerlessConfig?.MemorySizeInMB ?? 0;
  return {
    phase,
    reason: reason(endpoint.InstanceType ?? `serverless-${String(memory)}MB`, endpoint.EndpointName),
  };
}

function metricsOf(script: StepScript, model: ModelUnderTest, random: Random): WireMetrics | undefined {
  const { metrics = 'model' } = script;
  const measured = simulateMetrics(script, model, random);
  if (metrics === 'model') return measured;
  if (metrics === 'nan') return { ...measured, CpuUtilization: 'NaN', MemoryUtilization: 'NaN' };
  return metrics === 'none' ? undefined : metrics;
}

function measuredOf(script: StepScript, metrics: WireMetrics | undefined): StepTimeline['measured'] {
  if (metrics === undefined) return {};
  if (script.existingEndpoint === undefined) return { Metrics: metrics };
  const { MaxInvocations = 1, ModelLatency = 1 } = metrics;
  return { EndpointMetrics: { MaxInvocations, ModelLatency } };
}

/** A random model under test, between a small tree model and a medium transformer. */
export function modelUnderTest(random: Random): ModelUnderTest {
  return { workMs: integer(random, 80, 600), memoryMb: integer(random, 400, 2600) };
}
