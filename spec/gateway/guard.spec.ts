import { expect } from 'chai';
import type { IncomingMessage } from 'node:http';
import { guard } from '../../src/gateway/guard.js';
import { isLoopback } from '../../src/gateway/isLoopback.js';
import { REFUSALS } from '../../src/gateway/refusal.js';

interface Asked {
  readonly headers?: Readonly<Record<string, string>>;
  readonly localAddress?: string;
  readonly remoteAddress?: string;
  readonly localPort?: number;
  readonly httpVersion?: string;
  readonly encrypted?: boolean;
}

const request = ({ headers = {}, httpVersion = '1.1', encrypted, ...addresses }: Asked): IncomingMessage => {
  const all = { host: 'localhost:80', ...headers };
  const socket = { localAddress: '127.0.0.1', remoteAddress: '127.0.0.1', localPort: 80, ...addresses };
  return {
    headers: all,
    rawHeaders: Object.entries(all).flat(),
    httpVersion,
    socket: { ...socket, ...(encrypted && { encrypted }) },
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
    for (const host of ['localhost', 'localhost:80', 'LOCALHOST', '127.0.0.1:80', '127.0.0.2', '[::1]:80'])
      expect(guard(request({ headers: { host } }), CLOSED), host).undefined;
    const secure = { encrypted: true, localPort: 443, headers: { host: 'localhost' } };
    expect(guard(request(secure), CLOSED)).undefined;
  });

  it('takes addresses of other machines as Host with authorize alone', () => {
    for (const host of ['192.168.1.9:80', '[fe80::1]', '8.8.8.8', '0.0.0.0']) {
      expect(guard(request({ headers: { host } }), CLOSED), host).equal(REFUSALS.host);
      expect(guard(request({ headers: { host } }), OPEN), host).undefined;
    }
  });

  it('refuses a Host of another port without authorize: a proxy passes on the one that it was asked by', () => {
    for (const host of ['localhost:8080', '127.0.0.1:1', '[::1]:443']) {
      expect(guard(request({ headers: { host } }), CLOSED), host).equal(REFUSALS.local);
      expect(guard(request({ headers: { host } }), OPEN), host).undefined;
    }
    expect(guard(request({ localPort: 8080, headers: { host: 'localhost' } }), CLOSED)).equal(REFUSALS.local);
    expect(guard(request({ localPort: 8080, headers: { host: 'localhost:8080' } }), CLOSED)).undefined;
  });

  it('goes by the address of the server, where that is known, and not by that of each connection', () => {
    const asked = request({ localAddress: '10.0.0.1', localPort: 8080 });
    expect(guard(asked, CLOSED)).equal(REFUSALS.local);
    expect(guard(asked, CLOSED, { localAddress: '127.0.0.1', localPort: 80 })).undefined;
    expect(guard(asked, CLOSED, { localAddress: '127.0.0.1', localPort: 81 })).equal(REFUSALS.local);
    expect(guard(request({}), CLOSED, { localAddress: '10.0.0.1', localPort: 80 })).equal(REFUSALS.local);
  });

  it('refuses two Host headers as malformed', () => {
    for (const rules of [CLOSED, OPEN]) {
      const two = request({});
      two.rawHeaders.push('HOST', 'localhost:80');
      expect(guard(two, rules)).equal(REFUSALS.badRequest);
    }
  });

  it('serves HTTP/1.0, which proxies speak, with authorize alone', () => {
    expect(guard(request({ httpVersion: '1.0' }), CLOSED)).equal(REFUSALS.local);
    expect(guard(request({ httpVersion: '1.0' }), OPEN)).undefined;
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
    expect(guard(request({ remoteAddress: '10.0.0.1' }), CLOSED)).equal(REFUSALS.local);
    for (const name of [
      ...['forwarded', 'via', 'x-real-ip', 'x-client-ip', 'true-client-ip', 'cdn-loop', 'proxy-connection'],
      ...['for', 'host', 'proto', 'port', 'server', 'prefix', 'anything'].map(what => `x-forwarded-${what}`),
      ...['x-forwarded', 'x-original-forwarded-for', 'x-original-host', 'x-envoy-external-address'],
      ...['cf-connecting-ip', 'fastly-client-ip', 'fly-client-ip', 'x-amzn-trace-id', 'x-azure-clientip'],
      ...['x-cluster-client-ip', 'x-proxy-user-ip', 'x-remote-addr', 'tailscale-user-login', 'x-arr-ssl'],
    ])
      expect(guard(request({ headers: { [name]: '' } }), CLOSED), name).equal(REFUSALS.local);
    for (const name of ['accept', 'x-user', 'x-requested-with', 'user-agent', 'sec-websocket-key', 'cookie'])
      expect(guard(request({ headers: { [name]: '1' } }), CLOSED), name).undefined;
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
