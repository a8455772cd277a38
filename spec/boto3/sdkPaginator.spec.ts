import {
  ListInferenceRecommendationsJobStepsCommand,
  paginateListInferenceRecommendationsJobSteps,
  type ListInferenceRecommendationsJobStepsCommandInput,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { expect } from 'chai';
import { startSimulator, type SimulatedCall, type Simulator } from '../../src/testing/index.js';
import { clientOf } from '../support/simulated.js';
import { LIST_STEPS, rejection } from '../testing/support.js';
import { numbered, numbers, SIZE } from './numbered.js';

const JOB = 'known-behaviours';

/** What docs/paging.md claims of the paginator of the SDK for JavaScript. */
describe('paging: what the paginator of the SDK for JavaScript is known to do', () => {
  let simulator: Simulator;
  let client: SageMakerClient;
  let calls: SimulatedCall[] = [];

  before(async () => {
    simulator = await startSimulator({
      speed: 0,
      jobs: [{ name: JOB, steps: numbered(SIZE) }],
      onCall: call => calls.push(call),
    });
    client = clientOf(simulator);
  });
  after(async () => {
    client.destroy();
    await simulator.close();
  });
  beforeEach(() => {
    calls = [];
    simulator.clearFaults();
  });

  type Settings = Partial<Parameters<typeof paginateListInferenceRecommendationsJobSteps>[0]>;

  /** The steps of each page, at most `most` pages. */
  async function pagesOf(
    settings: Settings = {},
    input: ListInferenceRecommendationsJobStepsCommandInput = { JobName: JOB },
    most = Infinity,
  ): Promise<unknown[][]> {
    const pages: unknown[][] = [];
    for await (const page of paginateListInferenceRecommendationsJobSteps(
      { client, pageSize: 10, ...settings },
      input,
    )) {
      pages.push(page.Steps ?? []);
      if (pages.length >= most) break;
    }
    return pages;
  }

  it('writes into the input, and gives only the last page the second time', async () => {
    const input: ListInferenceRecommendationsJobStepsCommandInput = { JobName: JOB };
    expect(numbers((await pagesOf({}, input)).flat())).to.equal('0-34');
    expect(input).to.include.keys('NextToken', 'MaxResults');
    expect(numbers((await pagesOf({}, input)).flat())).to.equal('30-34');
  });

  it('fetches a page when it is asked', async () => {
    await pagesOf({}, { JobName: JOB }, 2);
    expect(calls).to.have.length(2);
  });

  it("goes on from AWS's own token, which may be of another page size", async () => {
    const { NextToken } = await client.send(
      new ListInferenceRecommendationsJobStepsCommand({ JobName: JOB, MaxResults: 15 }),
    );
    const pages = await pagesOf({ startingToken: NextToken!, pageSize: 3 });
    expect(numbers(pages.flat())).to.equal('15-34');
  });

  it('follows a repeated token for ever, or ends without an error where it is told to stop', async () => {
    simulator.fault('repeatedToken', { operation: LIST_STEPS, call: 2 });
    expect(await pagesOf({}, { JobName: JOB }, 100)).to.have.length(100);
    const stopped = await pagesOf({ stopOnSameToken: true }, { JobName: JOB }, 100);
    expect(stopped.length).to.be.below(5);
  });

  it('follows a cycle and empty pages for ever, stopOnSameToken or not', async () => {
    simulator.fault({ kind: 'tokenCycle', length: 3 }, { operation: LIST_STEPS, call: 2 });
    expect(await pagesOf({ stopOnSameToken: true }, { JobName: JOB }, 100)).to.have.length(100);
    simulator.clearFaults();
    simulator.fault('emptyPage', { operation: LIST_STEPS, times: 1_000 });
    expect(await pagesOf({ stopOnSameToken: true }, { JobName: JOB }, 100)).to.have.length(100);
  });

  it("sends a page size of 500 and names that can't be as they are", async () => {
    await rejection(pagesOf({ pageSize: 500 }));
    await rejection(pagesOf({}, { JobName: '' }));
    await rejection(pagesOf({}, { JobName: 'no_such_name' }));
    expect(calls.map(call => call.input)).to.deep.equal([
      { JobName: JOB, MaxResults: 500 },
      { JobName: '', MaxResults: 10 },
      { JobName: 'no_such_name', MaxResults: 10 },
    ]);
  });

  it('throws for a client that is none of its own class', async () => {
    const other = { send: () => Promise.resolve({}) } as unknown as SageMakerClient;
    expect((await rejection(pagesOf({ client: other }))).message).to.contain('Invalid client');
  });

  it('loses the page where one time in it is malformed', async () => {
    simulator.fault('badTimestamp', { call: 2 });
    const pages: unknown[] = [];
    const error = await rejection(
      (async () => {
        for await (const page of paginateListInferenceRecommendationsJobSteps(
          { client, pageSize: 10 },
          { JobName: JOB },
        ))
          pages.push(page);
      })(),
    );
    expect([pages.length, error.name]).to.deep.equal([1, 'TypeError']);
  });
});
