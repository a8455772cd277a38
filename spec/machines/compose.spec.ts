import { expect } from 'chai';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parse } from 'yaml';
import { machineSet, SERVICES, type Service } from '../../scripts/machineSet.mjs';
import { runChild } from '../support/child.js';

const read = (file: string): string => readFileSync(join(import.meta.dirname, '../..', file), 'utf8');

interface Compose {
  readonly services: Readonly<
    Record<
      string,
      {
        readonly command?: readonly string[];
        readonly environment?: Readonly<Record<string, string>>;
        readonly ports?: readonly string[];
        readonly configs?: readonly { readonly source: string; readonly target: string }[];
      }
    >
  >;
  readonly configs: Readonly<Record<string, { readonly content: string }>>;
}

// No daemon of Docker runs where the specs do: the files are compared with what `node scripts/machines.mjs` starts.
describe('compose.yaml', () => {
  const { services, configs } = parse(read('compose.yaml')) as Compose;
  const ports: Readonly<Record<string, number>> = { redis: 6379, simulator: 4600, nginx: 8080 };
  const set = machineSet({
    at: name => ({ host: name, port: ports[name] ?? 4610 }),
    listen: '0.0.0.0',
    token: '${STEPSTREAM_TOKEN:?at least 16 letters, digits and -._~}',
  });

  it('has the services of the script', () => {
    expect(Object.keys(services)).have.members([...SERVICES]);
  });

  const commandOf = ({ program, args }: Service): readonly string[] | undefined =>
    program === 'redis-server' ? [program, ...(args ?? [])] : args;
  for (const service of set)
    it(`starts ${service.name} as the script does`, () => {
      const { command, environment } = services[service.name]!;
      expect({ command, environment }).deep.equal({ command: commandOf(service), environment: service.env });
    });

  it('gives nginx the configuration of the script, and its port to this machine alone', () => {
    const [config] = services['nginx']!.configs!;
    const { content } = configs[config!.source]!;
    // A single $ would be a variable of compose.
    expect(content.replaceAll('$$', '')).not.include('$');
    expect(content.replaceAll('$$', '$')).equal(set.at(-1)!.config);
    expect(services['nginx']!.ports).deep.equal(['127.0.0.1:8080:8080']);
  });
});

describe('docs/servers/gateways.nginx.conf', () => {
  it('is the configuration of nginx that the specs run', () => {
    const numbers: Readonly<Record<string, string>> = {
      'gateway-1': '1',
      'gateway-2': '2',
      'gateway-3': '3',
    };
    const set = machineSet({
      at: name => ({ host: `10.0.0.${numbers[name] ?? '9'}`, port: name === 'nginx' ? 8080 : 4610 }),
      listen: '0.0.0.0',
      token: '',
    });
    expect(read('docs/servers/gateways.nginx.conf')).equal(set.at(-1)!.config);
  });
});

describe('Dockerfile', () => {
  const lines = read('Dockerfile').replaceAll('\\\n', ' ').split('\n');
  const last = (instruction: string): string =>
    lines.findLast(line => line.startsWith(`${instruction} `))?.slice(instruction.length + 1) ?? '';

  it('runs the command of the package as another user than root', () => {
    const { bin } = JSON.parse(read('package.json')) as { readonly bin: { readonly stepstream: string } };
    expect(JSON.parse(last('ENTRYPOINT'))).deep.equal(['node', `node_modules/stepstream/${bin.stepstream}`]);
    expect(last('USER')).equal('node');
    expect(JSON.parse(last('CMD'))).include.members(['serve', '--token', last('EXPOSE')]);
  });

  it('installs the peers of the package in the majors that it supports', () => {
    const { peerDependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
      'peerDependencies' | 'devDependencies',
      Record<string, string>
    >;
    const installed = [...last('RUN').matchAll(/ (@?[a-z0-9/-]+)@(\d+)\b/g)];
    // The command has no telemetry, so that its image needs no API of OpenTelemetry.
    const peers = Object.keys(peerDependencies).filter(name => name !== '@opentelemetry/api');
    expect(installed.map(([, name]) => name)).have.members([...peers, 'ioredis']);
    for (const [, name, major] of installed)
      expect(peerDependencies[name!] ?? devDependencies[name!], name).match(new RegExp(`^\\^${major!}\\.`));
  });

  it('asks for the health of the server without curl', async () => {
    const [, text = ''] = /CMD (\[.*\])/.exec(last('HEALTHCHECK')) ?? [];
    const [node, flag, program = ''] = JSON.parse(text) as readonly string[];
    expect([node, flag]).deep.equal(['node', '-e']);
    let status = 200;
    const asked: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url);
      response.writeHead(status, { connection: 'close' }).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const port = String((server.address() as AddressInfo).port);
    const codeOf = async (): Promise<unknown> =>
      (await runChild(process.execPath, ['-e', program.replace(last('EXPOSE'), port)])).code;
    expect(await codeOf()).equal(0);
    status = 503;
    expect(await codeOf()).equal(1);
    server.close();
    await once(server, 'close');
    expect(await codeOf()).equal(1);
    expect(asked).deep.equal(['/health', '/health']);
  });
});
