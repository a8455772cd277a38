// Starts the services of machineSet.mjs as processes, and ends them, in order.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GATEWAYS } from './machineSet.mjs';

/** Longest wait for a service to end after SIGTERM, in milliseconds. */
const END_MS = 10_000;
/** The folders in which nginx holds what it buffers. */
const NGINX_TEMPS = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

/** A port that is free now. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * Starts services, each once those before it are ready. `commandOf` is the program and the first arguments of each
 * `program` of the set. `onEnd(name, how)` is called when one ends that wasn't asked to.
 */
export async function startMachines(set, { commandOf, onEnd = () => undefined }) {
  const folder = mkdtempSync(join(tmpdir(), 'machines-'));
  const running = new Map();
  let closing = false;

  async function start(name) {
    const service = set.find(one => one.name === name);
    if (running.has(name)) return;
    const [program, ...first] = commandOf[service.program];
    const args =
      service.config === undefined ? service.args : nginxArguments(join(folder, name), service.config);
    // A group of its own: Ctrl-C of the terminal reaches this process alone.
    const child = spawn(program, [...first, ...args], {
      detached: true,
      env: { ...process.env, ...service.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise(resolve => {
      child.once('error', resolve);
      child.once('exit', (code, signal) => resolve(signal ?? code));
    }).then(how => {
      running.delete(name);
      if (!machine.isAsked && !closing) onEnd(name, how);
      return how;
    });
    const machine = { child, ended, isAsked: false };
    running.set(name, machine);
    let printed = '';
    await new Promise((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding('utf8').on('data', text => {
          if (printed.length < 10_000) printed += text;
          if (service.ready.test(printed)) resolve();
        });
      void ended.then(how => reject(new Error(`${name} ended at once (${String(how)}):\n${printed.trim()}`)));
    });
  }

  /** Sends a signal to a service. False where it doesn't run. */
  function signal(name, what) {
    return running.get(name)?.child.kill(what) ?? false;
  }

  /** Ends a service, with SIGTERM or another signal, and resolves once it has ended. */
  async function end(name, what = 'SIGTERM') {
    const machine = running.get(name);
    if (machine === undefined) return;
    machine.isAsked = true;
    machine.child.kill(what);
    // One that is stopped sees no signal but SIGKILL.
    machine.child.kill('SIGCONT');
    const timer = setTimeout(() => machine.child.kill('SIGKILL'), END_MS);
    await machine.ended;
    clearTimeout(timer);
  }

  /** Ends all: the gateways, which say goodbye to their clients, and then the others. */
  async function close() {
    closing = true;
    const others = ['nginx', 'simulator', 'redis'];
    await Promise.all([...running.keys()].filter(name => !others.includes(name)).map(name => end(name)));
    for (const name of others) await end(name);
    rmSync(folder, { recursive: true, force: true });
  }

  try {
    for (const names of inOrder(set)) await Promise.all(names.map(start));
  } catch (error) {
    await close();
    throw error;
  }
  return { start, end, signal, close, pidOf: name => running.get(name)?.child.pid };
}

/** The names of services that start at the same time, one group after the other: gateways need what is before them. */
function inOrder(set) {
  const names = set.map(({ name }) => name);
  const groups = [['redis', 'simulator'], GATEWAYS, ['nginx']];
  return groups.map(group => group.filter(name => names.includes(name)));
}

/** The arguments of an nginx in one process, which holds everything in a folder. */
export function nginxArguments(folder, config) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'nginx.conf');
  const temps = NGINX_TEMPS.map(name => `${name}_temp_path ${folder}/${name};`);
  writeFileSync(
    file,
    `daemon off;
master_process off;
pid ${folder}/pid;
error_log stderr notice;
events {}
http {
access_log off;
${temps.join('\n')}
${config}}
`,
  );
  return ['-p', folder, '-c', file];
}
