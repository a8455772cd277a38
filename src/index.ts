/**
 * The package: a connection, its listings and watches, and all operators.
 *
 * @module stepstream
 */

// Connecting
export { connect, defaultRecommender, steps$, type ConnectOptions, type Recommender } from './recommender.js';
export type { Quota } from './api/quota.js';
export type { RetryOptions } from './api/retryPolicy.js';
export type { RecommenderClient } from './api/sageMakerApi.js';
export type { AIRecommender } from './live/ai/aiRecommender.js';
export type { TraceContext } from './api/trace.js';
export type { NoticeCode } from './core/noticeCodes.js';
export type {
  ClientsView,
  GatewayContext,
  LiveContext,
  QuotaView,
  RedisContext,
  WatchView,
} from './core/telemetry.js';

// Listings
export type { AIJobFilters, JobFilters, StepFilters } from './core/filters.js';
export type { ListingOptions } from './core/listingOptions.js';
export type { AnyJobsPage, JobsPage, StepsPage } from './core/page.js';
export { toBotoToken } from './paging/botoToken.js';
export { toFullResult, type FullJobs, type FullSteps } from './paging/toFullResult.js';

// Scaling
export type {
  RecommendationReference,
  ScalingAdvice,
  ScalingMetric,
  ScalingPick,
  ScalingPolicy,
  ScalingTraffic,
} from './core/scaling.js';

// Watching
export type { FleetOptions } from './live/fleet/fleetOptions.js';
export type { KnownState } from './core/knownState.js';
export type { WatchOptions } from './live/watchOptions.js';

// Operators, steps, events and errors
export * from './operators.js';
