import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BARE } from '../../support/environment.js';
import type { Row } from './rows.js';

/** Writes the files of rows. */
export interface RowFiles {
  /** The environment of a row, with its files, and with SageMaker and AWS STS at an endpoint. */
  readonly environment: (
    row: Pick<Row, 'env' | 'config' | 'credentials'>,
    endpoint: string,
  ) => NodeJS.ProcessEnv;
  /** An empty home. */
  readonly home: string;
  readonly remove: () => void;
}

/** Makes a folder for the files of rows. */
export function rowFiles(): RowFiles {
  const folder = mkdtempSync(join(tmpdir(), 'stepstream-account-'));
  let count = 0;
  const file = (name: string, text = ''): string => {
    const path = join(folder, `${String((count += 1))}-${name}`);
    writeFileSync(path, text);
    return path;
  };
  return {
    home: folder,
    environment: ({ env = {}, config, credentials }, endpoint) => ({
      ...BARE,
      HOME: folder,
      AWS_CONFIG_FILE: file('config', config),
      AWS_SHARED_CREDENTIALS_FILE: file('credentials', credentials),
      AWS_ENDPOINT_URL_SAGEMAKER: endpoint,
      AWS_ENDPOINT_URL_STS: endpoint,
      ...env,
      ...(env['AWS_WEB_IDENTITY_TOKEN_FILE'] && { AWS_WEB_IDENTITY_TOKEN_FILE: file('token', 'a token') }),
    }),
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}
