import { InvalidInputError } from '../../core/errors.js';
import type { Environment } from '../process/host.js';
import type { CredentialSource } from './credentialSource.js';

/** The keys of an environment without empty variables. Fails with `InvalidInputError` where half of a pair is missing. */
export function environmentKeys(env: Environment): CredentialSource {
  const secretAccessKey = env['AWS_SECRET_ACCESS_KEY'];
  const accessKeyId = env['AWS_ACCESS_KEY_ID'];
  if (!accessKeyId || !secretAccessKey)
    throw new InvalidInputError(
      accessKeyId ? 'AWS_SECRET_ACCESS_KEY' : 'AWS_ACCESS_KEY_ID',
      'must be set: half a pair of keys can sign nothing',
    );
  const token = env['AWS_SECURITY_TOKEN'] ?? env['AWS_SESSION_TOKEN'];
  const keys = { accessKeyId, secretAccessKey, ...(token !== undefined && { sessionToken: token }) };
  return { kind: 'keys', from: 'AWS_ACCESS_KEY_ID of the environment', keys };
}
