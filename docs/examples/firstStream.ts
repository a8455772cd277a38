// The README's first stream: `npx tsx docs/examples/firstStream.ts`
import { bestByCost, connect } from 'stepstream';
import { demoJob, fakeRecommender } from 'stepstream/testing';

// On AWS: connect({ region: 'eu-west-1' })
const client = fakeRecommender({ jobs: [demoJob({ name: 'image-classifier' })] });
const recommender = connect({ client });

await recommender
  .steps$('image-classifier', { pageSize: 20 })
  .pipe(bestByCost())
  .forEach(({ InferenceBenchmark: { EndpointConfiguration, Metrics } = {} }) => {
    console.log(EndpointConfiguration?.InstanceType, Metrics?.CostPerInference);
  });
