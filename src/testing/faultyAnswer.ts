import type { Fault, FaultKind, ItemFaultKind, PageKind } from './fault.js';
import { listAnswer, objectAnswer, type Answer, type Listing } from './serviceReply.js';
import { omit, type WireObject } from './wire.js';

/** Source of tokens for faults in the paging of a listing. */
export interface TokenMaker {
  /** A new token for the start of the requested page. */
  readonly tokenForSamePage: () => string;
  /** Tokens that this fault has issued before. */
  readonly issued: string[];
}

/** The response of a listing, made faulty where a fault is given. */
export function faultyListing(listing: Listing, fault: Fault | undefined, tokens: TokenMaker): Answer {
  if (fault === undefined) return listAnswer(listing);
  switch (fault.kind) {
    case 'emptyPage':
      return listAnswer({
        ...listing,
        page: { ...listing.page, items: [] },
        nextToken: tokens.tokenForSamePage(),
      });
    case 'repeatedToken':
      return listAnswer({ ...listing, nextToken: cyclicToken(listing, 1, tokens) });
    case 'tokenCycle':
      return listAnswer({ ...listing, nextToken: cyclicToken(listing, fault.length ?? 2, tokens) });
    case 'missingList': {
      return objectAnswer(listing.operation, omit(listAnswer(listing).wire, listing.listName));
    }
    default:
      // A kind of page fault without a case above doesn't compile.
      void (fault.kind satisfies Exclude<FaultKind, PageKind>);
      return corruptItem(listing, fault);
  }
}

/** The response of Describe, made faulty where a fault is given. */
export function faultyObject(answer: Answer, fault: Fault | undefined): Answer {
  if (fault === undefined) return answer;
  if (fault.kind === 'missingList') return objectAnswer(answer.operation, {});
  const corrupt = CORRUPTIONS[fault.kind as ItemFaultKind] as Corruption | undefined;
  return corrupt === undefined ? answer : objectAnswer(answer.operation, corrupt(answer.wire));
}

/** Issues `length` different tokens, and then repeats them in the same order. */
function cyclicToken(listing: Listing, length: number, { tokenForSamePage, issued }: TokenMaker): string {
  const token =
    issued.length < length
      ? (listing.nextToken ?? tokenForSamePage())
      : (issued.shift() ?? tokenForSamePage());
  issued.push(token);
  return token;
}

function corruptItem(listing: Listing, fault: Fault): Answer {
  const corrupt = CORRUPTIONS[fault.kind as ItemFaultKind] as Corruption | undefined;
  if (corrupt === undefined) return listAnswer(listing);
  const { items } = listing.page;
  const given = 'index' in fault ? fault.index : undefined;
  const index = given ?? Math.floor(items.length / 2);
  const changed = items.map((item, at) => {
    if (at !== index) return item;
    const wire = corrupt(item.wire as WireObject);
    return { wire, json: JSON.stringify(wire) };
  });
  return listAnswer({ ...listing, page: { ...listing.page, items: changed } });
}

type Corruption = (item: WireObject) => WireObject;

const CORRUPTIONS: Readonly<Record<ItemFaultKind, Corruption>> = {
  badTimestamp: item =>
    isStep(item)
      ? inBenchmark(item, { InvocationStartTime: 'yesterday' })
      : { ...item, CreationTime: 'yesterday' },
  wrongType: item =>
    isStep(item)
      ? inBenchmark(item, { Metrics: ['fast', 'cheap'] })
      : 'JobType' in item
        ? { ...item, JobType: { Name: 'Advanced' } }
        : { ...item, [aiMember(item, 'Arn')]: ['arn'] },
  missingRequiredField: item => omit(item, statusMember(item)),
  unknownStatus: item => ({ ...item, [statusMember(item)]: 'Status' in item ? 'ARCHIVED' : 'Archived' }),
  unknownInstanceType: item =>
    isStep(item)
      ? inBenchmark(item, {
          EndpointConfiguration: {
            EndpointName: 'sm-epc-new',
            VariantName: 'AllTraffic',
            InstanceType: UNKNOWN_TYPE,
            InitialInstanceCount: 1,
          },
        })
      : { ...item, ComputeSpec: { ...(item['ComputeSpec'] as WireObject), InstanceTypes: [UNKNOWN_TYPE] } },
  extraFields: item => ({ ...item, Sustainability: { KilogramsOfCarbon: 0.25 }, Revision: 7 }),
};

/** An instance type that no client knows. */
const UNKNOWN_TYPE = 'ml.x9.42xlarge';

/** The member of a step or a job that holds its status. */
function statusMember(item: WireObject): string {
  return 'Status' in item ? 'Status' : aiMember(item, 'Status');
}

/** A member of an AI job, whose names begin with the kind of job. */
function aiMember(item: WireObject, end: 'Status' | 'Arn'): string {
  return `${'AIBenchmarkJobName' in item ? 'AIBenchmarkJob' : 'AIRecommendationJob'}${end}`;
}

function isStep(item: WireObject): boolean {
  return 'StepType' in item;
}

function inBenchmark(item: WireObject, change: WireObject): WireObject {
  return { ...item, InferenceBenchmark: { ...(item['InferenceBenchmark'] as WireObject), ...change } };
}
