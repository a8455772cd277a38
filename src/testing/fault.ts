import type { OperationName } from './shapes.js';

/** Kinds that refuse the call, instead of doing it. */
export type RefusalKind =
  | 'throttle'
  | 'throttleWithRetryAfter'
  | 'internalError'
  | 'unavailableHtml'
  | 'expiredToken'
  | 'expiredCredentials'
  | 'unrecognizedClient'
  | 'accessDenied'
  | 'clockSkew';

/** Kinds that keep the answer from arriving whole. */
export type DeliveryKind =
  | 'resetBeforeResponse'
  | 'resetInsideBody'
  | 'cutBody'
  | 'stalledHeaders'
  | 'stalledBody'
  | 'truncatedJson'
  | 'invalidJson';

/** Kinds that spoil the page itself. */
export type PageKind = 'missingList' | 'emptyPage' | 'repeatedToken' | 'tokenCycle';

/** Kinds that spoil one item of a page. */
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
 * - `throttle`, `throttleWithRetryAfter`: ThrottlingException; the second names the seconds to wait.
 * - `internalError`: a 500 of the service. `unavailableHtml`: a 503 with a page of HTML, as from a proxy.
 * - `resetBeforeResponse`, `resetInsideBody`: the connection is reset. `cutBody`: it closes half-way.
 * - `stalledHeaders`, `stalledBody`: nothing, or half of the body, and then silence until somebody closes.
 * - `truncatedJson`: a complete response whose JSON ends too early. `invalidJson`: a body that is no JSON.
 * - `missingList`: a 200 without `Steps` (or without the list of jobs, or an empty Describe).
 * - `badTimestamp`, `wrongType`, `missingRequiredField`: one item of the page is malformed.
 * - `unknownStatus`, `unknownInstanceType`, `extraFields`: one item is newer than the client.
 * - `emptyPage`: no items and a token that leads on to them.
 * - `repeatedToken`, `tokenCycle`: from then on the listing goes round in circles.
 * - `expiredToken`: the page token is too old. `expiredCredentials`, `unrecognizedClient`, `accessDenied`:
 *   refused for the credentials. `clockSkew`: refused until the client's clock follows the service's.
 */
export type FaultKind = RefusalKind | DeliveryKind | PageKind | ItemFaultKind;

type PlainKind = Exclude<FaultKind, ItemFaultKind | 'throttleWithRetryAfter' | 'tokenCycle' | 'clockSkew'>;

/** A fault with its details. A kind alone stands for its defaults. */
export type Fault =
  | { readonly kind: PlainKind }
  /** `index`: which item of the page; default the one in the middle. */
  | { readonly kind: ItemFaultKind; readonly index?: number }
  /** Default 1 second. */
  | { readonly kind: 'throttleWithRetryAfter'; readonly retryAfterSeconds?: number }
  /** `length`: how many tokens go round; default 2. */
  | { readonly kind: 'tokenCycle'; readonly length?: number }
  /** `skewMs`: how far the service's clock is ahead; default an hour. */
  | { readonly kind: 'clockSkew'; readonly skewMs?: number };

/** Which calls a fault strikes. */
export interface FaultTarget {
  /** Default: every operation that the fault makes sense for. */
  readonly operation?: OperationName;
  /** Default: every job. */
  readonly jobName?: string;
  /**
   * Which of those calls, counted from 1 since the fault was set: one, several, or a range. Default the
   * first; and for kinds that last (`repeatedToken`, `tokenCycle`, `clockSkew`) that one and all after it.
   */
  readonly call?:
    | number
    | readonly number[]
    | { readonly from: number; readonly to?: number; readonly every?: number };
  /** At most so many times; without `call`, the next so many calls. */
  readonly times?: number;
}

const LISTS: readonly OperationName[] = [
  'ListInferenceRecommendationsJobSteps',
  'ListInferenceRecommendationsJobs',
];
const READS: readonly OperationName[] = [...LISTS, 'DescribeInferenceRecommendationsJob'];

/** What holds for a kind besides what it does. */
interface Traits {
  /** The operations that it makes sense for; default: all. */
  readonly operations?: readonly OperationName[];
  /** Whether it goes on once it has struck. */
  readonly lasting?: true;
}

/** The traits of each kind, in the order in which kinds are listed: one without its line doesn't compile. */
const TRAITS: Readonly<Record<FaultKind, Traits>> = {
  throttle: {},
  throttleWithRetryAfter: {},
  internalError: {},
  unavailableHtml: {},
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
  unknownInstanceType: { operations: ['ListInferenceRecommendationsJobSteps'] },
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

/** Everything that can go wrong on purpose. */
export const FAULT_KINDS: readonly FaultKind[] = Object.keys(TRAITS) as FaultKind[];

/** Whether a fault of this kind can strike this operation. */
export function strikes(kind: FaultKind, operation: OperationName): boolean {
  return TRAITS[kind].operations?.includes(operation) ?? true;
}

/** Whether the fault strikes the `nth` call that its target matches. */
export function isDue(kind: FaultKind, target: FaultTarget, nth: number): boolean {
  const { call = target.times === undefined ? 1 : { from: 1 } } = target;
  if (typeof call === 'number') return TRAITS[kind].lasting === true ? nth >= call : nth === call;
  if ('from' in call) {
    const { from, to = Infinity, every = 1 } = call;
    return nth >= from && nth <= to && (nth - from) % every === 0;
  }
  return call.includes(nth);
}
