import { InvalidInputError } from '../core/errors.js';

/** Version of the form in which logs are kept in Redis. */
export const LOG_VERSION = '1';

/** The error of a log that a package with another form of logs has written. */
export function anotherVersion(jobName: string, version: string): InvalidInputError {
  return new InvalidInputError(
    'redisRelay.key',
    `the log of '${jobName}' has version ${version}, and this package reads version ${LOG_VERSION}: ` +
      'give gateways of another version of stepstream a key of their own',
  );
}
