import { isCompiled } from '../../core/compiled.js';
import type { Step } from '../../core/step.js';
import { environmentLabel } from '../../core/stepLabel.js';
import type { CsvColumns } from '../output/csvSink.js';

/** The columns of a step in CSV, with AWS's names and units. */
export const STEP_COLUMNS: CsvColumns<Step> = {
  JobName: step => step.JobName,
  StepType: step => step.StepType,
  Status: step => step.Status,
  InstanceType: step => endpoint(step)?.InstanceType,
  InitialInstanceCount: step => endpoint(step)?.InitialInstanceCount,
  ServerlessMemorySizeInMB: step => endpoint(step)?.ServerlessConfig?.MemorySizeInMB,
  ServerlessMaxConcurrency: step => endpoint(step)?.ServerlessConfig?.MaxConcurrency,
  Environment: environmentLabel,
  Compiled: isCompiled,
  CostPerHour: step => metrics(step)?.CostPerHour,
  CostPerInference: step => metrics(step)?.CostPerInference,
  MaxInvocations: step => metrics(step)?.MaxInvocations,
  ModelLatency: step => metrics(step)?.ModelLatency,
  CpuUtilization: step => metrics(step)?.CpuUtilization,
  MemoryUtilization: step => metrics(step)?.MemoryUtilization,
  ModelSetupTime: step => metrics(step)?.ModelSetupTime,
  FailureReason: step => step.InferenceBenchmark?.FailureReason,
  EndpointName: step => endpoint(step)?.EndpointName,
  VariantName: step => endpoint(step)?.VariantName,
  InferenceSpecificationName: step => model(step)?.InferenceSpecificationName,
  CompilationJobName: step => model(step)?.CompilationJobName,
  InvocationStartTime: step => step.InferenceBenchmark?.InvocationStartTime?.toISOString(),
  InvocationEndTime: step => step.InferenceBenchmark?.InvocationEndTime?.toISOString(),
};

const endpoint = (step: Step): NonNullable<Step['InferenceBenchmark']>['EndpointConfiguration'] =>
  step.InferenceBenchmark?.EndpointConfiguration;
const metrics = (step: Step): NonNullable<Step['InferenceBenchmark']>['Metrics'] =>
  step.InferenceBenchmark?.Metrics;
const model = (step: Step): NonNullable<Step['InferenceBenchmark']>['ModelConfiguration'] | undefined =>
  step.InferenceBenchmark?.ModelConfiguration;
