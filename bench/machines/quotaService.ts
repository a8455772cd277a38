import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** One call, as the service saw it. */
export interface Arrival {
  /** Milliseconds by the monotonic clock. */
  readonly at: number;
  /** The process that made it: the part of the job's name before the first `-`. */
  readonly process: string;
  readonly served: boolean;
}

/** A service with a token bucket that counts. */
export interface QuotaService {
  readonly endpoint: string;
  readonly arrivals: readonly Arrival[];
  readonly close: () => Promise<void>;
}

const LATENCY_MS = 20;
/** Pages of each job. */
export const PAGES = 4;

interface Input {
  readonly JobName: string;
  readonly NextToken?: string;
}

/** Starts the service on a free port of this machine. */
export async function startQuotaService(perSecond: number, burst: number): Promise<QuotaService> {
  const arrivals: Arrival[] = [];
  let level = burst;
  let filledAt = performance.now();

  const isServed = (now: number): boolean => {
    level = Math.min(burst, level + ((now - filledAt) * perSecond) / 1000);
    filledAt = now;
    if (level < 1) return false;
    level -= 1;
    return true;
  };

  const reply = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const input = JSON.parse(Buffer.concat(chunks).toString()) as Input;
    await sleep(LATENCY_MS / 2);
    const at = performance.now();
    const served = isServed(at);
    arrivals.push({ at, process: input.JobName.split('-')[0] ?? '', served });
    await sleep(LATENCY_MS / 2);
    const body = served
      ? answer(request, input)
      : { __type: 'ThrottlingException', message: 'Rate exceeded' };
    response.writeHead(served ? 200 : 400).end(JSON.stringify(body));
  };

  const server = createServer((request, response) => void reply(request, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    endpoint: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    arrivals,
    close: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

function answer({ headers }: IncomingMessage, { JobName, NextToken = '1' }: Input): object {
  if (!String(headers['x-amz-target']).endsWith('Steps')) return describe(JobName);
  const page = Number(NextToken);
  const step = {
    JobArn: `arn:aws:sagemaker:eu-west-1:111122223333:inference-recommendations-job/${JobName}`,
    JobName,
    Status: 'COMPLETED',
    StepType: 'BENCHMARK',
    InferenceBenchmark: { ModelConfiguration: {} },
  };
  return { Steps: [step], ...(page < PAGES && { NextToken: String(page + 1) }) };
}

const describe = (JobName: string): object => ({
  JobName,
  JobType: 'Advanced',
  JobArn: `arn:aws:sagemaker:eu-west-1:111122223333:inference-recommendations-job/${JobName}`,
  RoleArn: 'arn:aws:iam::111122223333:role/bench',
  Status: 'COMPLETED',
  CreationTime: 1_700_000_000,
  LastModifiedTime: 1_700_000_000,
  InputConfig: {},
});
