// The services of `node scripts/machines.mjs`, and of compose.yaml: a Redis, a simulated account, three gateways, and
// nginx in front of them.

/** The names of the gateways. */
export const GATEWAYS = ['gateway-1', 'gateway-2', 'gateway-3'];

/** All names, in the order in which the services start. */
export const SERVICES = ['redis', 'simulator', ...GATEWAYS, 'nginx'];

/** The job that the page shows first. */
const JOB = 'text-classifier-live';

/**
 * The services as programs with their arguments, in the order in which they start. `at(name)` is the host and port under
 * which the others reach one; each listens on the address `listen` and on that port. nginx has its configuration in place
 * of arguments.
 */
export function machineSet({ at, listen, token }) {
  const address = name => `${at(name).host}:${at(name).port}`;
  const portOf = name => String(at(name).port);
  const redis = {
    name: 'redis',
    program: 'redis-server',
    args: ['--bind', listen, '--port', portOf('redis'), '--protected-mode', 'no', '--save', ''],
    ready: /Ready to accept connections/,
  };
  const simulator = {
    name: 'simulator',
    program: 'stepstream',
    args: ['simulate', '--host', listen, '--port', portOf('simulator'), '--speed', '60', '--quota', '2'],
    ready: /Ctrl-C ends it/,
  };
  const gateways = GATEWAYS.map(name => ({
    name,
    program: 'stepstream',
    args: [
      ...['serve', '--host', listen, '--port', portOf(name), '--token', '--job', JOB],
      ...['--region', 'us-east-1', '--endpoint-url', `http://${address('simulator')}`],
      ...['--redis', `redis://${address('redis')}#machines`],
    ],
    env: { STEPSTREAM_TOKEN: token, AWS_ACCESS_KEY_ID: 'simulated', AWS_SECRET_ACCESS_KEY: 'simulated' },
    ready: /Ctrl-C ends it/,
  }));
  const nginx = {
    name: 'nginx',
    program: 'nginx',
    config: nginxConfig(`${listen}:${portOf('nginx')}`, GATEWAYS.map(address)),
    ready: /getrlimit/,
  };
  return [redis, simulator, ...gateways, nginx];
}

/** The address of the page, with the token as its fragment. */
export const pageAddress = ({ host, port }, token) => `http://${host}:${port}/?job=${JOB}#token=${token}`;

/**
 * nginx as a load balancer of gateways: what stands in its `http` block.
 *
 * A gateway that can't be reached is left out for a second. One that is stopped takes connections and says nothing: what
 * waits for it is cut off after 20 s, twice the time between two heartbeats. A page sees that by itself.
 */
function nginxConfig(listen, gateways) {
  return `upstream gateways {
${gateways.map(address => `  server ${address} max_fails=1 fail_timeout=1s;`).join('\n')}
}
map $http_upgrade $connection_upgrade { default upgrade; '' close; }
server {
  listen ${listen};
  location / {
    proxy_pass http://gateways;
    proxy_http_version 1.1;
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection $connection_upgrade;
    proxy_connect_timeout 1s;
    proxy_read_timeout 20s;
    proxy_next_upstream error timeout http_503;
    proxy_buffering off;
  }
}
`;
}
