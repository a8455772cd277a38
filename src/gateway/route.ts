import { checkJobName } from '../core/jobName.js';
import type { CheckedGatewayOptions, StaticFile } from './gatewayOptions.js';

/** What an address leads to. */
export type Route =
  | { readonly kind: 'job'; readonly jobName: string; readonly query: URLSearchParams }
  | { readonly kind: 'jobs'; readonly query: URLSearchParams }
  | { readonly kind: 'health' }
  | { readonly kind: 'file'; readonly file: StaticFile };

const JOBS = '/jobs';

/**
 * The route of a request's target. Paths are compared as they come, letter by letter: nothing is decoded,
 * and no `..` is followed, so that only what is listed here can be reached.
 */
export function routeOf(
  target: string | undefined,
  { basePath, files }: Pick<CheckedGatewayOptions, 'basePath' | 'files'>,
): Route | undefined {
  const [path = '', ...rest] = (target ?? '').split('?');
  if (!path.startsWith(`${basePath}/`)) return undefined;
  const below = path.slice(basePath.length);
  if (below === '/health') return { kind: 'health' };
  const query = new URLSearchParams(rest.join('?'));
  if (below === JOBS) return { kind: 'jobs', query };
  if (below.startsWith(`${JOBS}/`)) {
    const jobName = below.slice(JOBS.length + 1);
    return isJobName(jobName) ? { kind: 'job', jobName, query } : undefined;
  }
  const file = files.get(below);
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
