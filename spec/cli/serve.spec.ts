import { expect } from 'chai';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocket } from 'ws';
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
