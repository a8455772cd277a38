// Lists a job once with the SDK's paginator: node cold.sdk.mjs ENDPOINT STEPS. Prints the CPU of this process in
// milliseconds: from the first call on, and of everything, the start and the loading of modules included.
import { paginateListInferenceRecommendationsJobSteps } from '@aws-sdk/client-sagemaker';
import { client } from './client.mjs';

const [, , endpoint, steps = '50000'] = process.argv;
const loaded = process.cpuUsage();
let count = 0;
const pages = paginateListInferenceRecommendationsJobSteps(
  { client: client(endpoint), pageSize: 100 },
  { JobName: 'job' },
);
for await (const page of pages) count += page.Steps.length;
if (count !== Number(steps)) throw new Error(`got ${count} steps`);
const ms = ({ user, system }) => (user + system) / 1000;
console.log(ms(process.cpuUsage(loaded)), ms(process.cpuUsage()));
