/** A time in the form of the service: seconds since the epoch, with milliseconds as decimals. */
export type WireTime = number;

/** A number, or `"NaN"` for a value that couldn't be measured. */
export type WireFloat = number | 'NaN';

/** The metrics of a benchmark, in wire form. */
export interface WireMetrics {
  readonly CostPerHour?: WireFloat;
  readonly CostPerInference?: WireFloat;
  readonly MaxInvocations?: number;
  readonly ModelLatency?: number;
  readonly CpuUtilization?: WireFloat;
  readonly MemoryUtilization?: WireFloat;
  readonly ModelSetupTime?: number;
}

/** The size of a serverless endpoint, in wire form. */
export interface WireServerlessConfig {
  readonly MemorySizeInMB: number;
  readonly MaxConcurrency: number;
  readonly ProvisionedConcurrency?: number;
}

/** The endpoint of a benchmark, in wire form. */
export interface WireEndpointConfiguration {
  readonly EndpointName: string;
  readonly VariantName: string;
  readonly InstanceType?: string;
  readonly InitialInstanceCount?: number;
  readonly ServerlessConfig?: WireServerlessConfig;
}

/** The configuration of a model, in wire form. */
export interface WireModelConfiguration {
  readonly InferenceSpecificationName?: string;
  readonly EnvironmentParameters?: readonly {
    readonly Key: string;
    readonly ValueType: string;
    readonly Value: string;
  }[];
  readonly CompilationJobName?: string;
}

/** One benchmark, in wire form. */
export interface WireBenchmark {
  readonly Metrics?: WireMetrics;
  readonly EndpointMetrics?: { readonly MaxInvocations: number; readonly ModelLatency: number };
  readonly EndpointConfiguration?: WireEndpointConfiguration;
  readonly ModelConfiguration: WireModelConfiguration;
  readonly FailureReason?: string;
  readonly InvocationEndTime?: WireTime;
  readonly InvocationStartTime?: WireTime;
}

/** One step, in wire form. */
export interface WireStep {
  readonly StepType: string;
  readonly JobName: string;
  readonly Status: string;
  readonly InferenceBenchmark?: WireBenchmark;
}

/** A JSON object of any content. */
export type WireObject = Readonly<Record<string, unknown>>;

/** A simulated time, in milliseconds since the epoch, in wire form. */
export function wireTime(ms: number): WireTime {
  return Math.round(ms) / 1000;
}

/** A copy of an object without some of its members. */
export function omit<T extends object, K extends keyof T>(object: T, ...names: readonly K[]): Omit<T, K> {
  const rest = Object.entries(object).filter(([name]) => !names.includes(name as K));
  return Object.fromEntries(rest) as Omit<T, K>;
}
