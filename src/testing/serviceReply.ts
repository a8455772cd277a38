import type { ListPage } from './listSimulatedSteps.js';
import type { ServiceFault } from './serviceFault.js';
import type { OperationName } from './shapes.js';
import type { WireObject } from './wire.js';

/** A sound answer of the service. */
export interface Answer {
  readonly kind: 'answer';
  readonly operation: OperationName;
  readonly wire: WireObject;
  /** The body; made when it is needed. */
  readonly text: () => string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the service does about a call; the transport carries it out. */
export type ServiceReply =
  | Answer
  /** An error of the service. */
  | { readonly kind: 'refusal'; readonly error: ServiceFault }
  /** A whole response that makes no sense to a client. */
  | { readonly kind: 'garbage'; readonly status: number; readonly contentType: string; readonly text: string }
  /** A response that never arrives whole. */
  | { readonly kind: 'broken'; readonly how: BrokenHow; readonly answer: Answer };

/** In which way a response doesn't arrive. */
export type BrokenHow =
  | 'resetBeforeResponse'
  | 'resetInsideBody'
  | 'cutBody'
  | 'stalledHeaders'
  | 'stalledBody';

/** The name of the list in the answer of a listing. */
export type ListName = 'Steps' | 'InferenceRecommendationsJobs';

/** A listing that is to become an answer. */
export interface Listing {
  readonly operation: OperationName;
  readonly listName: ListName;
  readonly page: ListPage<{ readonly wire: object; readonly json: string }>;
  readonly nextToken: string | undefined;
}

/** The answer of an operation that lists nothing. */
export function objectAnswer(operation: OperationName, wire: WireObject): Answer {
  return { kind: 'answer', operation, wire, text: () => JSON.stringify(wire) };
}

/** The answer of a listing, its body put together from the JSON of the items. */
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
