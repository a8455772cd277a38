import { expect } from 'chai';
import type { NetworkInterfaceInfo } from 'node:os';
import { urlHere, urlsElsewhere } from '../../../src/cli/process/addresses.js';

const on = (address: string, internal = false): NetworkInterfaceInfo => {
  const rest = { address, internal, mac: '', cidr: null };
  return address.includes(':')
    ? { ...rest, family: 'IPv6', netmask: '', scopeid: 0 }
    : { ...rest, family: 'IPv4', netmask: '' };
};
const INTERFACES = {
  lo: [on('127.0.0.1', true), on('::1', true)],
  eth0: [on('192.168.1.5'), on('2001:db8::5'), on('fe80::1')],
  wlan0: [on('169.254.7.7'), on('10.0.0.9')],
  down: undefined,
};

describe('the addresses of a server', () => {
  it('are those of this machine’s networks where it listens on all of them, without its own and link-local ones', () => {
    expect(urlsElsewhere('http://0.0.0.0:4610/#token=t', INTERFACES)).deep.equal([
      'http://192.168.1.5:4610/#token=t',
      'http://10.0.0.9:4610/#token=t',
    ]);
    expect(urlsElsewhere('http://[::]:4610/', INTERFACES)).deep.equal([
      'http://192.168.1.5:4610/',
      'http://[2001:db8::5]:4610/',
      'http://10.0.0.9:4610/',
    ]);
    expect([urlHere('http://0.0.0.0:1/'), urlHere('http://[::]:1/')]).deep.equal([
      'http://127.0.0.1:1/',
      'http://[::1]:1/',
    ]);
  });

  it('are no others where it listens on one', () => {
    for (const url of ['http://127.0.0.1:1/', 'http://192.168.1.5:1/']) {
      expect(urlsElsewhere(url, INTERFACES)).empty;
      expect(urlHere(url)).equal(url);
    }
  });
});
