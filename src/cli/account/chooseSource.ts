import type { Environment } from '../process/host.js';
import type { CredentialSource } from './credentialSource.js';
import { environmentKeys } from './environmentKeys.js';
import { sectionOf, type ChosenProfile } from './profile.js';
import { profileSource } from './profileSource.js';
import { isRole, roleSource, type SourceContext } from './roleSource.js';

/**
 * Where aws-cli would take the credentials of a profile from, in the order of botocore's
 * `create_credential_resolver`, which differs from that of the SDK for JavaScript: keys of the environment count more than
 * AWS_PROFILE, and a web identity of the environment more than the keys of a profile. Nothing is loaded or asked yet.
 * Fails with `InvalidInputError` where aws-cli refuses too: half a pair of keys, a role without a source, a loop.
 */
export function chooseSource(
  { name, isFlag }: Pick<ChosenProfile, 'name' | 'isFlag'>,
  context: SourceContext,
): CredentialSource {
  const { env, files } = context;
  if (!isFlag && env['AWS_ACCESS_KEY_ID']) return environmentKeys(env);
  if (isRole(sectionOf(name, files))) return roleSource(name, context, [name]);
  return profileSource(name, files, isFlag ? {} : env) ?? ofMachine(env);
}

/** The source of the container or the instance that this machine is. */
function ofMachine(env: Environment): CredentialSource {
  if (env['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'] || env['AWS_CONTAINER_CREDENTIALS_FULL_URI'])
    return { kind: 'container' };
  const disabled = env['AWS_EC2_METADATA_DISABLED'] ?? 'false';
  return { kind: disabled.toLowerCase() === 'false' ? 'instance' : 'none' };
}
