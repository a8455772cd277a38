// Lists a job whose service fails twice on the way, and goes on each time: `npx tsx docs/examples/resume.ts`
import { connect, StepstreamError } from 'stepstream';
import { fakeRecommender } from 'stepstream/testing';

const client = fakeRecommender({ jobs: [{ name: 'my-job', steps: 35 }] });
client.fault('expiredCredentials', { call: 3 });
client.fault('accessDenied', { call: 5 });
const recommender = connect({ client, quota: { perSecond: Infinity } });

let startingToken: string | undefined;
let count = 0;
for (let done = false; !done;) {
  try {
    await recommender.steps$('my-job', { pageSize: 8, startingToken }).forEach(page => {
      count += page.steps.length;
      startingToken = page.resumeToken;
    });
    done = true;
  } catch (error) {
    if (!(error instanceof StepstreamError) || error.resumeToken === undefined) throw error;
    console.log(`${error.code} after ${count} steps; going on from there`);
    startingToken = error.resumeToken;
  }
}
console.log(`${count} steps, each once`); // 35
await recommender.close();
