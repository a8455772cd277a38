import { expect } from 'chai';
import { startSimulator, type Simulator } from '../../src/testing/index.js';
import { WsClient } from '../support/gatewayClients.js';
import { useRedis } from '../support/useRedis.js';
import { startCommand } from './support/runCommand.js';

const PAGE = /The page is at (\S+?)\/\n/;

describe('stepstream serve --redis', () => {
  const redis = useRedis();
  let simulator: Simulator;
  before(async () => {
    simulator = await startSimulator({ speed: 0, jobs: [{ name: 'live', steps: 3, live: true }] });
  });
  after(() => simulator.close());
  beforeEach(() => redis.admin.flushall());

  /** Starts a server with this `--redis`, and reads the job. Resolves with the greeting, what was printed, and the end. */
  async function served(url: string) {
    const command = await startCommand(['serve', '--port', '0', '--redis', url], {
      endpoint: simulator.endpoint,
    });
    await command.said(/Ctrl-C ends it/);
    const [, page = ''] = PAGE.exec(command.out.stdout) ?? [];
    const client = new WsClient(`${page}/jobs/live`);
    const [hello] = await client.first(2);
    client.drop();
    const end = async (): Promise<unknown> => {
      command.signal('SIGINT');
      return command.ended;
    };
    return { hello, stdout: command.out.stdout, end };
  }

  it('shares its jobs with the gateways of the same key', async () => {
    const all = [];
    for (let count = 0; count < 2; count++) all.push(await served(`${redis.url}#111122223333:eu-west-1`));
    const epochs = all.map(({ hello }) => (hello as { epoch?: string }).epoch);
    expect(epochs[0]).be.a('string').and.equal(epochs[1]);
    for (const { stdout, end } of all) {
      expect(stdout).include('shares its jobs');
      expect(await end()).include({ stderr: '' });
    }
    expect(await redis.admin.keys('*:lease')).deep.equal([]);
  });

  it('polls by itself without a key, as the region alone does not tell two accounts apart', async () => {
    const { stdout, end } = await served(redis.url);
    expect(stdout).include('--redis URL#ACCOUNT:REGION');
    expect(await redis.admin.keys('*:job:*')).deep.equal([]);
    await end();
  });
});
