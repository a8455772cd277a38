import { InvalidInputError } from '../../core/errors.js';
import type { Environment } from '../process/host.js';
import type { CredentialSource } from './credentialSource.js';
import { sectionOf } from './profile.js';
import type { Section, SharedFiles } from './sharedFiles.js';

/**
 * The source in a profile itself, in the order of botocore's `ProfileProviderBuilder`; undefined where it has none. A web
 * identity of `env` counts more than the profile. Fails with `InvalidInputError`.
 */
export function profileSource(
  name: string,
  files: SharedFiles,
  env: Environment,
): CredentialSource | undefined {
  const section = sectionOf(name, files);
  const tokenFile = env['AWS_WEB_IDENTITY_TOKEN_FILE'] ?? section['web_identity_token_file'];
  if (tokenFile) return webIdentity(tokenFile, name, section, env);
  if ('sso_account_id' in section || 'sso_role_name' in section) return { kind: 'sso', profile: name };
  return (
    keysOf(files.credentials[name], name, files.credentialsPath) ??
    (section['login_session'] === undefined ? undefined : { kind: 'login', profile: name }) ??
    (section['credential_process'] === undefined ? undefined : { kind: 'process', profile: name }) ??
    keysOf(files.config[name], name, files.configPath)
  );
}

function webIdentity(tokenFile: string, name: string, section: Section, env: Environment): CredentialSource {
  const roleArn = env['AWS_ROLE_ARN'] ?? section['role_arn'];
  if (!roleArn) throw new InvalidInputError('AWS_ROLE_ARN', `is needed for the web identity in ${tokenFile}`);
  const isOfEnvironment = Boolean(env['AWS_WEB_IDENTITY_TOKEN_FILE']);
  return {
    kind: 'webIdentity',
    from: isOfEnvironment ? 'AWS_WEB_IDENTITY_TOKEN_FILE' : `profile '${name}'`,
    tokenFile,
    roleArn,
    sessionName: env['AWS_ROLE_SESSION_NAME'] ?? section['role_session_name'],
  };
}

function keysOf(section: Section | undefined, name: string, path: string): CredentialSource | undefined {
  const accessKeyId = section?.['aws_access_key_id'];
  if (section === undefined || accessKeyId === undefined) return undefined;
  const secretAccessKey = section['aws_secret_access_key'];
  if (secretAccessKey === undefined) {
    const rule = `has aws_access_key_id without aws_secret_access_key in ${path}`;
    throw new InvalidInputError('--profile', `'${name}' ${rule}`);
  }
  const token = section['aws_security_token'] ?? section['aws_session_token'];
  const keys = { accessKeyId, secretAccessKey, ...(token !== undefined && { sessionToken: token }) };
  return { kind: 'keys', from: `profile '${name}' in ${path}`, keys };
}
