#!/usr/bin/env bash
# A node-redis client that is destroyed while it reconnects goes on, connects, and is ready after its end.
#
# Versions: redis (node-redis) 5.12.1 and 6.3.1.
# Expected: destroy() ends a client: whatever is under way is given up, and the server has no client left.
# Seen: while the connection is being made again, there is no socket for destroy() to close. The attempt goes
#   on, says HELLO, and emits "ready" after "end". The server counts a connection, isReady is true, isOpen
#   false, and a command is refused as closed, so that nobody looks for it; it holds the process. A second
#   destroy() ends it with version 6; with 5 it throws ClientClosedError, and nothing else of the API can.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund five@npm:redis@5.12.1 six@npm:redis@6.3.1 >/dev/null

cat >see.mjs <<'JS'
import { once } from 'node:events';
import { createServer } from 'node:net';

const sockets = new Set();
const server = createServer(socket => {
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
  // Enough of Redis: an answer for each command, a map for HELLO.
  socket.on('data', data => {
    for (const [, name] of data.toString().matchAll(/\*\d+\r\n\$\d+\r\n(\w+)\r\n/g))
      socket.write(name === 'HELLO' ? '%1\r\n$6\r\nserver\r\n$5\r\nredis\r\n' : '+OK\r\n');
  });
});
await once(server.listen(0, '127.0.0.1'), 'listening');
const turn = () => new Promise(resolve => setImmediate(resolve));

for (const version of ['five', 'six']) {
  const { createClient } = await import(version);
  const events = [];
  const client = createClient({ socket: { host: '127.0.0.1', port: server.address().port, reconnectStrategy: () => 1 } });
  client.on('error', () => undefined);
  await client.connect();
  for (const event of ['reconnecting', 'end', 'ready']) client.on(event, () => events.push(event));
  const reconnecting = new Promise(begun => client.once('reconnecting', begun));
  for (const socket of sockets) socket.end();
  await reconnecting;
  client.destroy();
  for (let i = 0; i < 10_000 && !client.isReady; i++) await turn();
  console.log(`${version}: ${events.join(', ')}; isOpen ${client.isOpen}, isReady ${client.isReady}, connections ${sockets.size}`);
  const said = await client.ping().catch(error => error.constructor.name);
  let again = 'nothing thrown';
  try {
    client.destroy();
  } catch (error) {
    again = error.constructor.name;
  }
  const ends = again === 'nothing thrown' ? 0 : 1;
  for (let i = 0; i < 10_000 && sockets.size > ends; i++) await turn();
  console.log(`  ping(): ${said}; destroy() again: ${again}, connections ${sockets.size}`);
  for (const socket of sockets) socket.destroy();
  while (sockets.size > 0) await turn();
}
server.close();
JS
node see.mjs | tee seen

diff - seen <<'SEEN' || { echo 'CHANGED: destroy() during a reconnect does something else than before' >&2; exit 1; }
five: reconnecting, end, ready; isOpen false, isReady true, connections 1
  ping(): ClientClosedError; destroy() again: ClientClosedError, connections 1
six: reconnecting, end, ready; isOpen false, isReady true, connections 1
  ping(): ClientClosedError; destroy() again: nothing thrown, connections 0
SEEN
echo 'As recorded.'
