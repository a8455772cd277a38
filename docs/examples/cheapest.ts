// Lists a job over the real AWS SDK and HTTP, against the simulator, and prints the cheapest instance that
// answers within a given time, and what failed. `npx tsx docs/examples/cheapest.ts`
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { filter, lastValueFrom, share, toArray } from 'rxjs';
import { bestByCost, connect, decodeSteps, failedOnly } from 'stepstream';
import { demoJob, startSimulator } from 'stepstream/testing';

const MOST_MS = 10;

const simulator = await startSimulator({ jobs: [demoJob({ name: 'my-job' })] });
const client = new SageMakerClient({
  endpoint: simulator.endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
  maxAttempts: 1,
});
// On AWS: connect({ region: 'eu-west-1' }), and neither simulator nor client.
const recommender = connect({ client });

// Two answers of one listing: `share` makes one subscription of both.
const steps$ = recommender.steps$('my-job', { pageSize: 20 }).pipe(decodeSteps(), share());
const quick$ = steps$.pipe(
  filter(step => (step.InferenceBenchmark?.Metrics?.ModelLatency ?? Infinity) <= MOST_MS),
  bestByCost(),
);
const [best, failed] = await Promise.all([
  lastValueFrom(quick$, { defaultValue: undefined }),
  lastValueFrom(steps$.pipe(failedOnly(), toArray()), { defaultValue: [] }),
]);

const benchmark = best?.InferenceBenchmark;
console.log(benchmark?.EndpointConfiguration?.InstanceType ?? 'none', benchmark?.Metrics?.CostPerInference);
for (const step of failed) console.log('failed:', step.InferenceBenchmark?.FailureReason);

await recommender.close();
client.destroy();
await simulator.close();
