import { expect } from 'chai';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { WebSocket } from 'ws';
import { urlsElsewhere } from '../../src/cli/process/addresses.js';
import { openerOf } from '../../src/cli/process/openBrowser.js';
import { startSimulator, type Simulator } from '../../src/testing/index.js';
import { installFakeClock } from '../support/fakeClock.js';
import { runCommand, startCommand } from './support/runCommand.js';

const PAGE = /The page is at (http:\/\/127\.0\.0\.1:\d+)\/(\?job=\S+)?\n/;

describe('stepstream serve', () => {
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator({ speed: 0, jobs: [{ name: 'live', steps: 3, live: true }] });
  });
  after(() => simulator.close());

  it('serves the page and the jobs on this machine, and says goodbye to everyone at Ctrl-C', async () => {
    const { endpoint } = simulator;
    const { out, said, ended, signal } = await startCommand(['serve', '--port', '0', '--job', 'live'], {
      endpoint,
    });
    await said(PAGE);
    const [, url = '', query] = PAGE.exec(out.stdout) ?? [];
    expect(query).equal('?job=live');

    const types = await Promise.all(
      ['', 'page.css', 'page.js', 'licences.txt', 'jobs'].map(async path => {
        const response = await fetch(`${url}/${path}`);
        expect((await response.text()).length).above(100);
        return [response.status, response.headers.get('content-type')?.split(';')[0]];
      }),
    );
    expect(types).deep.equal([
      [200, 'text/html'],
      [200, 'text/css'],
      [200, 'text/javascript'],
      [200, 'text/plain'],
      [200, 'application/json'],
    ]);
    expect((await fetch(`${url}/../package.json`)).status).equal(404);

    const socket = new WebSocket(`${url}/jobs/live`);
    await once(socket, 'message');
    const closed = once(socket, 'close') as Promise<[number]>;
    signal('SIGINT');
    expect((await closed)[0]).equal(1001);
    expect(await ended).deep.include({ code: 130, stderr: '' });
  });

  it('lists classic jobs alone, and AI jobs with --kind', async () => {
    const { endpoint } = simulator;
    const kindsWith = async (...flags: readonly string[]): Promise<unknown> => {
      const command = await startCommand(['serve', '--port', '0', ...flags], { endpoint });
      await command.said(PAGE);
      const [, url = '', query] = PAGE.exec(command.out.stdout) ?? [];
      const { kinds } = (await (await fetch(`${url}/jobs`)).json()) as { readonly kinds?: unknown };
      command.signal('SIGINT');
      await command.ended;
      return [kinds, query];
    };
    expect(await kindsWith()).deep.equal([undefined, undefined]);
    expect(await kindsWith('--kind', 'all', '--job', 'ai-recommendation-job/chat')).deep.equal([
      ['classic', 'recommendation', 'benchmark'],
      '?job=ai-recommendation-job%2Fchat',
    ]);
    const wrong = await runCommand(['serve', '--kind', 'other'], { endpoint });
    expect(wrong).include({ code: 2 });
  });

  it('says so where the port is taken, and leaves no timer', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { endpoint } = simulator;
    const time = installFakeClock({ toFake: ['setTimeout', 'clearTimeout'], shouldClearNativeTimers: true });
    try {
      const { code, stderr } = await runCommand(['serve', '--port', String(port)], { endpoint });
      expect(code).equal(1);
      expect(stderr).match(/^stepstream: The port is taken; give another --port: /);
      expect(time.countTimers()).equal(0);
    } finally {
      time.uninstall();
      other.close();
    }
  });

  it('asks for the token of its address with --token, for jobs alone', async () => {
    const { endpoint } = simulator;
    const { out, said, ended, signal } = await startCommand(
      ['serve', '--port', '0', '--job', 'live', '--token', '--host', 'localhost'],
      { endpoint },
    );
    const withToken = /The page is at (http:\/\/\S+?)\/\?job=live#token=([\w-]{32})\nCtrl-C ends it/;
    await said(withToken);
    const [, url = '', token = ''] = withToken.exec(out.stdout) ?? [];
    const status = async (path: string, headers?: Record<string, string>): Promise<number> =>
      (await fetch(`${url}/${path}`, headers && { headers })).status;
    expect(await status('health')).equal(200);
    expect(await status('')).equal(200);
    expect(await status('jobs')).equal(403);
    expect(await status('jobs', { authorization: `Bearer ${token}` })).equal(200);
    signal('SIGINT');
    expect(await ended).include({ code: 130 });
  });

  it('listens on another address with --token alone, and says that it is not encrypted', async () => {
    const { endpoint } = simulator;
    for (const host of ['0.0.0.0', '::', '192.168.1.1', 'example.com']) {
      const { code, stderr } = await runCommand(['serve', '--port', '0', '--host', host], { endpoint });
      expect(code).equal(2);
      expect(stderr).equal(`stepstream: --host: ${host} is open to other machines: it needs --token\n`);
    }
    const { stderr } = await runCommand(['serve', '--port', '0', '--host', ''], { endpoint });
    expect(stderr).equal('stepstream: --host: must be an address, or a name of this machine\n');
    // 203.0.113.0/24 is for documentation: no machine has it.
    for (const host of ['x y', '203.0.113.7']) {
      const other = await runCommand(['serve', '--port', '0', '--host', host, '--token'], { endpoint });
      expect(other.code).equal(2);
      expect(other.stderr)
        .include(`stepstream: --host: '${host}' is no address or name of this machine (`)
        .match(/; give one of its own, or 0\.0\.0\.0 for all of them\n$/);
    }
    const { out, said, ended, signal } = await startCommand(
      ['serve', '--port', '0', '--host', '0.0.0.0', '--token'],
      { endpoint, env: { STEPSTREAM_TOKEN: 'a-token-of-the-environment' } },
    );
    await said(/Ctrl-C/);
    const [first = '', ...lines] = out.stdout.split('\n');
    const page = /^The page is at http:\/\/127\.0\.0\.1:(\d+\/#token=a-token-of-the-environment)$/.exec(
      first,
    );
    const others = urlsElsewhere(`http://0.0.0.0:${page![1]}`, networkInterfaces());
    expect(lines.slice(0, others.length)).deep.equal(others.map(url => `Other machines reach it at ${url}`));
    expect(lines[others.length]).match(/^It listens on 0\.0\.0\.0, by HTTP without encryption/);
    // The guard lets them in, as far as the host of the address goes.
    for (const url of others) expect((await fetch(url)).status).equal(200);
    signal('SIGINT');
    await ended;
  });

  it('refuses a token that can be guessed, and one that would be shown to other users', async () => {
    const { endpoint } = simulator;
    const env = { STEPSTREAM_TOKEN: 'short' };
    const short = await runCommand(['serve', '--port', '0', '--token'], { endpoint, env });
    expect(short).include({ code: 2 });
    expect(short.stderr)
      .match(/^stepstream: STEPSTREAM_TOKEN: must be a text of at least 16/)
      .and.not.include('short');
    const empty = await startCommand(['serve', '--port', '0', '--token', '--host', 'LOCALHOST'], {
      endpoint,
      env: { STEPSTREAM_TOKEN: '' },
    });
    await empty.said(/#token=\w{32}\nCtrl-C/);
    empty.signal('SIGINT');
    await empty.ended;
    const open = await runCommand(['serve', '--port', '0', '--token', '--open'], { endpoint });
    expect(open).include({ code: 2 });
    expect(open.stderr).match(/^stepstream: --open: would show the token of --token: /);
  });

  it('takes no job that can not be', async () => {
    const { code, stderr } = await runCommand(['serve', '--job', 'a/b']);
    expect(code).equal(2);
    expect(stderr).match(/^stepstream: JOB: /);
  });

  it('knows what opens a browser', () => {
    expect(openerOf('darwin', 'u')).deep.equal(['open', 'u']);
    expect(openerOf('linux', 'u')).deep.equal(['xdg-open', 'u']);
    expect(openerOf('win32', 'u')).deep.equal(['rundll32', 'url.dll,FileProtocolHandler', 'u']);
  });
});
