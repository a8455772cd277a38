import type { IncomingMessage, ServerResponse } from 'node:http';
import { isInvalidRequest } from '../core/errorCodes.js';
import { isJobKind, type JobKind } from '../core/jobKind.js';
import { publicError } from '../core/publicError.js';
import { errorMessage } from '../sinks/errorMessage.js';
import type { Authorizer } from './authorizer.js';
import type { StaticFile } from './gatewayOptions.js';
import { BusyError, type JobListCache } from './jobListCache.js';
import { emptyList, encodeList, type AnyJobList } from './jobLists.js';
import { refuse, REFUSALS, type Refusal } from './refusal.js';

const JSON_TYPE = 'application/json; charset=utf-8';
const NO_STORE = { 'cache-control': 'no-store' };

/** Sends whether the gateway accepts clients, and whether it can follow a fleet. */
export function sendHealth(response: ServerResponse, closing: boolean, hasFleet: boolean): void {
  response.writeHead(closing ? 503 : 200, { 'content-type': JSON_TYPE, ...NO_STORE });
  response.end(JSON.stringify({ status: closing ? 'closing' : 'ok', ...(hasFleet && { fleet: true }) }));
}

/** Sends the cookie that a token is exchanged for. */
export function sendSession(response: ServerResponse, setCookie: string): void {
  response.writeHead(204, { 'set-cookie': setCookie, ...NO_STORE }).end();
}

/** Sends a file, as it was given. */
export function sendFile(response: ServerResponse, { contentType, body }: StaticFile): void {
  const length = Buffer.byteLength(body);
  response.writeHead(200, {
    'content-type': contentType,
    'content-length': length,
    'cache-control': 'no-cache',
  });
  response.end(body);
}

/** The parts of a gateway that its lists of jobs need. */
interface ListServices {
  readonly authorizer: Authorizer;
  readonly lists: JobListCache;
  readonly kinds: ReadonlySet<JobKind>;
}

/**
 * Sends a page of the list of jobs of the kind that the query names, classic ones by default, without the jobs that the
 * request isn't authorized to read.
 */
export async function sendJobList(
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
  { authorizer, lists, kinds }: ListServices,
): Promise<void> {
  const refusal = await authorizer.refusalOf(request, undefined);
  if (refusal !== undefined) {
    refuse(response, refusal);
    return;
  }
  const asked = query.get('kind');
  const kind = asked ?? 'classic';
  if (!isJobKind(kind) || (asked !== null && !kinds.has(kind))) {
    refuse(response, REFUSALS.kind);
    return;
  }
  let list: AnyJobList;
  try {
    list = kinds.has(kind) ? await lists.page(query, kind) : emptyList(kind);
  } catch (error) {
    refuse(response, listRefusal(error));
    return;
  }
  const readable = await Promise.all(list.jobs.map(({ JobName }) => authorizer.allows(request, JobName)));
  const isReadable = (_: unknown, i: number): boolean => readable[i] === true;
  const allowed: AnyJobList =
    'kind' in list
      ? { ...list, jobs: list.jobs.filter(isReadable) }
      : { ...list, jobs: list.jobs.filter(isReadable), ...kindsOf(kinds) };
  response.writeHead(200, { 'content-type': JSON_TYPE, ...NO_STORE });
  response.end(JSON.stringify(encodeList(allowed)));
}

/** The kinds that are listed, where classic jobs aren't all. */
const kindsOf = (kinds: ReadonlySet<JobKind>): { readonly kinds?: readonly JobKind[] } =>
  kinds.size === 1 && kinds.has('classic') ? {} : { kinds: [...kinds] };

/** The refusal for a list that can't be fetched. Messages of AWS aren't passed on. */
function listRefusal(error: unknown): Refusal {
  if (error instanceof BusyError) return REFUSALS.busy;
  const { code, message } = publicError(error);
  if (isInvalidRequest(code)) return { status: 400, code, message };
  return errorMessage(error).retry ? REFUSALS.busy : REFUSALS.unable;
}
