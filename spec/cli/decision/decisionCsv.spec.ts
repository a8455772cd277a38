import { expect } from 'chai';
import { decisionCsv } from '../../../src/cli/decision/decisionCsv.js';
import { priced } from '../../support/steps.js';
import { parseCsv } from '../support/parseCsv.js';
import { decide } from './decisions.js';

describe('decisionCsv', () => {
  it('has instances or concurrency, whichever a step needs, and says what was compiled', async () => {
    const endpoint = { EndpointName: 'e', VariantName: 'v' };
    const metrics = { CostPerInference: 1e-6, MaxInvocations: 1_113 };
    const three = priced(
      'three',
      { ...metrics, CostPerHour: 0.69 },
      {
        EndpointConfiguration: { ...endpoint, InstanceType: 'ml.c5d.xlarge', InitialInstanceCount: 3 },
        ModelConfiguration: { CompilationJobName: 'c' },
      },
    );
    const ServerlessConfig = { MemorySizeInMB: 1024, MaxConcurrency: 10 };
    const serverless = priced('s', metrics, { EndpointConfiguration: { ...endpoint, ServerlessConfig } });
    const rows = parseCsv(decisionCsv(await decide([three, serverless], { traffic: 1_200 })));
    expect(rows).length(2);
    expect(rows.find(row => row['InstanceType'] !== '')).include({
      ...{ Instances: '4', Concurrency: '', InitialInstanceCount: '3', Compiled: 'true' },
    });
    expect(rows.find(row => row['InstanceType'] === '')).include({
      ...{ Instances: '', Concurrency: '20', InitialInstanceCount: '', Compiled: 'false' },
    });
  });
});
