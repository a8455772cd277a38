/**
 * The entry `stepstream/codecs`: io-ts codecs, wire to domain and back. Runs in browsers, without the AWS SDK
 * and without Node modules.
 *
 * @module stepstream/codecs
 */
export {
  AIBenchmarkJob,
  AIBenchmarkJobSummary,
  AIRecommendationJob,
  AIRecommendationJobSummary,
  type WireAIBenchmarkJob,
  type WireAIBenchmarkJobSummary,
  type WireAIRecommendationJob,
  type WireAIRecommendationJobSummary,
} from './decode/aiJob.js';
export { AIRecommendation } from './decode/aiRecommendation.js';
export { Codec, FAILED, type Parsed } from './decode/codec.js';
export { decodeStep } from './decode/decodeStep.js';
export {
  DoneEvent,
  FreshEvent,
  JobEvent,
  StaleEvent,
  StepEvent,
  SyncedEvent,
  WatchEvent,
  type WireDoneEvent,
  type WireJobEvent,
  type WireStaleEvent,
  type WireStepEvent,
  type WireWatchEvent,
} from './decode/event.js';
export { Figures } from './decode/figures.js';
export { FleetMessage, FleetRow, type WireFleetMessage, type WireFleetRow } from './decode/fleet.js';
export {
  Job,
  JobSummary,
  WatchedJob,
  type WireJob,
  type WireJobSummary,
  type WireWatchedJob,
} from './decode/job.js';
export { KnownState, type WireKnownState } from './decode/knownState.js';
export { list } from './decode/list.js';
export {
  AIJobList,
  BeatMessage,
  ByeMessage,
  CatchUpMessage,
  ClientMessage,
  ErrorMessage,
  EventMessage,
  HelloMessage,
  JobList,
  KeyedStep,
  ServerMessage,
  SnapshotMessage,
  WatchState,
  type WireCatchUpMessage,
  type WireEventMessage,
  type WireAIJobList,
  type WireJobList,
  type WireKeyedStep,
  type WireServerMessage,
  type WireSnapshotMessage,
  type WireWatchState,
} from './decode/message.js';
export { Prices } from './decode/prices.js';
export { Count, Flag, Numeric, Text, Time, word, type WireNumber } from './decode/primitives.js';
export { recommendationSteps, type RecommendationSteps } from './decode/recommendationSteps.js';
export { record } from './decode/record.js';
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
export { tagged } from './decode/tagged.js';
export { formatPosition, parsePosition, type Position } from './core/position.js';
export { createReplica, ProtocolError, type Replica } from './core/replica.js';
export { DecodeError } from './core/decodeError.js';
export { describeFault, type DecodeFault } from './core/decodeFault.js';
