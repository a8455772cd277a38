// Drains a job once with the SDK's paginator, and prints the CPU of this process in
// milliseconds: of the drain, and of everything, the start and the loading of modules included.
import { paginateListInferenceRecommendationsJobSteps, SageMakerClient } from '@aws-sdk/client-sagemaker';

const loaded = process.cpuUsage();
const client = new SageMakerClient({
  endpoint: process.argv[2],
  region: 'us-east-1',
  credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
});
let count = 0;
const pages = paginateListInferenceRecommendationsJobSteps({ client, pageSize: 100 }, { JobName: 'job' });
for await (const page of pages) count += page.Steps.length;
if (count !== 50_000) throw new Error(`got ${count} steps`);
const ms = ({ user, system }) => (user + system) / 1000;
console.log(ms(process.cpuUsage(loaded)), ms(process.cpuUsage()));
