import { expect } from 'chai';
import { CHILD_LIMIT_MS } from '../support/child.js';
import { demoJob, startSimulator, type Simulator } from '../../src/testing/index.js';
import { skip } from '../support/skip.js';
import { runTool } from './runTool.js';

const JOB = 'text-classifier-benchmark';

/** All calls in one process, as starting Python takes long: prints their results as JSON. */
const SCRIPT = String.raw`
import json, sys
try:
    import boto3
    from botocore.config import Config
    from botocore.exceptions import ClientError
except ModuleNotFoundError:
    sys.exit(77)
from datetime import datetime, timedelta, timezone

endpoint, job = sys.argv[1], sys.argv[2]
client = boto3.client('sagemaker', endpoint_url=endpoint)
saw = {}

def error(name, call):
    try:
        call()
        saw[name] = None
    except ClientError as e:
        saw[name] = [e.response['Error']['Code'], e.response['Error']['Message'], e.response['ResponseMetadata']['HTTPStatusCode'], e.operation_name]

def steps(**args):
    return client.list_inference_recommendations_job_steps(JobName=job, **args)

pages = list(client.get_paginator('list_inference_recommendations_job_steps').paginate(JobName=job, PaginationConfig={'PageSize': 8}))
whole = [s for p in pages for s in p['Steps']]
saw['pages'] = [len(p['Steps']) for p in pages]
saw['whole'] = whole == steps(MaxResults=100)['Steps'] == steps()['Steps']
saw['status'] = {s: [x['Status'] for x in steps(Status=s)['Steps']] for s in ('COMPLETED', 'FAILED', 'STOPPED')}
first = whole[0]['InferenceBenchmark']
saw['types'] = [type(first['InvocationStartTime']).__name__, type(first['Metrics']['CostPerHour']).__name__, type(first['Metrics']['MaxInvocations']).__name__]
saw['nan'] = sum(1 for s in whole if str(s['InferenceBenchmark'].get('Metrics', {}).get('CpuUtilization')).lower() == 'nan')
saw['requestId'] = len(steps(MaxResults=1)['ResponseMetadata']['RequestId'])

described = client.describe_inference_recommendations_job(JobName=job)
saw['described'] = [described['Status'], len(described['InferenceRecommendations']), described['JobArn']]

jobs = client.get_paginator('list_inference_recommendations_jobs')
def names(**args):
    return [j['JobName'] for p in jobs.paginate(PaginationConfig={'PageSize': 2}, **args) for j in p['InferenceRecommendationsJobs']]
saw['newest'] = names()
saw['byName'] = names(SortBy='Name', SortOrder='Ascending')
saw['running'] = names(StatusEquals='IN_PROGRESS')
saw['contains'] = names(NameContains='old')
saw['recent'] = names(CreationTimeAfter=described['CreationTime'] - timedelta(seconds=1))
saw['later'] = names(CreationTimeAfter=described['CreationTime'] + timedelta(days=3650))

created = client.create_inference_recommendations_job(JobName='created', JobType='Default', RoleArn='arn:aws:iam::123456789012:role/Tester', InputConfig={'ModelName': 'resnet'})
saw['created'] = created['JobArn']
saw['stopped'] = client.stop_inference_recommendations_job(JobName='created')['ResponseMetadata']['HTTPStatusCode']
saw['stopping'] = client.describe_inference_recommendations_job(JobName='created')['Status']

token = steps(MaxResults=8)['NextToken']
error('unknown', lambda: client.describe_inference_recommendations_job(JobName='no-such-job'))
error('badName', lambda: client.describe_inference_recommendations_job(JobName='no_such_job'))
error('tooMany', lambda: steps(MaxResults=101))
error('badStatus', lambda: steps(Status='DONE'))
error('badToken', lambda: steps(NextToken='made-up'))
error('otherFilter', lambda: steps(NextToken=token, Status='FAILED'))
error('taken', lambda: client.create_inference_recommendations_job(JobName='created', JobType='Default', RoleArn='arn:aws:iam::123456789012:role/Tester', InputConfig={'ModelName': 'resnet'}))
error('throttled', lambda: client.list_inference_recommendations_job_steps(JobName='old-3'))
retrying = boto3.client('sagemaker', endpoint_url=endpoint, config=Config(retries={'total_max_attempts': 2, 'mode': 'standard'}))
saw['retried'] = retrying.describe_inference_recommendations_job(JobName='old-2')['ResponseMetadata']['RetryAttempts']
print(json.dumps(saw))
`;

describe('testing: boto3 in front of the simulator', function () {
  this.timeout(CHILD_LIMIT_MS);
  let simulator: Simulator;
  let saw: Readonly<Record<string, unknown>>;

  before(async function () {
    const old = ['old-1', 'old-2', 'old-3'].map((name, index) => ({
      name,
      steps: 2,
      startedAt: Date.UTC(2025, 11, 24 - index),
    }));
    const startedAt = Date.UTC(2026, 0, 15, 8, 30);
    simulator = await startSimulator({
      speed: 0,
      jobs: [...old, demoJob(), { name: 'live', startedAt, steps: 30 }],
    });
    simulator.fault('throttle', { jobName: 'old-2' });
    simulator.fault('throttle', { jobName: 'old-3' });
    const result = await runTool('python3', ['-', simulator.endpoint, JOB], { stdin: SCRIPT });
    if (result.missing) skip(this, 'python3 with boto3 is not installed');
    expect(result.code, result.stderr).to.equal(0);
    saw = JSON.parse(result.stdout) as typeof saw;
  });
  after(() => simulator.close());

  it('pages through the steps', () => {
    expect(saw['pages']).to.deep.equal([8, 8, 8, 8, 8]);
    expect(saw['whole']).to.equal(true);
    expect(saw['requestId']).to.equal(36);
  });

  it('filters the steps, and parses times and numbers', () => {
    const byStatus = saw['status'] as Record<string, string[]>;
    expect(byStatus['COMPLETED']).to.deep.equal(Array.from({ length: 34 }, () => 'COMPLETED'));
    expect(byStatus['FAILED']).to.have.length(6);
    expect(byStatus['STOPPED']).to.deep.equal([]);
    expect(saw['types']).to.deep.equal(['datetime', 'float', 'int']);
    expect(saw['nan']).to.equal(7);
  });

  it('describes, creates and stops', () => {
    expect(saw['described']).to.deep.equal([
      'COMPLETED',
      10,
      `arn:aws:sagemaker:us-east-1:123456789012:inference-recommendations-job/${JOB}`,
    ]);
    expect(saw['created']).to.match(/\/created$/);
    expect([saw['stopped'], saw['stopping']]).to.deep.equal([200, 'STOPPING']);
  });

  it('lists, filters and sorts the jobs', () => {
    expect(saw['newest']).to.deep.equal(['live', JOB, 'old-1', 'old-2', 'old-3']);
    expect(saw['byName']).to.deep.equal(['live', 'old-1', 'old-2', 'old-3', JOB]);
    expect(saw['running']).to.deep.equal(['live']);
    expect(saw['contains']).to.deep.equal(['old-1', 'old-2', 'old-3']);
    expect(saw['recent']).to.deep.equal(['live', JOB]);
    expect(saw['later']).to.deep.equal([]);
  });

  const errors: [string, string, RegExp, string][] = [
    ['unknown', 'ResourceNotFound', /'no-such-job'/, 'DescribeInferenceRecommendationsJob'],
    ['badName', 'ValidationException', /at 'jobName' failed/, 'DescribeInferenceRecommendationsJob'],
    ['tooMany', 'ValidationException', /'101' at 'maxResults'/, 'ListInferenceRecommendationsJobSteps'],
    ['badStatus', 'ValidationException', /'DONE' at 'status'/, 'ListInferenceRecommendationsJobSteps'],
    ['badToken', 'ValidationException', /NextToken/, 'ListInferenceRecommendationsJobSteps'],
    ['otherFilter', 'ValidationException', /another request/, 'ListInferenceRecommendationsJobSteps'],
    ['taken', 'ResourceInUse', /already exists/, 'CreateInferenceRecommendationsJob'],
    ['throttled', 'ThrottlingException', /^Rate exceeded$/, 'ListInferenceRecommendationsJobSteps'],
  ];
  for (const [name, code, message, operation] of errors) {
    it(`gets ${code} as a ClientError: ${name}`, () => {
      const [gotCode, gotMessage, status, gotOperation] = saw[name] as [string, string, number, string];
      expect([gotCode, status, gotOperation]).to.deep.equal([code, 400, operation]);
      expect(gotMessage).to.match(message);
    });
  }

  it('retries a throttle by itself', () => {
    expect(saw['retried']).to.equal(1);
  });
});
