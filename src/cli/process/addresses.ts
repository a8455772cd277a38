import type { NetworkInterfaceInfo } from 'node:os';

/** The network interfaces of a machine, as `os.networkInterfaces()` has them. */
export type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** All addresses of this machine, in URLs. */
const ALL_IPV4 = '//0.0.0.0:';
const ALL_IPV6 = '//[::]:';

/** A URL for this machine: one of all addresses is none that a client can connect to. */
export const urlHere = (url: string): string =>
  url.replace(ALL_IPV4, '//127.0.0.1:').replace(ALL_IPV6, '//[::1]:');

/**
 * The URLs by which other machines reach a server that listens on all addresses of this one; none of one that listens on
 * a single address. Link-local addresses are left out, as they need the name of an interface.
 */
export function urlsElsewhere(url: string, interfaces: Interfaces): readonly string[] {
  const all = [ALL_IPV4, ALL_IPV6].find(part => url.includes(part));
  if (all === undefined) return [];
  return Object.values(interfaces)
    .flatMap(addresses => addresses ?? [])
    .filter(({ internal, family }) => !internal && (family === 'IPv4' || all === ALL_IPV6))
    .filter(({ address }) => !/^(169\.254\.|fe[89ab])/i.test(address))
    .map(({ address, family }) => url.replace(all, family === 'IPv6' ? `//[${address}]:` : `//${address}:`));
}
