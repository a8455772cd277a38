// A gateway with the page, as a process of its own that can be killed: `gatewayProgram.ts ENDPOINT`. It listens
// on the port that it is told on its standard input.
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { once } from 'node:events';
import { createGateway, pageFiles } from '../../../src/gateway/index.js';
import { connect } from '../../../src/recommender.js';

const [endpoint = ''] = process.argv.slice(2);
const client = new SageMakerClient({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'spec', secretAccessKey: 'spec' },
  maxAttempts: 1,
});
const recommender = connect({ client, quota: { perSecond: Infinity } });
const gateway = createGateway({
  recommender: {
    shared$: jobName => recommender.shared$(jobName, { minIntervalMs: 40, maxIntervalMs: 40 }),
    jobs$: filters => recommender.jobs$(filters),
  },
  files: await pageFiles(),
});
const [port] = (await once(process.stdin, 'data')) as [Buffer];
const { url } = await gateway.listen({ port: Number(port) });
process.stdout.write(`${url}\n`);
