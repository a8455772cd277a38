/**
 * The entry `stepstream/operators`: the operators, the types of their results, and the replica with which a
 * page in a browser reads a gateway. Runs in browsers, without the AWS SDK, Node modules and `eval`.
 * `stepstream` exports all of it, too.
 *
 * @module stepstream/operators
 */

// Watching
export type { JobSnapshot } from './operators/summary/jobSnapshot.js';
export { orFail } from './operators/orFail.js';
export { snapshots, type SnapshotsOptions } from './operators/snapshots.js';
export { stopWhenDecided, type DecideOptions } from './operators/stopWhenDecided.js';

// Operators
export { assertNoRegression, type RegressionOptions } from './operators/assertNoRegression.js';
export type { EndpointBaseline, JobBaseline } from './operators/comparing/baseline.js';
export {
  bestBy,
  type BestStepPerJob,
  type BestOptions,
  type EligibilityOptions,
} from './operators/bestBy.js';
export { bestByCost, type CostOptions } from './operators/bestByCost.js';
export { bestByLatency } from './operators/bestByLatency.js';
export { bestByTtft, type FigureBestOptions } from './operators/bestByTtft.js';
export { bestByTokens } from './operators/bestByTokens.js';
export { bestByThroughput } from './operators/bestByThroughput.js';
export type { Bound, BoundFault, Bounds, BoundStats, FigureBound } from './operators/ranking/bounds.js';
export { compareWith } from './operators/compareWith.js';
export type {
  AddedConfiguration,
  ComparedRow,
  Comparison,
  FailedConfiguration,
  MissingConfiguration,
} from './operators/comparing/comparison.js';
export { completedOnly } from './operators/completedOnly.js';
export { costOrder, type CostOrder, type CostOrderOptions } from './operators/costOrder.js';
export { decodeSteps, type Decoded, type DecodeOptions } from './operators/decodeSteps.js';
export type { Delta, Deltas, FigureDeltas, Verdict } from './operators/comparing/deltas.js';
export { distinctSteps } from './operators/distinctSteps.js';
export { failedOnly } from './operators/failedOnly.js';
export type { FailureCause } from './operators/failures/failureCause.js';
export type { FailureGroup } from './operators/failures/failureGroup.js';
export type { RegressionBounds } from './operators/comparing/findRegressions.js';
export type { ComparedLoads } from './operators/comparing/unlikeLoads.js';
export { groupFailures } from './operators/groupFailures.js';
export { jmespath, type JmespathOptions } from './operators/jmespath.js';
export type { ExcludedStep, ExclusionReason } from './operators/ranking/eligibilityCheck.js';
export {
  monthlyCostAt,
  type MonthlyCost,
  type MonthlyOrder,
  type Traffic,
} from './operators/monthlyCostAt.js';
export type { ServerlessNeed } from './operators/ranking/serverlessNeed.js';
export { paretoFront, type Axis, type FrontOptions } from './operators/paretoFront.js';
export { rankBy, type RankOptions } from './operators/rankBy.js';
export type { Ranking } from './operators/ranking/ranking.js';
export { summarize, type SummaryOptions } from './operators/summarize.js';
export type { Summary } from './operators/summary/summary.js';
export { within } from './operators/within.js';
export { withStatus } from './operators/withStatus.js';
export type {
  BestOf,
  Filtered,
  BestStep,
  StepFilter,
  StepSource,
  StepFold,
} from './operators/base/source.js';

// Orders
export type { FigureOptions } from './operators/ranking/figureReader.js';
export type { Metric } from './operators/ranking/metric.js';
export type { Missing, MissingFigure, MissingPrice } from './operators/ranking/missing.js';
export type { PriceOptions, PricePerHour } from './operators/ranking/prices.js';
export {
  ascending,
  descending,
  type Candidate,
  type DeclaredOrder,
  type MetricOrder,
  type StepOrder,
} from './operators/ranking/order.js';

// Words
export { jobKindOf, parseJobName, qualifiedName, type JobKind, type JobReference } from './core/jobKind.js';
export { configurationKey, stepKey } from './core/keys.js';
export {
  isTerminal,
  KNOWN_STATUSES,
  KNOWN_STEP_TYPES,
  type KnownStatus,
  type Status,
  type StepType,
} from './core/status.js';
export type {
  EndpointConfiguration,
  EndpointMetrics,
  EnvironmentParameter,
  InferenceBenchmark,
  Metrics,
  ModelConfiguration,
  ServerlessConfig,
  Step,
} from './core/step.js';
export type { EndpointPerformance, Job, JobSummary, Recommendation } from './core/job.js';
export type {
  CategoricalParameter,
  ContainerConfig,
  EndpointInfo,
  EndpointInputConfiguration,
  EnvironmentParameterRanges,
  JobInput,
  PayloadConfig,
  ResourceLimit,
  VpcConfig,
} from './core/jobInput.js';
export type {
  AIBenchmarkJob,
  AIBenchmarkJobSummary,
  AIRecommendationJob,
  AIRecommendationJobSummary,
} from './core/aiJob.js';
export type { AIRecommendation, ExpectedPerformance } from './core/aiRecommendation.js';
export type { Figure, Figures, FigureStats, Stat } from './core/figures.js';
export { fromAiperf } from './decode/fromAiperf.js';
export { readPrices } from './decode/prices.js';
export { recommendationSteps, type RecommendationSteps } from './decode/recommendationSteps.js';
export type { LoadedJob } from './core/load.js';
export type {
  ModelLatencyThreshold,
  Phase,
  Stairs,
  StoppingConditions,
  TrafficPattern,
} from './core/traffic.js';
export type {
  DoneEvent,
  FreshEvent,
  JobEvent,
  StaleEvent,
  StepEvent,
  SyncedEvent,
  WatchedJob,
  WatchEvent,
} from './core/event.js';

// From a gateway
export { decodeStep } from './decode/decodeStep.js';
export { ServerMessage, type WireServerMessage } from './decode/message.js';
export { formatPosition, parsePosition, type Position } from './core/position.js';
export { createReplica, ProtocolError, type Replica } from './core/replica.js';

// Errors
export {
  describeRegression,
  type FailedOrMissingConfiguration,
  type UnmeasuredMetric,
  type Regression,
  type WorseMetric,
} from './core/regression.js';
export { NothingComparedError, RegressionError } from './core/regressionError.js';
export { DecodeError } from './core/decodeError.js';
export { describeFault, type DecodeFault } from './core/decodeFault.js';
export type { ErrorCode } from './core/errorCodes.js';
export {
  AbortedError,
  AccessDeniedError,
  ClockSkewError,
  ClosedError,
  DeadlineError,
  EmptyPagesError,
  ExpiredCredentialsError,
  ExpiredTokenError,
  InvalidInputError,
  InvalidTokenError,
  JobFailedError,
  MalformedResponseError,
  MissingCredentialsError,
  MissingPeerError,
  NetworkError,
  NotFoundError,
  PollLagError,
  ServiceError,
  StepstreamError,
  ThrottledError,
  TokenLoopError,
  UnsettledError,
  ValidationError,
  type ErrorDetails,
} from './core/errors.js';
