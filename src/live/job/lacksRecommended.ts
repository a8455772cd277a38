import type { WatchedJob } from '../../core/event.js';

/**
 * Whether a job recommends a step that the list of its steps hasn't shown, as that is behind: some of the endpoints
 * that it recommends are listed, and others not. A job recommends ten steps at most.
 */
export function lacksRecommended(
  { InferenceRecommendations = [] }: WatchedJob,
  endpoints: ReadonlySet<string>,
): boolean {
  const names = InferenceRecommendations.map(
    ({ EndpointConfiguration }) => EndpointConfiguration.EndpointName,
  );
  const found = names.filter(name => endpoints.has(name)).length;
  return found > 0 && found < names.length;
}
