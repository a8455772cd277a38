import { isIPv4 } from 'node:net';

/** Whether an address reaches this machine alone. Names aren't resolved: `localhost` is the only accepted name. */
export function isLoopback(address: string): boolean {
  const plain = address.replace(/^::ffff:/i, '');
  return plain === 'localhost' || plain === '::1' || (isIPv4(plain) && plain.startsWith('127.'));
}

/**
 * Whether a host name, as a URL has it, is one of this machine: a loopback address, `localhost`, or a name below
 * `localhost`, which no DNS server may give to others (RFC 6761, section 6.3).
 */
export function isLoopbackHost(hostname: string): boolean {
  return isLoopback(hostname.replace(/^\[(.*)\]$/, '$1')) || hostname.endsWith('.localhost');
}
