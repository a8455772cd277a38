// Lists a job on two connections, with a further listing that waits for a permit of a quota of one call in 1000 s:
// one connection is idle once that listing is left, the other is closed. Nothing holds the process after that.
import { connect, type Recommender } from '../../src/recommender.js';
import { fakeRecommender } from '../../src/testing/index.js';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

async function list(end: (recommender: Recommender, leave: () => void) => unknown): Promise<number> {
  const client = fakeRecommender({ jobs: [{ name: 'job', steps: 40 }] });
  const recommender = connect({ client, quota: { perSecond: 0.001, burst: 4 } });
  let count = 0;
  await recommender.steps$('job', { pageSize: 10 }).forEach(({ steps }) => {
    count += steps.length;
  });
  const waiting = recommender.steps$('job').subscribe({ error: () => undefined });
  await new Promise(resolve => setImmediate(resolve));
  await end(recommender, () => {
    waiting.unsubscribe();
  });
  return count;
}

const idle = await list((_, leave) => {
  leave();
});
console.log(`listed ${String(idle)} steps, idle`);
const closed = await list(recommender => recommender.close());
console.log(`listed ${String(closed)} steps, closed`);
