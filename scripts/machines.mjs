// `node scripts/machines.mjs`: a Redis, three gateways behind nginx, and a simulated account, each a process of its own
// on this machine, and a page that survives the death of any of the gateways. Ctrl-C ends everything.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { machineSet, pageAddress, SERVICES } from './machineSet.mjs';
import { root } from './run.mjs';
import { freePort, startMachines } from './startMachines.mjs';

const HOST = '127.0.0.1';
const COMMAND = join(root, 'dist/cli/stepstream.js');
/** What a line of the terminal can ask for, and the signal that it sends. */
const SIGNALS = { kill: 'SIGKILL', stop: 'SIGTERM', freeze: 'SIGSTOP', thaw: 'SIGCONT' };

/** What this machine lacks, each as a line that says how to get it. */
function missing(env) {
  const isThere = program => spawnSync(program, ['-v'], { env }).error === undefined;
  return [
    ...(isThere('redis-server') ? [] : ['redis-server: apt-get install redis-server']),
    ...(isThere('nginx') ? [] : ['nginx: apt-get install nginx-light']),
    ...(existsSync(COMMAND) ? [] : ['dist/, the built command: npm run build']),
  ];
}

async function main() {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
  // Debian has nginx where only root looks.
  process.env.PATH = [process.env.PATH, '/usr/sbin'].join(delimiter);
  const lacks = missing(process.env);
  if (lacks.length > 0) {
    console.error(`Missing on this machine:\n${lacks.map(line => `  ${line}`).join('\n')}`);
    return 1;
  }
  const ports = {};
  for (const name of SERVICES) ports[name] = await freePort();
  if (values.port !== '0') ports.nginx = Number(values.port);
  const at = name => ({ host: HOST, port: ports[name] });
  const token = randomBytes(16).toString('hex');
  const machines = await startMachines(machineSet({ at, listen: HOST, token }), {
    commandOf: {
      'redis-server': ['redis-server'],
      nginx: ['nginx'],
      stepstream: [process.execPath, COMMAND],
    },
    onEnd: (name, how) => console.log(`${name} has ended (${how}). Again: start ${name}`),
  });
  const lines = SERVICES.map(
    name => `  ${name.padEnd(10)} ${HOST}:${String(ports[name]).padEnd(6)} pid ${machines.pidOf(name)}`,
  );
  console.log(`Redis, three gateways behind nginx, and a simulated job at 60 times real time:

${lines.join('\n')}

The page is at ${pageAddress(at('nginx'), token)}

Type a command, or send signals from another terminal:
  kill gateway-1     kill -9: its clients go to another gateway, and one of these polls within 3 s
  stop gateway-2     SIGTERM: it says goodbye and gives its leases back; others poll at once
  freeze gateway-3   SIGSTOP: its clients leave it after 20 s; thaw gateway-3 lets it go on
  start gateway-1    starts one that has ended
  kill redis         the gateways go on by themselves; start redis brings them together again
Ctrl-C ends everything.`);
  await commands(machines);
  console.log('Ending the gateways, nginx, the simulator and Redis.');
  await machines.close();
  return 0;
}

/** Does what the lines of the terminal say, until Ctrl-C or SIGTERM. */
function commands(machines) {
  const terminal = createInterface({ input: process.stdin, terminal: false });
  terminal.on('line', line => {
    const [what = '', name = ''] = line.trim().split(/\s+/);
    if (what === '') return;
    if (!SERVICES.includes(name) || !(what === 'start' || Object.hasOwn(SIGNALS, what))) {
      console.log(
        `Not understood: ${[...Object.keys(SIGNALS), 'start'].join(', ')} with ${SERVICES.join(', ')}`,
      );
    } else if (what === 'start') {
      machines.start(name).then(
        () => console.log(`${name} runs, pid ${machines.pidOf(name)}`),
        error => console.log(error.message),
      );
    } else if (!machines.signal(name, SIGNALS[what])) {
      console.log(`${name} doesn't run`);
    }
  });
  return new Promise(resolve => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  }).finally(() => terminal.close());
}

process.exitCode = await main();
