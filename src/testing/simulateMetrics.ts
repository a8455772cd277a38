import { instanceOf, SERVERLESS_GB_SECOND_PRICE, type Instance } from './instances.js';
import { about, integer, type Random } from './random.js';
import type { StepScript } from './jobScript.js';
import type { WireMetrics } from './wire.js';

/** Size of the model under test. */
export interface ModelUnderTest {
  /** Duration of one inference on one core of m5, in milliseconds. */
  readonly workMs: number;
  /** Memory of the model and its server, in megabytes. */
  readonly memoryMb: number;
}

/**
 * The metrics of a benchmark with this configuration, computed by a small performance model.
 *
 * An inference is a fixed amount of work. Up to four cores share one inference, or an accelerator computes it alone. Under
 * full load requests queue, so latency is a multiple of the service time. Cost per inference is cost per hour divided by
 * inferences per hour. Floats have single precision, as those of the service.
 */
export function simulateMetrics(step: StepScript, model: ModelUnderTest, random: Random): WireMetrics {
  return step.serverless === undefined
    ? instanceMetrics(instanceOf(step.instanceType ?? 'ml.m5.xlarge'), step, model, random)
    : serverlessMetrics(step.serverless, model, random);
}

function instanceMetrics(
  instance: Instance,
  step: StepScript,
  model: ModelUnderTest,
  random: Random,
): WireMetrics {
  const count = step.instanceCount ?? 1;
  const { latency, throughput } = environmentEffect(step.environment ?? {}, instance.vcpus);
  const cores = instance.coreSpeed * Math.min(instance.vcpus, 4) ** 0.6;
  const serviceMs = Math.max(1, model.workMs / (instance.accelerator ?? cores)) * latency;
  const capacity = instance.accelerator ?? instance.coreSpeed * instance.vcpus ** 0.94;
  const perMinute = about(random, (60_000 / model.workMs) * capacity * 0.82 * throughput * count, 0.04);
  const MaxInvocations = Math.max(1, Math.round(perMinute));
  const costPerHour = instance.pricePerHour * count;
  const busy = instance.accelerator === undefined ? 91 : 38;
  return {
    CostPerHour: Math.fround(costPerHour),
    CostPerInference: Math.fround(costPerHour / (MaxInvocations * 60)),
    MaxInvocations,
    ModelLatency: Math.max(1, Math.round(about(random, serviceMs * 2.1, 0.08))),
    CpuUtilization: Math.fround(about(random, busy * instance.vcpus, 0.06)),
    MemoryUtilization: Math.fround(
      Math.min(97, about(random, (model.memoryMb / (instance.memoryGb * 1024)) * 100 + 4, 0.1)),
    ),
  };
}

function serverlessMetrics(
  size: NonNullable<StepScript['serverless']>,
  model: ModelUnderTest,
  random: Random,
): WireMetrics {
  const gigabytes = size.memoryMb / 1024;
  const latencyMs = about(random, (model.workMs / (0.42 * gigabytes ** 0.8)) * 1.25, 0.08);
  const ModelLatency = Math.max(1, Math.round(latencyMs));
  const perMinute = about(random, (60_000 / ModelLatency) * size.maxConcurrency * 0.9, 0.03);
  return {
    CostPerInference: Math.fround((ModelLatency / 1000) * gigabytes * SERVERLESS_GB_SECOND_PRICE),
    MaxInvocations: Math.max(1, Math.round(perMinute)),
    ModelLatency,
    CpuUtilization: 'NaN',
    MemoryUtilization: Math.fround(Math.min(97, about(random, (model.memoryMb / size.memoryMb) * 100, 0.1))),
    ModelSetupTime: integer(random, 3, 9) + Math.round(model.memoryMb / 400),
  };
}

/** Effect of threads per inference and of worker processes on latency and throughput, as factors. */
function environmentEffect(
  environment: Readonly<Record<string, string>>,
  vcpus: number,
): { latency: number; throughput: number } {
  const threads = Number(environment['OMP_NUM_THREADS'] ?? vcpus);
  const workers = Number(environment['SAGEMAKER_MODEL_SERVER_WORKERS'] ?? 1);
  const share = Math.min(1, Math.max(1, threads || 1) / vcpus);
  const parallel = Math.min(Math.max(1, workers || 1), vcpus);
  const spare = 1 - share;
  return {
    latency: (1 + 0.35 * spare) * (1 + 0.04 * (parallel - 1)),
    throughput: (1 + 0.12 * spare) * (1 + 0.09 * Math.log2(parallel)),
  };
}
