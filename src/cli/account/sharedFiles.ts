import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../process/host.js';

/** The settings of a section. Those of a block below a key have both names: `sagemaker.endpoint_url`. */
export type Section = Readonly<Record<string, string | undefined>>;

/** The two files that AWS's tools share. A file that isn't there has no sections. */
export interface SharedFiles {
  /** `~/.aws/config`: profiles by their names; other sections as `services.NAME` and `sso-session.NAME`. */
  readonly config: Readonly<Record<string, Section>>;
  /** `~/.aws/credentials`: profiles by their names. */
  readonly credentials: Readonly<Record<string, Section>>;
  readonly configPath: string;
  readonly credentialsPath: string;
}

/** Reads both files, at the paths of AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE where they are set. `env` has no empty variables. */
export async function readSharedFiles(env: Environment): Promise<SharedFiles> {
  const configPath = env['AWS_CONFIG_FILE'] ?? join(homedir(), '.aws', 'config');
  const credentialsPath = env['AWS_SHARED_CREDENTIALS_FILE'] ?? join(homedir(), '.aws', 'credentials');
  const { loadSharedConfigFiles } = await import('@smithy/shared-ini-file-loader');
  const { configFile, credentialsFile } = await loadSharedConfigFiles({
    configFilepath: configPath,
    filepath: credentialsPath,
    ignoreCache: true,
  });
  return { config: configFile, credentials: credentialsFile, configPath, credentialsPath };
}
