import http from 'node:http';
import {
  paginateListInferenceRecommendationsJobSteps,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { lastValueFrom, reduce } from 'rxjs';
import { connect, decodeSteps, type ConnectOptions, type Recommender } from 'stepstream';
import { client, credentials } from './client.mjs';

export { client };

/** stepstream on a client of its own. */
export function ours(endpoint: string, options: Omit<ConnectOptions, 'client'> = {}): Recommender {
  return connect({ client: client(endpoint, { maxAttempts: 1 }), ...options });
}

/** stepstream on the client that it makes itself, which finds its credentials in the environment. */
export function ownClientOurs(endpoint: string, options: Omit<ConnectOptions, 'client'> = {}): Recommender {
  process.env['AWS_ACCESS_KEY_ID'] = credentials.accessKeyId;
  process.env['AWS_SECRET_ACCESS_KEY'] = credentials.secretAccessKey;
  return connect({ endpoint, region: 'us-east-1', ...options });
}

/** Lists a job whole with stepstream, each step decoded; answers how many. */
export function drainOurs(recommender: Recommender, jobName: string, pageSize = 100): Promise<number> {
  const count$ = recommender.steps$(jobName, { pageSize }).pipe(
    decodeSteps(),
    reduce(count => count + 1, 0),
  );
  return lastValueFrom(count$);
}

/** Lists a job whole with the SDK's paginator, which checks nothing; answers how many. */
export async function drainSdk(sdk: SageMakerClient, jobName: string, pageSize = 100): Promise<number> {
  const pages = paginateListInferenceRecommendationsJobSteps({ client: sdk, pageSize }, { JobName: jobName });
  let count = 0;
  for await (const page of pages) count += page.Steps?.length ?? 0;
  return count;
}

/** Lists a job whole with nothing but http and JSON.parse: what can't be undercut. */
export async function drainBare(endpoint: string, jobName: string, agent: http.Agent): Promise<number> {
  let count = 0;
  let token: string | undefined;
  do {
    const page = await bareCall(endpoint, { JobName: jobName, MaxResults: 100, NextToken: token }, agent);
    count += page.Steps.length;
    token = page.NextToken;
  } while (token !== undefined);
  return count;
}

interface Page {
  readonly Steps: readonly unknown[];
  readonly NextToken?: string;
}

function bareCall(endpoint: string, input: object, agent: http.Agent): Promise<Page> {
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'SageMaker.ListInferenceRecommendationsJobSteps',
  };
  return new Promise((resolve, reject) => {
    const request = http.request(endpoint, { method: 'POST', headers, agent }, response => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve(JSON.parse(Buffer.concat(chunks).toString()) as Page);
      });
    });
    request.on('error', reject);
    request.end(JSON.stringify(input));
  });
}
