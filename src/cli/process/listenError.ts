import { InvalidInputError } from '../../core/errors.js';

/** The error of a server that can't listen: an `InvalidInputError` of `--host` where the address is none of this machine. */
export function listenError(error: unknown, address: string | undefined): unknown {
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  const isNotOwn = syscall === 'getaddrinfo' || code === 'EADDRNOTAVAIL';
  if (address === undefined || !isNotOwn) return error;
  return new InvalidInputError(
    '--host',
    `'${address}' is no address or name of this machine (${message}); give one of its own, or 0.0.0.0 for all of them`,
  );
}
