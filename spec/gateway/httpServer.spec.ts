import { expect } from 'chai';
import { once } from 'node:events';
import { connect } from 'node:net';
import { closeServer, createHttpServer, listenOn } from '../../src/gateway/httpServer.js';

describe('createHttpServer', () => {
  it('cuts off clients that are slow with the headers or the body of a request', async () => {
    const server = createHttpServer(10, 100);
    const { port } = await listenOn(server, 0, '127.0.0.1');
    server.on('request', (request, response) => {
      request.resume();
      request.on('end', () => response.end());
      request.on('error', () => undefined);
    });
    const slow = [
      'GET / HTTP/1.1\r\nHost: x\r\n',
      'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n',
    ];
    const started = performance.now();
    // A client that isn't cut off goes on sending for ever.
    const ends = slow.map(async text => {
      const socket = connect(port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.on('data', () => undefined);
      const drip = setInterval(() => socket.writable && socket.write('X'), 20);
      socket.write(text);
      await once(socket, 'close');
      clearInterval(drip);
    });
    await Promise.all(ends);
    expect(performance.now() - started).least(90);
    await closeServer(server);
  });

  it('allows ten seconds for a request, and five until the next one on a connection', () => {
    const { headersTimeout, requestTimeout, keepAliveTimeout } = createHttpServer(10);
    expect([headersTimeout, requestTimeout, keepAliveTimeout]).deep.equal([10_000, 10_000, 5_000]);
  });

  it('limits the number of connections to the clients and some more', () => {
    expect(createHttpServer(1_000).maxConnections).within(1_001, 2_000);
  });
});
