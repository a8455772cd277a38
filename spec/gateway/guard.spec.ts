import { expect } from 'chai';
import type { IncomingMessage } from 'node:http';
import { guard } from '../../src/gateway/guard.js';
import { isLoopback } from '../../src/gateway/isLoopback.js';
import { REFUSALS } from '../../src/gateway/refusal.js';

interface Asked {
  readonly headers?: Readonly<Record<string, string>>;
  readonly localAddress?: string;
  readonly encrypted?: boolean;
}

const request = ({ headers = {}, localAddress = '127.0.0.1', encrypted }: Asked): IncomingMessage => {
  const all = { host: 'localhost:80', ...headers };
  return {
    headers: all,
    socket: { localAddress, ...(encrypted && { encrypted }) },
  } as unknown as IncomingMessage;
};
const CLOSED = { authorize: undefined, allowedHosts: new Set<string>(), allowedOrigins: new Set<string>() };
const OPEN = {
  authorize: () => true,
  allowedHosts: new Set(['jobs.example.com', 'tools.example.com']),
  allowedOrigins: new Set(['https://tools.example.com']),
};

describe('guard', () => {
  it('allows this machine, by its names and addresses', () => {
    for (const host of [
      'localhost',
      'localhost:8080',
      'LOCALHOST',
      '127.0.0.1:1',
      '[::1]:80',
      '192.168.1.9:80',
    ])
      expect(guard(request({ headers: { host } }), CLOSED), host).undefined;
  });

  it('refuses a host name that is not allowed', () => {
    const names = [
      'evil.example',
      'localhost.evil.example',
      'evil.example:80',
      '127.0.0.1.nip.io',
      '',
      'a b',
      '[::1',
    ];
    for (const host of [...names, '127.0.0.1:80@evil.example', 'localhost:80:80', 'localhost.'])
      expect(guard(request({ headers: { host } }), CLOSED), host).equal(REFUSALS.host);
    const none = request({});
    Reflect.deleteProperty(none.headers, 'host');
    expect(guard(none, CLOSED)).equal(REFUSALS.host);
    expect(guard(request({ headers: { host: 'jobs.example.com' } }), OPEN)).undefined;
    expect(guard(request({ headers: { host: 'other.example.com' } }), OPEN)).equal(REFUSALS.host);
  });

  it('serves no other machine and no proxy without authorize', () => {
    for (const localAddress of ['10.0.0.1', '0.0.0.0', '::', '::ffff:10.0.0.1', '', '128.0.0.1'])
      expect(guard(request({ localAddress }), CLOSED), localAddress).equal(REFUSALS.local);
    for (const name of [
      'x-forwarded-for',
      'forwarded',
      'via',
      'x-real-ip',
      'x-forwarded-host',
      'x-forwarded-proto',
    ])
      expect(guard(request({ headers: { [name]: '1' } }), CLOSED), name).equal(REFUSALS.local);
    const proxied = { localAddress: '10.0.0.1', headers: { 'x-forwarded-for': '1.2.3.4' } };
    expect(guard(request(proxied), OPEN)).undefined;
  });

  it('compares origins as a whole: its own, and the allowed ones', () => {
    const refused = [
      'http://localhost',
      'http://localhost:81',
      'https://localhost:80',
      'http://LOCALHOST:80',
      'http://localhost:80/',
      'http://127.0.0.1:80',
      'https://tools.example.com.evil.example',
      'https://tools.example.com:443',
      'http://tools.example.com',
      'null',
      '',
    ];
    for (const origin of refused)
      expect(guard(request({ headers: { origin } }), OPEN), origin).equal(REFUSALS.origin);
    for (const origin of ['http://localhost:80', 'https://tools.example.com'])
      expect(guard(request({ headers: { origin } }), OPEN), origin).undefined;
    const secure = request({ encrypted: true, headers: { origin: 'https://localhost:80' } });
    expect(guard(secure, OPEN)).undefined;
    const plain = request({ encrypted: true, headers: { origin: 'http://localhost:80' } });
    expect(guard(plain, OPEN)).equal(REFUSALS.origin);
  });

  it('refuses cross-site requests without an origin, by Sec-Fetch-Site', () => {
    const from = (site: string, more: Record<string, string> = {}): unknown =>
      guard(request({ headers: { 'sec-fetch-site': site, ...more } }), OPEN);
    for (const site of ['cross-site', 'same-site']) expect(from(site)).equal(REFUSALS.origin);
    for (const site of ['same-origin', 'none']) expect(from(site)).undefined;
    expect(from('cross-site', { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' })).undefined;
    expect(from('cross-site', { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' })).equal(
      REFUSALS.origin,
    );
  });
});

describe('isLoopback', () => {
  it('accepts the addresses of this machine alone', () => {
    for (const address of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1', 'localhost'])
      expect(isLoopback(address), address).true;
    for (const address of [
      '',
      '0.0.0.0',
      '::',
      '10.0.0.1',
      '127.0.0.1.example',
      '127.1',
      'localhost.example',
      '/tmp/s',
    ])
      expect(isLoopback(address), address).false;
  });
});
