import { isIPv4 } from 'node:net';

/** Whether an address reaches this machine alone. Names aren't resolved: `localhost` is the only accepted name. */
export function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:/i, '');
  return plain === 'localhost' || plain === '::1' || (isIPv4(plain) && plain.startsWith('127.'));
}
