/**
 * A simulator of SageMaker Inference Recommender, and recordings of it, for tests and demos.
 *
 * @module stepstream/testing
 */

export { startSimulator, type Simulator, type SimulatorOptions } from './startSimulator.js';
export {
  fakeRecommender,
  type CommandLike,
  type FakeRecommender,
  type SendOptions,
} from './fakeRecommender.js';
export type { SimulatedCall, Simulation, SimulationOptions } from './simulation.js';
export type { QuotaOptions } from './callQuota.js';
export type { JobEnd, JobScript, StepScript } from './jobScript.js';
export type { JobEdit, StepEdit } from './simulatedJob.js';
export { FAILURE_KINDS, type FailureKind } from './stepFailures.js';
export type { ErrorForm } from './serviceFault.js';
export { FAULT_KINDS, type Fault, type FaultKind, type FaultTarget, type ItemFaultKind } from './fault.js';
export type { ScriptedFault } from './faultSchedule.js';
export type { AbortedRequest, SimulatorStats } from './counters.js';
export type { OperationName } from './shapes.js';
export type { WireBenchmark, WireMetrics, WireObject, WireServerlessConfig } from './wire.js';
export type { BehaviourName, ReplicaLags, ServiceBehaviours } from './behaviours/behaviours.js';
export { serviceBehaviours } from './behaviours/serviceBehaviours.js';
export { demoJob, type DemoJobOptions } from './demoJob.js';
export type { AiKind } from './ai/aiAccount.js';
export type {
  AiBenchmarkScript,
  AiJobEnd,
  AiJobScript,
  AiRecommendationScript,
  AiTarget,
} from './ai/aiJobScript.js';
export type { AiJobEdit } from './ai/aiLife.js';
export type { AiperfMetric, AiperfProfile } from './ai/aiperfProfile.js';
export { demoAiJobs, type DemoAiJobs } from './ai/demoAiJobs.js';
export { publishedAiJob, type PublishedAiJobOptions } from './ai/publishedAiJob.js';
export {
  recordCalls,
  type RecordableClient,
  type RecordingClient,
  type RecordOptions,
} from './recording/recordCalls.js';
export type { Redaction, RedactionKind } from './recording/redaction.js';
export { replayCalls, type ReplayClient } from './recording/replayCalls.js';
export type { ReplayOptions } from './recording/answers.js';
export { NotRecordedError } from '../core/errors.js';
