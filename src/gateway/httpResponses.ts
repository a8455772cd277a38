import type { IncomingMessage, ServerResponse } from 'node:http';
import { isInvalidRequest } from '../core/errorCodes.js';
import type { JobSummary } from '../core/job.js';
import type { JobsPage } from '../core/page.js';
import { publicError } from '../core/publicError.js';
import type { Time } from '../core/time.js';
import { JobList } from '../decode/message.js';
import { errorMessage } from '../sinks/errorMessage.js';
import type { CheckedGatewayOptions, StaticFile } from './gatewayOptions.js';
import { BusyError, type JobListCache } from './jobListCache.js';
import { isAuthorized } from './isAuthorized.js';
import { refuse, REFUSALS, type Refusal } from './refusal.js';

const JSON_TYPE = 'application/json; charset=utf-8';
const NO_STORE = { 'cache-control': 'no-store' };

/** CORS headers: pages of the allowed origins may read the response. */
export function corsHeaders(
  { headers: { origin } }: IncomingMessage,
  { allowedOrigins }: CheckedGatewayOptions,
): Readonly<Record<string, string>> {
  const allowed = origin !== undefined && allowedOrigins.has(origin);
  return {
    vary: 'origin',
    ...(allowed && { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' }),
  };
}

/** Sends whether the gateway accepts clients. */
export function sendHealth(response: ServerResponse, closing: boolean): void {
  response.writeHead(closing ? 503 : 200, { 'content-type': JSON_TYPE, ...NO_STORE });
  response.end(JSON.stringify({ status: closing ? 'closing' : 'ok' }));
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
  { authorize }: CheckedGatewayOptions,
  lists: JobListCache,
  time: Time,
): Promise<void> {
  if (!(await isAuthorized(authorize, request, undefined, time))) {
    refuse(response, REFUSALS.denied);
    return;
  }
  let page: JobsPage;
  try {
    page = await lists.page(query);
  } catch (error) {
    refuse(response, listRefusal(error));
    return;
  }
  const readable = await Promise.all(
    page.jobs.map(({ JobName }) => isAuthorized(authorize, request, JobName, time)),
  );
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
