import { expect } from 'chai';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { createGateway, type Gateway } from '../../src/gateway/index.js';
import { FakeWatch } from '../support/fakeWatch.js';
import { WsClient } from '../support/gatewayClients.js';

/** The head of a request for an upgrade to HTTP/2, as `curl --http2` sends it. */
const H2C = [
  'Connection: Upgrade, HTTP2-Settings',
  'Upgrade: h2c',
  'HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA',
];
const WEBSOCKET = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
];
/** Whether this Node asks the server which requests are upgrades. */
const ASKS = 'shouldUpgradeCallback' in createServer();

describe('upgrades on a server with a gateway', () => {
  let server: Server;
  let gateway: Gateway;
  let port: number;
  beforeEach(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', part => (body += String(part)));
      request.on('end', () => response.end(`app ${request.method} ${request.url} ${body}`));
    });
    gateway = createGateway({ recommender: new FakeWatch() });
    await gateway.attach(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    port = (server.address() as AddressInfo).port;
  });
  afterEach(async () => {
    await gateway.close();
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });

  /** Sends a request, and resolves with all that is answered until the connection is closed. */
  async function ask(first: string, headers: readonly string[], body = ''): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    let text = '';
    socket.on('data', part => (text += String(part)));
    socket.write([`${first} HTTP/1.1`, `Host: 127.0.0.1:${port}`, ...headers, '', body].join('\r\n'));
    await once(socket, 'close');
    return text;
  }
  const closing = ASKS ? [...H2C, 'Connection: close'] : H2C;

  it('answers a request for HTTP/2 at the addresses of the gateway as an ordinary one', async () => {
    const health = await ask('GET /health', closing);
    expect(health)
      .match(/^HTTP\/1\.1 200 OK\r\n/)
      .and.match(/\r\nconnection: close\r\n/i);
    expect(health).include('{"status":"ok"}');
    expect(await ask('HEAD /health', closing)).match(/^HTTP\/1\.1 200 OK\r\n/);
    expect(await ask('GET /jobs/j', closing)).match(/^HTTP\/1\.1 406 /);
  });

  it('leaves requests for other upgrades to the application, as if there were no upgrade', async () => {
    expect(await ask('GET /page?q=1', closing))
      .match(/^HTTP\/1\.1 200 OK\r\n/)
      .and.include('app GET /page?q=1 ');
    const other = ASKS ? [...WEBSOCKET, 'Connection: close'] : WEBSOCKET;
    expect(await ask('GET /elsewhere', other)).include('app GET /elsewhere ');
  });

  it('passes on the headers of such a request, and not those of the upgrade', async () => {
    server.removeAllListeners('request');
    const seen: unknown[] = [];
    server.on('request', ({ headers, rawHeaders }, response) => {
      seen.push(headers['x-name'], headers.upgrade, headers['http2-settings']);
      expect(rawHeaders.filter((name: string) => name === 'Cookie')).length(2);
      response.end();
    });
    await ask('GET /', [...closing, 'X-Name: grüße', 'Cookie: a=1', 'Cookie: b=2']);
    const name = Buffer.from('grüße').toString('latin1');
    expect(seen).deep.equal(ASKS ? [name, 'h2c', H2C[2]!.slice(16)] : [name, undefined, undefined]);
  });

  it('refuses with 501 what has a body or another method, where Node has taken the request for an upgrade', async () => {
    const post = await ask('POST /form', [...closing, 'Content-Length: 2'], 'hi');
    const get = await ask('GET /form', [...closing, 'Content-Length: 2'], 'hi');
    if (ASKS) expect([post, get].join()).include('app POST /form hi').and.include('app GET /form hi');
    else for (const answer of [post, get]) expect(answer).match(/^HTTP\/1\.1 501 .*"code":"NO_UPGRADE"/s);
  });

  it('leaves upgrades to the other listeners of the server, and takes those of its own WebSockets', async () => {
    const theirs: (string | undefined)[] = [];
    server.on('upgrade', (request, socket) => {
      if (request.url?.startsWith('/jobs/')) return;
      theirs.push(request.url);
      socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n');
    });
    expect(await ask('GET /theirs', WEBSOCKET)).match(/^HTTP\/1\.1 101 /);
    expect(await ask('GET /h2', H2C)).match(/^HTTP\/1\.1 101 /);
    expect(theirs).deep.equal(['/theirs', '/h2']);
    const client = new WsClient(`http://127.0.0.1:${port}/jobs/j`);
    expect((await client.first(1))[0]).include({ type: 'hello' });
    client.drop();
  });

  it('hands a request back once where two gateways share a server', async () => {
    const second = createGateway({ recommender: new FakeWatch(), basePath: '/second' });
    await second.attach(server);
    expect(await ask('GET /page', closing)).include('app GET /page ');
    expect(await ask('GET /second/health', closing)).include('{"status":"ok"}');
    for (const path of ['/jobs/j', '/second/jobs/j']) {
      const client = new WsClient(`http://127.0.0.1:${port}${path}`);
      expect((await client.first(1))[0]).include({ type: 'hello' });
      client.drop();
    }
    await second.close();
    expect(await ask('GET /health', closing)).include('{"status":"ok"}');
  });
});
