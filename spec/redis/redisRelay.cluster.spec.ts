import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { Cluster, Redis } from 'ioredis';
import { createCluster } from 'redis';
import { redisRelay } from '../../src/redis/redisRelay.js';
import { batchOf, recordLog, takeLease } from '../support/logRecord.js';
import { isRedisInstalled, startRedisServer, type RedisServer } from '../support/redisServer.js';
import { skip } from '../support/skip.js';
import { jobChanged, synced } from '../support/steps.js';

describe('redisRelay on a cluster', () => {
  const dir = mkdtempSync(join(tmpdir(), 'stepstream-cluster-'));
  let server: RedisServer | undefined;
  let admin: Redis | undefined;
  before(async function () {
    if (!isRedisInstalled()) skip(this, 'redis-server is not installed: apt-get install redis-server');
    server = await startRedisServer(undefined, [
      ...['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1', '--dir', dir],
    ]);
    admin = new Redis(server.port);
    await admin.call('CLUSTER', 'ADDSLOTSRANGE', 0, 16_383);
    while (!String(await admin.call('CLUSTER', 'INFO')).includes('cluster_state:ok'))
      await new Promise(resolve => void setTimeout(resolve, 50));
  });
  after(async () => {
    admin?.disconnect();
    await server?.stop();
    rmSync(dir, { recursive: true });
  });

  it('works with ioredis and with node-redis, also where connections are lost', async () => {
    if (server === undefined || admin === undefined) return;
    const host = '127.0.0.1';
    const io = new Cluster([{ host, port: server.port }]);
    const node = createCluster({ rootNodes: [{ url: server.url }] });
    for (const client of [io, node]) client.on('error', () => undefined);
    await node.connect();
    try {
      for (const redis of [io, node]) {
        await admin.flushall();
        const log = redisRelay({ redis, key: 'account:region' });
        const record = recordLog(log);
        record.reader.follow('job', { epoch: 'e', seq: 0 });
        const fence = await takeLease(log);
        expect(await log.append('job', batchOf(fence, 'e-0', [jobChanged]))).to.equal('appended');
        await record.until(() => record.entries.length === 1);
        const list = String(await admin.client('LIST'));
        for (const [, id = ''] of list.matchAll(/^id=(\d+) .*cmd=xread /gm))
          await admin.client('KILL', 'ID', id);
        await log.append('job', batchOf(fence, 'e-1', [synced]));
        await record.until(() => record.entries.length === 2);
        expect(record.positions()).to.deep.equal(['e-1', 'e-2']);
        expect((await log.join('job'))?.head).to.deep.equal({ epoch: 'e', seq: 2 });
        await log.release('job', fence);
        await record.until(() => record.notes.includes('released job'));
        await record.reader.close();
      }
    } finally {
      io.disconnect();
      node.destroy();
    }
  });
});
