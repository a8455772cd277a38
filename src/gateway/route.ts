import { checkJobName } from '../core/jobName.js';
import type { CheckedGatewayOptions, StaticFile } from './gatewayOptions.js';

/** What the path of a request addresses. */
export type Route =
  | { readonly kind: 'job'; readonly jobName: string; readonly query: URLSearchParams }
  | { readonly kind: 'jobs'; readonly query: URLSearchParams }
  | { readonly kind: 'health' }
  | { readonly kind: 'session' }
  | { readonly kind: 'file'; readonly file: StaticFile };

const JOBS = '/jobs';

/**
 * The route of a request's target. Paths are compared as they were sent, character by character: nothing is decoded and
 * no `..` is resolved, so that nothing but these routes can be reached.
 */
export function routeOf(
  target: string | undefined,
  { basePath, files, token }: Pick<CheckedGatewayOptions, 'basePath' | 'files' | 'token'>,
): Route | undefined {
  const [path = '', ...rest] = (target ?? '').split('?');
  if (!path.startsWith(`${basePath}/`)) return undefined;
  const subpath = path.slice(basePath.length);
  if (subpath === '/health') return { kind: 'health' };
  if (subpath === '/session' && token !== undefined) return { kind: 'session' };
  const query = new URLSearchParams(rest.join('?'));
  if (subpath === JOBS) return { kind: 'jobs', query };
  if (subpath.startsWith(`${JOBS}/`)) {
    const jobName = subpath.slice(JOBS.length + 1);
    return isJobName(jobName) ? { kind: 'job', jobName, query } : undefined;
  }
  const file = files.get(subpath);
  return file && { kind: 'file', file };
}

function isJobName(text: string): boolean {
  try {
    checkJobName(text);
    return true;
  } catch {
    return false;
  }
}
