import { InvalidInputError } from '../../core/errors.js';
import type { Environment } from '../process/host.js';
import type { Setting } from './setting.js';
import type { Section, SharedFiles } from './sharedFiles.js';

/** Where an endpoint can be configured. */
export interface EndpointContext {
  readonly env: Environment;
  /** The profile. */
  readonly section: Section;
  readonly files: Pick<SharedFiles, 'config' | 'configPath'>;
}

/**
 * The endpoint of a service, such as `sts`, as the AWS SDKs and aws-cli from 2.13 on find it: the variable of the service,
 * that of all services, the profile's section of services, and the profile. Fails with `InvalidInputError`.
 */
export function configuredEndpoint(
  service: string,
  profile: string,
  { env, section, files }: EndpointContext,
): Setting | undefined {
  const variable = [`AWS_ENDPOINT_URL_${service.toUpperCase()}`, 'AWS_ENDPOINT_URL'].find(
    name => env[name] !== undefined,
  );
  if (variable !== undefined) return { value: env[variable] ?? '', from: variable };
  const name = section['services'];
  const services = name === undefined ? undefined : files.config[`services.${name}`];
  if (name !== undefined && services === undefined)
    throw new InvalidInputError(
      '--profile',
      `'${profile}' has services = ${name}, and ${files.configPath} has no section [services ${name}]`,
    );
  const ofService = services?.[`${service}.endpoint_url`];
  if (ofService !== undefined) return { value: ofService, from: `services '${name ?? ''}'` };
  const ofProfile = section['endpoint_url'];
  return ofProfile === undefined ? undefined : { value: ofProfile, from: `profile '${profile}'` };
}
