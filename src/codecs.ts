/**
 * The codecs, wire to domain and back: `stepstream/codecs`. Runs in a browser: neither the AWS SDK nor
 * Node's modules are needed.
 */
export { Codec, FAILED, type Parsed } from './decode/codec.js';
export { decodeStep } from './decode/decodeStep.js';
export { Job, JobSummary, type WireJob, type WireJobSummary } from './decode/job.js';
export { list } from './decode/list.js';
export { Numeric, Text, Time, type WireNumber } from './decode/primitives.js';
export {
  EndpointConfiguration,
  EndpointMetrics,
  EnvironmentParameter,
  InferenceBenchmark,
  Metrics,
  ModelConfiguration,
  ServerlessConfig,
  Step,
  type WireEndpointConfiguration,
  type WireEndpointMetrics,
  type WireInferenceBenchmark,
  type WireMetrics,
  type WireServerlessConfig,
  type WireStep,
} from './decode/step.js';
export { struct } from './decode/struct.js';
export { DecodeError, describeFault, type DecodeFault } from './core/decodeError.js';
