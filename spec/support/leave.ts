// Lists a job under a quota and has nothing more to do: leave.ts closed|idle. Says when the process ends.
import { connect } from '../../src/recommender.js';
import { fakeRecommender } from '../../src/testing/index.js';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const client = fakeRecommender({ jobs: [{ name: 'job', steps: 40 }] });
const recommender = connect({ client, quota: { perSecond: 50, burst: 2 } });
let count = 0;
await recommender.steps$('job', { pageSize: 10 }).forEach(({ steps }) => {
  count += steps.length;
});
if (process.argv[2] === 'closed') await recommender.close();
const start = performance.now();
process.on('exit', () => {
  console.log(`listed ${String(count)} steps, left after ${(performance.now() - start).toFixed(0)} ms`);
});
