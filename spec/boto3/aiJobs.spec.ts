import type { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { expect } from 'chai';
import { CHILD_LIMIT_MS } from '../support/child.js';
import { startSimulator, type Simulator } from '../../src/testing/index.js';
import { clientOf } from '../support/simulated.js';
import { skip } from '../support/skip.js';
import { runs } from '../support/runs.js';
import { AI_CASES, CASE_JOBS } from './aiCases.js';
import { compareLists, drawAiJobs, drawListing, wholeList } from './aiLists.js';
import { startBoto, type BotoProcess } from './botoProcess.js';

/** Number of drawn listings. */
const COUNT = runs(12, 400);

describe('clients of AWS in front of the AI jobs', function () {
  this.timeout(CHILD_LIMIT_MS);
  let simulator: Simulator;
  let client: SageMakerClient;
  let boto: BotoProcess | undefined;

  before(async () => {
    const jobs = [{ name: 'classic', steps: [{ instanceType: 'ml.c5.xlarge' }] }];
    simulator = await startSimulator({ speed: 0, jobs, aiJobs: CASE_JOBS });
    client = clientOf(simulator);
    boto = await startBoto(simulator.endpoint);
  });
  after(async () => {
    await boto?.close();
    client.destroy();
    await simulator.close();
  });
  const pythonOf = (context: Mocha.Context): BotoProcess =>
    boto ?? skip(context, 'python3 with boto3 is not installed');

  for (const { what, given, js, boto: asked } of AI_CASES) {
    const said = (value: unknown): string => (value === undefined ? 'undefined' : JSON.stringify(value));
    const title = [
      ...(js === undefined ? [] : [`JS ${said(js[1])}`]),
      ...(asked === undefined ? [] : [`boto3 ${said(asked[2])}`]),
    ].join(', ');
    it(`${what}: ${title}`, async function () {
      const set = (): void => {
        simulator.clearFaults();
        simulator.behave({});
        given?.(simulator);
      };
      set();
      if (js !== undefined) expect(await js[0](client), 'JS').deep.equal(js[1]);
      set();
      if (asked === undefined) return;
      expect(asked[1](await pythonOf(this).ask(asked[0])), 'boto3').deep.equal(asked[2]);
    });
  }

  it(`${String(COUNT)} random listings: a plain model, the JS SDK and boto3 have the same pages, and go on from each other's tokens`, async function () {
    const python = pythonOf(this);
    simulator.clearFaults();
    simulator.behave({});
    for (const job of drawAiJobs(7, simulator.now())) simulator.addAiJob(job);
    const whole = {
      Recommendation: await wholeList('Recommendation', client),
      Benchmark: await wholeList('Benchmark', client),
    };
    const seen: { pages: number; jobs: number }[] = [];
    for (let seed = 1; seed <= COUNT; seed += 1) {
      const listing = drawListing(seed, simulator.now());
      try {
        seen.push(await compareLists(listing, whole[listing.kind], client, python));
      } catch (error) {
        console.log(`\nlisting ${String(seed)}: ${JSON.stringify(listing)}`);
        throw error;
      }
    }
    expect(seen.filter(({ pages }) => pages > 1).length, 'several pages').at.least(COUNT / 4);
    expect(seen.filter(({ jobs }) => jobs === 0).length, 'empty lists').at.most(COUNT / 2);
  });
});
