import { isIPv4 } from 'node:net';

/** Whether an address is of this machine alone. A name is not looked up: only `localhost` is one. */
export function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:/i, '');
  return plain === 'localhost' || plain === '::1' || (isIPv4(plain) && plain.startsWith('127.'));
}
