import type { Recommender } from '../recommender.js';
import type { ConnectionSettings } from './settings.js';

/** Connects as the flags say, runs the work, and leaves nothing open. */
export async function withConnection<T>(
  { region, endpointUrl, profile }: ConnectionSettings,
  work: (recommender: Recommender) => Promise<T>,
): Promise<T> {
  if (profile !== undefined) useProfile(profile);
  // Here and not before, so that what is refused at once needs no SDK.
  const { connect } = await import('../recommender.js');
  const recommender = connect({ region, endpoint: endpointUrl });
  try {
    return await work(recommender);
  } finally {
    await recommender.close();
  }
}

/** As with aws-cli: a profile that is asked for counts more than keys in the environment. */
function useProfile(profile: string): void {
  process.env['AWS_PROFILE'] = profile;
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'])
    Reflect.deleteProperty(process.env, name);
}
