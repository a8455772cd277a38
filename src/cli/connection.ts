import type { Recommender } from '../recommender.js';
import type { Host } from './process/host.js';
import type { ConnectionSettings } from './flags/settings.js';

/** Connects as the flags say, runs the work, and leaves nothing open. */
export async function withConnection<T>(
  { region, endpointUrl, profile }: ConnectionSettings,
  connect: Host['connect'],
  work: (recommender: Recommender) => Promise<T>,
): Promise<T> {
  const recommender = await connect({ region, endpoint: endpointUrl, profile });
  try {
    return await work(recommender);
  } finally {
    await recommender.close();
  }
}
