// Lists a job under a quota, says so, and has nothing more to do: node exit.mjs ENDPOINT close|idle
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { connect } from '../dist/index.js';

const [, , endpoint, how] = process.argv;
const client = new SageMakerClient({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  maxAttempts: 1,
});
const recommender = connect({ client, quota: { perSecond: 20, burst: 2 } });
await recommender.steps$('job', { pageSize: 20 }).forEach(() => undefined);
if (how === 'close') await recommender.close();
console.log('done');
