import { qualifiedName } from '../core/jobKind.js';
import { readJobName } from '../core/jobName.js';
import type { CheckedGatewayOptions, MetricsSource, StaticFile } from './gatewayOptions.js';

/** What the path of a request addresses. */
export type Route =
  | { readonly kind: 'job'; readonly jobName: string; readonly query: URLSearchParams }
  | { readonly kind: 'fleet' }
  | { readonly kind: 'jobs'; readonly query: URLSearchParams }
  | { readonly kind: 'health' }
  | { readonly kind: 'session' }
  | { readonly kind: 'metrics'; readonly metrics: MetricsSource }
  | { readonly kind: 'file'; readonly file: StaticFile };

/** A route whose clients stay connected. */
export type StreamRoute = Extract<Route, { readonly kind: 'job' | 'fleet' }>;

export const isStream = (route: Route | undefined): route is StreamRoute =>
  route?.kind === 'job' || route?.kind === 'fleet';

/** The job that a client of a route follows; undefined for the fleet, which is authorized as the list of jobs is. */
export const jobOf = (route: StreamRoute): string | undefined =>
  route.kind === 'job' ? route.jobName : undefined;

/** The options that make addresses. */
type RouteOptions = Pick<CheckedGatewayOptions, 'basePath' | 'files' | 'token'> &
  Partial<Pick<CheckedGatewayOptions, 'metrics' | 'hasFleet'>>;

const JOBS = '/jobs';

/**
 * The route of a request's target. Paths are compared as they were sent, character by character: nothing is decoded and
 * no `..` is resolved, so that nothing but these routes can be reached. Only the slash of a qualified name may be `%2F`:
 * `/jobs/ai-recommendation-job%2Fnightly`. A slash is taken too, as proxies decode it.
 */
export function routeOf(
  target: string | undefined,
  { basePath, files, token, metrics, hasFleet }: RouteOptions,
): Route | undefined {
  const [path = '', ...rest] = (target ?? '').split('?');
  if (!path.startsWith(`${basePath}/`)) return undefined;
  const subpath = path.slice(basePath.length);
  if (subpath === '/health') return { kind: 'health' };
  if (subpath === '/session' && token !== undefined) return { kind: 'session' };
  if (subpath === '/metrics' && metrics !== undefined) return { kind: 'metrics', metrics };
  if (subpath === '/fleet' && hasFleet === true) return { kind: 'fleet' };
  const query = new URLSearchParams(rest.join('?'));
  if (subpath === JOBS) return { kind: 'jobs', query };
  if (subpath.startsWith(`${JOBS}/`)) {
    const jobName = jobNameOf(subpath.slice(JOBS.length + 1));
    return jobName === undefined ? undefined : { kind: 'job', jobName, query };
  }
  const file = files.get(subpath);
  return file && { kind: 'file', file };
}

/** The name of a job as events have it. There is one path for each job: other forms of its name are none. */
function jobNameOf(text: string): string | undefined {
  const name = text.replace(/%2f/i, '/');
  try {
    return qualifiedName(readJobName(name)) === name ? name : undefined;
  } catch {
    return undefined;
  }
}
