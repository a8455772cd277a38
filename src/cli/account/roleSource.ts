import { InvalidInputError } from '../../core/errors.js';
import type { Environment } from '../process/host.js';
import type { CredentialSource, RoleSource } from './credentialSource.js';
import { environmentKeys } from './environmentKeys.js';
import { hasProfile, sectionOf } from './profile.js';
import { profileSource } from './profileSource.js';
import type { Section, SharedFiles } from './sharedFiles.js';

/** What decides about the source. */
export interface SourceContext {
  /** Without empty variables. */
  readonly env: Environment;
  readonly files: SharedFiles;
}

/** Whether a profile is a role that other credentials assume. */
export const isRole = (section: Section): boolean =>
  'role_arn' in section && !('web_identity_token_file' in section);

/**
 * The role of a profile, with the source of the credentials that assume it: a role itself, perhaps. `visited` are the
 * profiles on the way, this one included. Fails with `InvalidInputError`.
 */
export function roleSource(name: string, context: SourceContext, visited: readonly string[]): RoleSource {
  const section = sectionOf(name, context.files);
  const seconds = Number(section['duration_seconds']);
  return {
    kind: 'role',
    profile: name,
    roleArn: section['role_arn'] ?? '',
    sessionName: section['role_session_name'],
    externalId: section['external_id'],
    duration: Number.isInteger(seconds) ? seconds : undefined,
    mfaSerial: section['mfa_serial'],
    source: sourceOfRole(name, section, context, visited),
  };
}

/** The credentials that assume the role of a profile. */
function sourceOfRole(
  name: string,
  { source_profile: source, credential_source: named }: Section,
  context: SourceContext,
  visited: readonly string[],
): CredentialSource {
  const refused = (rule: string): InvalidInputError =>
    new InvalidInputError('--profile', `'${name}' ${rule}`);
  const { env, files } = context;
  if (source !== undefined && named !== undefined)
    throw refused('has both source_profile and credential_source');
  if (named !== undefined) return namedSource(named, env, refused);
  if (source === undefined) throw refused('has role_arn with neither source_profile nor credential_source');
  if (!hasProfile(source, files)) throw refused(`has the source_profile '${source}', which doesn't exist`);
  const section = sectionOf(source, files);
  const hasKeys = 'aws_access_key_id' in section || 'aws_secret_access_key' in section;
  // A profile may be its own source, for the keys that it has beside the role.
  if (visited.includes(source) && !(source === name && hasKeys))
    throw refused(`leads to itself by source_profile: ${[...visited, source].join(' → ')}`);
  if (isRole(section) && !hasKeys) return roleSource(source, context, [...visited, source]);
  const own = profileSource(source, files, {});
  if (own === undefined) throw refused(`has the source_profile '${source}', which has no credentials`);
  return own;
}

function namedSource(
  named: string,
  env: Environment,
  refused: (rule: string) => InvalidInputError,
): CredentialSource {
  switch (named) {
    case 'Environment':
      return environmentKeys(env);
    case 'EcsContainer':
      return { kind: 'container' };
    case 'Ec2InstanceMetadata':
      return { kind: 'instance' };
    default:
      throw refused(
        `has the credential_source '${named}', which must be Environment, EcsContainer or Ec2InstanceMetadata`,
      );
  }
}
