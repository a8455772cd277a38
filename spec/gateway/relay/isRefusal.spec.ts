import { expect } from 'chai';
import { failure } from '../../support/failure.js';
import { InvalidInputError } from '../../../src/core/errors.js';
import { isRefusal } from '../../../src/gateway/relay/isRefusal.js';
import { useRedis } from '../../support/useRedis.js';
import { useRedisClients } from '../../support/useRedisClients.js';

describe('isRefusal', () => {
  const clients = useRedisClients(useRedis());

  for (const name of ['ioredis', 'node-redis'] as const)
    it(`holds for an error reply that ${name} tells`, async () => {
      const redis = clients[name];
      const script = "return redis.error_reply('OOM command not allowed')";
      const refused =
        'evalSha' in redis ? redis.eval(script, { keys: [], arguments: [] }) : redis.eval(script, 0);
      expect(isRefusal(await failure(refused))).true;
    });

  it('holds for errors of our own, and not for a connection that is lost', () => {
    expect(isRefusal(new InvalidInputError('x', 'y'))).true;
    expect(isRefusal(new Error('no answer within 1000 ms'))).false;
    expect(isRefusal('ReplyError')).false;
  });
});
