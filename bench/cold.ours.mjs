// Drains a job once with the built package, and prints the CPU of this whole process in milliseconds.
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { connect, decodeSteps } from '../dist/index.js';

const client = new SageMakerClient({
  endpoint: process.argv[2],
  region: 'us-east-1',
  credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  maxAttempts: 1,
});
const recommender = connect({ client, quota: { perSecond: Infinity } });
let count = 0;
await recommender
  .steps$('job')
  .pipe(decodeSteps())
  .forEach(() => {
    count += 1;
  });
if (count !== 50_000) throw new Error(`got ${count} steps`);
const { user, system } = process.cpuUsage();
console.log((user + system) / 1000);
