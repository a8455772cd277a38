import type { ErrorForm } from './serviceFault.js';
import { hasError, OPERATIONS, type OperationName } from './shapes.js';

/** Kinds that refuse the call instead of executing it. */
export type RefusalKind =
  | 'throttle'
  | 'throttleWithRetryAfter'
  | 'internalError'
  | 'unavailableHtml'
  | 'requestTimeout'
  | 'resourceNotFound'
  | 'resourceInUse'
  | 'resourceLimitExceeded'
  | 'expiredToken'
  | 'expiredCredentials'
  | 'unrecognizedClient'
  | 'accessDenied'
  | 'clockSkew';

/** Kinds that damage the delivery of the response. */
export type DeliveryKind =
  | 'resetBeforeResponse'
  | 'resetInsideBody'
  | 'cutBody'
  | 'stalledHeaders'
  | 'stalledBody'
  | 'truncatedJson'
  | 'invalidJson';

/** Kinds that make a page faulty. */
export type PageKind = 'missingList' | 'emptyPage' | 'repeatedToken' | 'tokenCycle';

/** Kinds that make one item of a page faulty. */
export type ItemFaultKind =
  | 'badTimestamp'
  | 'wrongType'
  | 'missingRequiredField'
  | 'unknownStatus'
  | 'unknownInstanceType'
  | 'extraFields';

/**
 * The kinds of fault, a closed union.
 *
 * - `throttle`, `throttleWithRetryAfter`: ThrottlingException, or another `name`; the second has the header
 *   `Retry-After`, or `x-amz-retry-after`, or both.
 * - `internalError`: a 500 of the service. `unavailableHtml`: a 503 with an HTML body, as from a proxy.
 * - `requestTimeout`: the request arrived too slowly.
 * - `resourceNotFound`, `resourceInUse`, `resourceLimitExceeded`: the errors of the service model, for the
 *   operations that have them, in each form in which they can be written.
 * - `resetBeforeResponse`, `resetInsideBody`: the connection is reset. `cutBody`: it closes half-way.
 * - `stalledHeaders`, `stalledBody`: no response, or half of the body, until the connection is closed.
 * - `truncatedJson`: a complete response with truncated JSON. `invalidJson`: a body that isn't JSON.
 * - `missingList`: a 200 without `Steps` (or without the list of jobs, or an empty Describe).
 * - `badTimestamp`, `wrongType`, `missingRequiredField`: one item of the page is malformed.
 * - `unknownStatus`, `unknownInstanceType`, `extraFields`: one item has a value or a field that the client doesn't know.
 * - `emptyPage`: a page without items, and with a token for the items.
 * - `repeatedToken`, `tokenCycle`: from then on the tokens of the listing repeat for ever.
 * - `expiredToken`: the page token has expired. `expiredCredentials`, `unrecognizedClient`, `accessDenied`:
 *   refused for the credentials. `clockSkew`: refused until the client corrects its clock.
 */
export type FaultKind = RefusalKind | DeliveryKind | PageKind | ItemFaultKind;

type ParameterKind =
  | ItemFaultKind
  | 'resourceNotFound'
  | 'resourceInUse'
  | 'resourceLimitExceeded'
  | 'throttle'
  | 'throttleWithRetryAfter'
  | 'requestTimeout'
  | 'tokenCycle'
  | 'clockSkew';

/** A fault with its parameters. A kind alone has the default ones. */
export type Fault =
  | { readonly kind: Exclude<FaultKind, ParameterKind> }
  /** `index`: index of the item on the page. Default: the one in the middle. */
  | { readonly kind: ItemFaultKind; readonly index?: number }
  /** `name`: name of the throttle, such as EC2ThrottledException. Default ThrottlingException. */
  | { readonly kind: 'throttle'; readonly name?: string }
  /**
   * `retryAfterSeconds`: value of `Retry-After`, in seconds. `retryAfterMs`: value of `x-amz-retry-after`, in
   * milliseconds. Default: a second of the former alone.
   */
  | {
      readonly kind: 'throttleWithRetryAfter';
      readonly name?: string;
      readonly retryAfterSeconds?: number;
      readonly retryAfterMs?: number;
    }
  /** `name`: RequestTimeout or RequestTimeoutException, the default. `status`: HTTP status. Default 408. */
  | {
      readonly kind: 'requestTimeout';
      readonly name?: 'RequestTimeout' | 'RequestTimeoutException';
      readonly status?: 400 | 408;
    }
  /**
   * `as`: ValidationException says "Requested resource not found.", as sibling calls do. Default
   * ResourceNotFound. `form`: how it is written. Default `namespaced`.
   */
  | {
      readonly kind: 'resourceNotFound';
      readonly as?: 'ResourceNotFound' | 'ValidationException';
      readonly form?: ErrorForm;
    }
  /** `form`: how it is written. Default `namespaced`. */
  | { readonly kind: 'resourceInUse' | 'resourceLimitExceeded'; readonly form?: ErrorForm }
  /** `length`: number of tokens in the cycle. Default 2. */
  | { readonly kind: 'tokenCycle'; readonly length?: number }
  /** `skewMs`: how far the service's clock is ahead, in milliseconds. Default 3,600,000. */
  | { readonly kind: 'clockSkew'; readonly skewMs?: number };

/** The calls to which a fault applies. */
export interface FaultTarget {
  /** Only calls of this operation. Default: every operation that the fault can apply to. */
  readonly operation?: OperationName;
  /** Only calls about this job. Default: every job. */
  readonly jobName?: string;
  /**
   * Numbers of those calls, counted from 1 since the fault was set: one, several, or a range. Default 1. For lasting
   * kinds (`repeatedToken`, `tokenCycle`, `clockSkew`) one number stands for that call and all later ones.
   */
  readonly call?:
    | number
    | readonly number[]
    | { readonly from: number; readonly to?: number; readonly every?: number };
  /** Maximum number of calls to which the fault is applied. Without `call`: the next `times` calls. */
  readonly times?: number;
}

const LISTS: readonly OperationName[] = [
  'ListInferenceRecommendationsJobSteps',
  'ListInferenceRecommendationsJobs',
  'ListAIRecommendationJobs',
  'ListAIBenchmarkJobs',
];
const READS: readonly OperationName[] = [
  ...LISTS,
  'DescribeInferenceRecommendationsJob',
  'DescribeAIRecommendationJob',
  'DescribeAIBenchmarkJob',
];

/** The operations that have this error in the service model. */
const withError = (name: string): readonly OperationName[] =>
  (Object.keys(OPERATIONS) as OperationName[]).filter(operation => hasError(operation, name));

/** Properties of a kind. */
interface Traits {
  /** Operations that it can apply to. Default: all. */
  readonly operations?: readonly OperationName[];
  /** Whether it applies to all later calls, too. */
  readonly lasting?: true;
}

/** The properties of each kind, in the order of `FAULT_KINDS`. A kind without its line doesn't compile. */
const TRAITS: Readonly<Record<FaultKind, Traits>> = {
  throttle: {},
  throttleWithRetryAfter: {},
  internalError: {},
  unavailableHtml: {},
  requestTimeout: {},
  resourceNotFound: { operations: withError('ResourceNotFound') },
  resourceInUse: { operations: withError('ResourceInUse') },
  resourceLimitExceeded: { operations: withError('ResourceLimitExceeded') },
  resetBeforeResponse: {},
  resetInsideBody: {},
  cutBody: {},
  stalledHeaders: {},
  stalledBody: {},
  truncatedJson: {},
  invalidJson: {},
  missingList: { operations: READS },
  badTimestamp: { operations: READS },
  wrongType: { operations: READS },
  missingRequiredField: { operations: READS },
  unknownStatus: { operations: READS },
  unknownInstanceType: {
    operations: ['ListInferenceRecommendationsJobSteps', 'DescribeAIRecommendationJob'],
  },
  extraFields: { operations: READS },
  emptyPage: { operations: LISTS },
  repeatedToken: { operations: LISTS, lasting: true },
  tokenCycle: { operations: LISTS, lasting: true },
  expiredToken: { operations: LISTS },
  expiredCredentials: {},
  unrecognizedClient: {},
  accessDenied: {},
  clockSkew: { lasting: true },
};

/** All kinds of fault. */
export const FAULT_KINDS: readonly FaultKind[] = Object.keys(TRAITS) as FaultKind[];

/** Whether a fault of this kind can apply to this operation. */
export function strikes(kind: FaultKind, operation: OperationName): boolean {
  return TRAITS[kind].operations?.includes(operation) ?? true;
}

/** Whether the fault applies to the `nth` call that its target matches. */
export function isDue(kind: FaultKind, target: FaultTarget, nth: number): boolean {
  const { call = target.times === undefined ? 1 : { from: 1 } } = target;
  if (typeof call === 'number') return TRAITS[kind].lasting === true ? nth >= call : nth === call;
  if ('from' in call) {
    const { from, to = Infinity, every = 1 } = call;
    return nth >= from && nth <= to && (nth - from) % every === 0;
  }
  return call.includes(nth);
}
