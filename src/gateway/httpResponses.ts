import type { IncomingMessage, ServerResponse } from 'node:http';
import { isInvalidRequest } from '../core/errorCodes.js';
import type { JobSummary } from '../core/job.js';
import type { JobsPage } from '../core/page.js';
import { publicError } from '../core/publicError.js';
import { JobList } from '../decode/message.js';
import { errorMessage } from '../sinks/errorMessage.js';
import type { Authorizer } from './authorizer.js';
import type { StaticFile } from './gatewayOptions.js';
import { BusyError, type JobListCache } from './jobListCache.js';
import { refuse, REFUSALS, type Refusal } from './refusal.js';

const JSON_TYPE = 'application/json; charset=utf-8';
const NO_STORE = { 'cache-control': 'no-store' };

/** Sends whether the gateway accepts clients. */
export function sendHealth(response: ServerResponse, closing: boolean): void {
  response.writeHead(closing ? 503 : 200, { 'content-type': JSON_TYPE, ...NO_STORE });
  response.end(JSON.stringify({ status: closing ? 'closing' : 'ok' }));
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

/** Sends a page of the list of jobs, without the jobs that the request isn't authorized to read. */
export async function sendJobList(
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
  { authorizer, lists }: { readonly authorizer: Authorizer; readonly lists: JobListCache },
): Promise<void> {
  const refusal = await authorizer.refusalOf(request, undefined);
  if (refusal !== undefined) {
    refuse(response, refusal);
    return;
  }
  let page: JobsPage;
  try {
    page = await lists.page(query);
  } catch (error) {
    refuse(response, listRefusal(error));
    return;
  }
  const readable = await Promise.all(page.jobs.map(({ JobName }) => authorizer.allows(request, JobName)));
  const jobs = page.jobs.filter((_: JobSummary, i) => readable[i] === true);
  const list: JobList = { jobs, ...(page.resumeToken !== undefined && { after: page.resumeToken }) };
  response.writeHead(200, { 'content-type': JSON_TYPE, ...NO_STORE });
  response.end(JSON.stringify(JobList.encode(list)));
}

/** The refusal for a list that can't be fetched. Messages of AWS aren't passed on. */
function listRefusal(error: unknown): Refusal {
  if (error instanceof BusyError) return REFUSALS.busy;
  const { code, message } = publicError(error);
  if (isInvalidRequest(code)) return { status: 400, code, message };
  return errorMessage(error).retry ? REFUSALS.busy : REFUSALS.unable;
}
