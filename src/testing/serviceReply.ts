import type { ListPage } from './listSimulatedSteps.js';
import type { ServiceFault } from './serviceFault.js';
import type { OperationName } from './shapes.js';
import type { WireObject } from './wire.js';

/** A successful response of the service. */
export interface Answer {
  readonly kind: 'answer';
  readonly operation: OperationName;
  readonly wire: WireObject;
  /** Encodes the body. */
  readonly text: () => string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The response to a call, which the transport delivers. */
export type ServiceReply =
  | Answer
  /** An error of the service. */
  | { readonly kind: 'refusal'; readonly error: ServiceFault }
  /** A complete response with a body that a client can't parse. */
  | { readonly kind: 'garbage'; readonly status: number; readonly contentType: string; readonly text: string }
  /** A response that is never delivered completely. */
  | { readonly kind: 'broken'; readonly how: BrokenHow; readonly answer: Answer };

/** How the delivery of a response fails. */
export type BrokenHow =
  | 'resetBeforeResponse'
  | 'resetInsideBody'
  | 'cutBody'
  | 'stalledHeaders'
  | 'stalledBody';

/** The name of the list in the response of a listing. */
export type ListName = 'Steps' | 'InferenceRecommendationsJobs' | 'AIRecommendationJobs' | 'AIBenchmarkJobs';

/** The parts of a response with a list. */
export interface Listing {
  readonly operation: OperationName;
  readonly listName: ListName;
  readonly page: ListPage<{ readonly wire: object; readonly json: string }>;
  readonly nextToken: string | undefined;
}

/** The response of an operation without a list. */
export function objectAnswer(operation: OperationName, wire: WireObject): Answer {
  return { kind: 'answer', operation, wire, text: () => JSON.stringify(wire) };
}

/** The response of a listing. Its body is joined from the JSON of the items. */
export function listAnswer({ operation, listName, page, nextToken }: Listing): Answer {
  const { items } = page;
  const token = nextToken === undefined ? {} : { NextToken: nextToken };
  return {
    kind: 'answer',
    operation,
    wire: { [listName]: items.map(item => item.wire), ...token },
    text: () => {
      const tail = nextToken === undefined ? '' : `,"NextToken":${JSON.stringify(nextToken)}`;
      return `{"${listName}":[${items.map(item => item.json).join(',')}]${tail}}`;
    },
  };
}
