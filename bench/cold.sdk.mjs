// Drains a job once with the SDK's paginator, and prints the CPU of this whole process in milliseconds.
import { paginateListInferenceRecommendationsJobSteps, SageMakerClient } from '@aws-sdk/client-sagemaker';

const client = new SageMakerClient({
  endpoint: process.argv[2],
  region: 'us-east-1',
  credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
});
let count = 0;
const pages = paginateListInferenceRecommendationsJobSteps({ client, pageSize: 100 }, { JobName: 'job' });
for await (const page of pages) count += page.Steps.length;
if (count !== 50_000) throw new Error(`got ${count} steps`);
const { user, system } = process.cpuUsage();
console.log((user + system) / 1000);
