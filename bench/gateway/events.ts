import type { Step, WatchEvent } from 'stepstream';

/** Number of steps of a job: the first so many events add one each, further ones update them in turn. */
const STEPS = 40;

/** The moment on the clock that all processes of this machine share, in milliseconds. */
export const moment = (): number => performance.timeOrigin + performance.now();

/** The name of the n-th job. */
export const jobNameOf = (n: number): string => `bench-${n}`;

/** The n-th event of a job. */
export const eventOf = (jobName: string, n: number): WatchEvent => ({
  type: 'step',
  jobName,
  change: n < STEPS ? 'added' : 'updated',
  key: `sm-epc-bench-${n % STEPS}`,
  step: stepOf(jobName, n),
  changed: n < STEPS ? [] : ['InferenceBenchmark.Metrics.MaxInvocations'],
});

/** A step of about the size that real ones have. It says when it was sent. */
function stepOf(jobName: string, n: number): Step {
  return {
    StepType: 'BENCHMARK',
    JobName: jobName,
    Status: 'COMPLETED',
    InferenceBenchmark: {
      Metrics: {
        CostPerHour: 0.23,
        CostPerInference: 1.7e-7,
        MaxInvocations: 1000 + (n % 1000),
        ModelLatency: 41,
        CpuUtilization: 92.5,
        MemoryUtilization: 31.2,
      },
      EndpointConfiguration: {
        EndpointName: `sm-epc-bench-${n % STEPS}`,
        VariantName: 'main',
        InstanceType: 'ml.c5.large',
        InitialInstanceCount: 1,
      },
      ModelConfiguration: {
        EnvironmentParameters: [{ Key: 'OMP_NUM_THREADS', ValueType: 'String', Value: '4' }],
      },
      FailureReason: `sent at ${moment().toFixed(3)}`,
      InvocationStartTime: new Date(1_700_000_000_000),
      InvocationEndTime: new Date(1_700_000_060_000),
    },
  };
}
