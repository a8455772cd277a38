import type { Fault, FaultKind, ItemFaultKind, PageKind } from './fault.js';
import { listAnswer, objectAnswer, type Answer, type Listing } from './reply.js';
import { omit, type WireObject } from './wire.js';

/** Makes the tokens that a fault on the paging of a listing needs. */
export interface TokenMaker {
  /** A token for the start of the page that was asked for; a new one each time. */
  readonly again: () => string;
  /** Tokens that this fault has handed out before. */
  readonly handedOut: string[];
}

/** The answer of a listing, spoiled by a fault; an answer without fault where none is given. */
export function spoilListing(listing: Listing, fault: Fault | undefined, tokens: TokenMaker): Answer {
  if (fault === undefined) return listAnswer(listing);
  switch (fault.kind) {
    case 'emptyPage':
      return listAnswer({ ...listing, page: { ...listing.page, items: [] }, nextToken: tokens.again() });
    case 'repeatedToken':
      return listAnswer({ ...listing, nextToken: roundToken(listing, 1, tokens) });
    case 'tokenCycle':
      return listAnswer({ ...listing, nextToken: roundToken(listing, fault.length ?? 2, tokens) });
    case 'missingList': {
      return objectAnswer(listing.operation, omit(listAnswer(listing).wire, listing.listName));
    }
    default:
      // A kind of page that has no case above doesn't compile.
      void (fault.kind satisfies Exclude<FaultKind, PageKind>);
      return spoilItem(listing, fault);
  }
}

/** The answer of Describe, spoiled by a fault. */
export function spoilObject(answer: Answer, fault: Fault | undefined): Answer {
  if (fault === undefined) return answer;
  if (fault.kind === 'missingList') return objectAnswer(answer.operation, {});
  const spoil = SPOILED[fault.kind as ItemFaultKind] as Spoil | undefined;
  return spoil === undefined ? answer : objectAnswer(answer.operation, spoil(answer.wire));
}

/** After `length` different tokens, the same ones again in the same order. */
function roundToken(listing: Listing, length: number, { again, handedOut }: TokenMaker): string {
  const token = handedOut.length < length ? (listing.nextToken ?? again()) : (handedOut.shift() ?? again());
  handedOut.push(token);
  return token;
}

function spoilItem(listing: Listing, fault: Fault): Answer {
  const spoil = SPOILED[fault.kind as ItemFaultKind] as Spoil | undefined;
  if (spoil === undefined) return listAnswer(listing);
  const { items } = listing.page;
  const given = 'index' in fault ? fault.index : undefined;
  const index = given ?? Math.floor(items.length / 2);
  const spoiled = items.map((item, at) => {
    if (at !== index) return item;
    const wire = spoil(item.wire as WireObject);
    return { wire, json: JSON.stringify(wire) };
  });
  return listAnswer({ ...listing, page: { ...listing.page, items: spoiled } });
}

type Spoil = (item: WireObject) => WireObject;

const SPOILED: Readonly<Record<ItemFaultKind, Spoil>> = {
  badTimestamp: item =>
    isStep(item)
      ? inBenchmark(item, { InvocationStartTime: 'yesterday' })
      : { ...item, CreationTime: 'yesterday' },
  wrongType: item =>
    isStep(item)
      ? inBenchmark(item, { Metrics: ['fast', 'cheap'] })
      : { ...item, JobType: { Name: 'Advanced' } },
  missingRequiredField: item => omit(item, 'Status'),
  unknownStatus: item => ({ ...item, Status: 'ARCHIVED' }),
  unknownInstanceType: item =>
    inBenchmark(item, {
      EndpointConfiguration: {
        EndpointName: 'sm-epc-new',
        VariantName: 'AllTraffic',
        InstanceType: 'ml.x9.42xlarge',
        InitialInstanceCount: 1,
      },
    }),
  extraFields: item => ({ ...item, Sustainability: { KilogramsOfCarbon: 0.25 }, Revision: 7 }),
};

function isStep(item: WireObject): boolean {
  return 'StepType' in item;
}

function inBenchmark(item: WireObject, change: WireObject): WireObject {
  return { ...item, InferenceBenchmark: { ...(item['InferenceBenchmark'] as WireObject), ...change } };
}
