// One contender in a process of its own, as nobody runs two in one: node drainer.ts own|ours|sdk|bare ENDPOINT JOB.
// Each message is a round; the answer is the CPU that it took, in milliseconds.
import http from 'node:http';
import { took } from './measure.js';
import { client, drainBare, drainOurs, drainSdk, ours, ownClientOurs } from './peers.js';

const [, , who, endpoint = '', job = ''] = process.argv;

function contender(): () => Promise<number> {
  if (who === 'sdk') {
    const sdk = client(endpoint);
    return () => drainSdk(sdk, job);
  }
  if (who === 'bare') {
    const agent = new http.Agent({ keepAlive: true });
    return () => drainBare(endpoint, job, agent);
  }
  const recommender = (who === 'own' ? ownClientOurs : ours)(endpoint, { quota: { perSecond: Infinity } });
  return () => drainOurs(recommender, job);
}

const drain = contender();
process.on('message', () => {
  void took(drain).then(({ cpuMs }) => process.send?.(cpuMs));
});
