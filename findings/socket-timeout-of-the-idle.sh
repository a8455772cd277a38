#!/usr/bin/env bash
# socketTimeout of node-redis ends a client that asks nothing, for good, where every other loss is made good.
#
# Versions: redis (node-redis) 5.12.1 and 6.3.1, ioredis 5.11.1 and 6.0.0.
# Expected: socketTimeout limits the wait for an answer, as in ioredis: a client that asks nothing waits for
#   nothing. A connection that was lost is made again, as with any other loss by the default strategy.
# Seen: it counts the time without a byte, also while nothing is asked. Then the default strategy makes an
#   exception of this one error, and doesn't reconnect: a service that is quiet for that long has a client
#   whose every command is refused from then on, until it is made anew. A reconnectStrategy of one's own, or a
#   pingInterval below the limit, prevents that. ioredis keeps the connection.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund five@npm:redis@5.12.1 six@npm:redis@6.3.1 \
  ioredis5@npm:ioredis@5.11.1 ioredis6@npm:ioredis@6.0.0 >/dev/null

cat >see.mjs <<'JS'
import { once } from 'node:events';
import { createServer } from 'node:net';

let connections = 0;
const sockets = new Set();
const server = createServer(socket => {
  connections += 1;
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
  // Enough of Redis: an answer for each command.
  socket.on('data', data => {
    for (const [, name] of data.toString().matchAll(/\*\d+\r\n\$\d+\r\n(\w+)\r\n/g))
      socket.write(
        /hello/i.test(name) ? '%1\r\n$6\r\nserver\r\n$5\r\nredis\r\n' : /info/i.test(name) ? '$9\r\nloading:0\r\n' : '+OK\r\n',
      );
  });
});
await once(server.listen(0, '127.0.0.1'), 'listening');
const { port } = server.address();
const socketTimeout = 200;
const idle = ms => new Promise(resolve => setTimeout(resolve, ms));

for (const version of ['five', 'six']) {
  connections = 0;
  const { createClient } = await import(version);
  const client = createClient({ socket: { host: '127.0.0.1', port, socketTimeout } });
  let seen = 'no error';
  client.on('error', error => (seen = error.constructor.name));
  await client.connect();
  await idle(1500);
  const said = await client.ping().catch(error => error.constructor.name);
  console.log(`node-redis ${version}, idle: ${seen}, ${connections} connection, isOpen ${client.isOpen}, then ping(): ${said}`);
  if (client.isOpen) client.destroy();

  connections = 0;
  const lost = createClient({ socket: { host: '127.0.0.1', port, socketTimeout: 60_000 } });
  lost.on('error', error => (seen = error.constructor.name));
  await lost.connect();
  const ready = new Promise(again => lost.once('ready', again));
  for (const socket of sockets) socket.end();
  await ready;
  console.log(`node-redis ${version}, closed by the server: ${seen}, ${connections} connections, then ping(): ${await lost.ping()}`);
  lost.destroy();
}
for (const version of ['ioredis5', 'ioredis6']) {
  connections = 0;
  const { Redis } = await import(version);
  const client = new Redis({ host: '127.0.0.1', port, socketTimeout });
  let seen = 'no error';
  client.on('error', error => (seen = error.message));
  await new Promise(ready => client.once('ready', ready));
  await idle(1500);
  const said = await client.ping().catch(error => error.message);
  console.log(`${version}, idle: ${seen}, ${connections > 1 ? 'several connections' : '1 connection'}, status ${client.status}, then ping(): ${said}`);
  client.disconnect();
}
for (const socket of sockets) socket.destroy();
server.close();
JS
node see.mjs | tee seen

diff - seen <<'SEEN' || { echo 'CHANGED: an idle connection is treated differently than before' >&2; exit 1; }
node-redis five, idle: SocketTimeoutError, 1 connection, isOpen false, then ping(): ClientClosedError
node-redis five, closed by the server: SocketClosedUnexpectedlyError, 2 connections, then ping(): OK
node-redis six, idle: SocketTimeoutError, 1 connection, isOpen false, then ping(): ClientClosedError
node-redis six, closed by the server: SocketClosedUnexpectedlyError, 2 connections, then ping(): OK
ioredis5, idle: no error, 1 connection, status ready, then ping(): OK
ioredis6, idle: no error, 1 connection, status ready, then ping(): OK
SEEN
echo 'As recorded.'
