/** Seconds since the epoch, milliseconds as decimals: how the service writes times. */
export type WireTime = number;

/** A number, or `"NaN"` where nothing could be measured. */
export type WireFloat = number | 'NaN';

/** The metrics of a benchmark, as the service writes them. */
export interface WireMetrics {
  readonly CostPerHour?: WireFloat;
  readonly CostPerInference?: WireFloat;
  readonly MaxInvocations?: number;
  readonly ModelLatency?: number;
  readonly CpuUtilization?: WireFloat;
  readonly MemoryUtilization?: WireFloat;
  readonly ModelSetupTime?: number;
}

/** The size of a serverless endpoint, as the service writes it. */
export interface WireServerlessConfig {
  readonly MemorySizeInMB: number;
  readonly MaxConcurrency: number;
  readonly ProvisionedConcurrency?: number;
}

/** Where a benchmark ran, as the service writes it. */
export interface WireEndpointConfiguration {
  readonly EndpointName: string;
  readonly VariantName: string;
  readonly InstanceType?: string;
  readonly InitialInstanceCount?: number;
  readonly ServerlessConfig?: WireServerlessConfig;
}

/** How the model was set up, as the service writes it. */
export interface WireModelConfiguration {
  readonly InferenceSpecificationName?: string;
  readonly EnvironmentParameters?: readonly {
    readonly Key: string;
    readonly ValueType: string;
    readonly Value: string;
  }[];
  readonly CompilationJobName?: string;
}

/** One benchmark, as the service writes it. */
export interface WireBenchmark {
  readonly Metrics?: WireMetrics;
  readonly EndpointMetrics?: { readonly MaxInvocations: number; readonly ModelLatency: number };
  readonly EndpointConfiguration?: WireEndpointConfiguration;
  readonly ModelConfiguration: WireModelConfiguration;
  readonly FailureReason?: string;
  readonly InvocationEndTime?: WireTime;
  readonly InvocationStartTime?: WireTime;
}

/** One step, as the service writes it. */
export interface WireStep {
  readonly StepType: string;
  readonly JobName: string;
  readonly Status: string;
  readonly InferenceBenchmark?: WireBenchmark;
}

/** An object of JSON that nobody looks into further. */
export type WireObject = Readonly<Record<string, unknown>>;

/** A moment of the world (milliseconds since the epoch) as the service writes it. */
export function wireTime(ms: number): WireTime {
  return Math.round(ms) / 1000;
}

/** The same object without some of its members. */
export function omit<T extends object, K extends keyof T>(object: T, ...names: readonly K[]): Omit<T, K> {
  const rest = Object.entries(object).filter(([name]) => !names.includes(name as K));
  return Object.fromEntries(rest) as Omit<T, K>;
}
