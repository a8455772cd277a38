// Drains a job once with the built package, and prints the CPU of this process in
// milliseconds: of the drain, and of everything, the start and the loading of modules included.
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { connect, decodeSteps } from '../dist/index.js';

const loaded = process.cpuUsage();
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
const ms = ({ user, system }) => (user + system) / 1000;
console.log(ms(process.cpuUsage(loaded)), ms(process.cpuUsage()));
