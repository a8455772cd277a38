import type { WatchedJob } from '../../core/event.js';

/** What the list of a job's steps has shown. */
export interface ShownSteps {
  /** Names of the endpoints of the known steps. */
  readonly endpoints: () => ReadonlySet<string>;
  /** Number of the known steps that have completed with metrics. */
  readonly measured: () => number;
}

/**
 * Whether a job recommends a step that the list of its steps hasn't shown, as that is behind: it recommends more
 * steps than have completed with metrics, or some of the endpoints that it recommends are listed and others not.
 * A job recommends ten steps at most.
 */
export function lacksRecommended(
  { InferenceRecommendations = [] }: WatchedJob,
  { endpoints, measured }: ShownSteps,
): boolean {
  const listed = endpoints();
  const names = InferenceRecommendations.map(
    ({ EndpointConfiguration }) => EndpointConfiguration.EndpointName,
  );
  const found = names.filter(name => listed.has(name)).length;
  return names.length > measured() || (found > 0 && found < names.length);
}
