import { expect } from 'chai';
import { startSimulator, type Simulator } from '../../src/testing/index.js';
import { CREATE, DESCRIBE, LIST_JOBS, LIST_STEPS, post, STOP, type RawResponse } from './support.js';

const creation = {
  JobName: 'fresh',
  JobType: 'Default',
  RoleArn: 'arn:aws:iam::123456789012:role/Tester',
  InputConfig: { ModelName: 'resnet' },
};

/** A UUID of version 4, as AWS's request ids are. */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** Errors of the service model. */
const MODELLED = new Set(['ResourceNotFound', 'ResourceInUse', 'ResourceLimitExceeded']);

/** The error of a response, in the one form that its kind has by default. */
function errorIn({ headers, json = {} }: RawResponse): { readonly type: string; readonly message: string } {
  const errorType = headers['x-amzn-errortype'];
  const textOf = (member: unknown): string => (typeof member === 'string' ? member : '');
  expect(headers['x-amzn-requestid']).to.match(UUID);
  const [, namespace, type = ''] = /^(?:(.+)#)?(\w+)$/.exec(textOf(json['__type'])) ?? [];
  if (MODELLED.has(type)) {
    expect(json).to.have.all.keys('__type', 'Message');
    expect(namespace).to.equal('com.amazonaws.sagemaker');
    expect(errorType).to.match(new RegExp(`^${type}:http`));
    return { type, message: textOf(json['Message']) };
  }
  expect(json).not.to.have.property('Message');
  expect([namespace, errorType]).to.deep.equal([undefined, undefined]);
  return { type, message: textOf(json['message']) };
}

describe('testing: requests over HTTP', () => {
  let simulator: Simulator;
  beforeEach(async () => {
    simulator = await startSimulator({
      speed: 0,
      maxRunningJobs: 2,
      jobs: [
        { name: 'job', steps: 3 },
        { name: 'running', live: true },
      ],
    });
  });
  afterEach(() => simulator.close());

  const refusals: [string, string, object | string, string, RegExp][] = [
    ['a bad name', LIST_STEPS, { JobName: 'no_such' }, 'ValidationException', /'jobName'/],
    ['MaxResults 0', LIST_STEPS, { JobName: 'job', MaxResults: 0 }, 'ValidationException', /'maxResults'/],
    [
      'MaxResults 101',
      LIST_STEPS,
      { JobName: 'job', MaxResults: 101 },
      'ValidationException',
      /'maxResults'/,
    ],
    ['an unknown status', LIST_STEPS, { JobName: 'job', Status: 'DONE' }, 'ValidationException', /'status'/],
    [
      'an unknown step type',
      LIST_STEPS,
      { JobName: 'job', StepType: 'X' },
      'ValidationException',
      /'stepType'/,
    ],
    ['no name', DESCRIBE, {}, 'ValidationException', /Value null at 'jobName'/],
    ['a bad token', LIST_JOBS, { NextToken: 'x' }, 'ValidationException', /NextToken/],
    ['a bad order', LIST_JOBS, { SortOrder: 'Up' }, 'ValidationException', /'sortOrder'/],
    ['an unknown job', LIST_STEPS, { JobName: 'none' }, 'ResourceNotFound', /'none'/],
    ['an unknown job to describe', DESCRIBE, { JobName: 'none' }, 'ResourceNotFound', /'none'/],
    ['an unknown job to stop', STOP, { JobName: 'none' }, 'ResourceNotFound', /'none'/],
    ['a job that has ended to stop', STOP, { JobName: 'job' }, 'ValidationException', /COMPLETED/],
    ['a body that is no JSON', LIST_STEPS, '{"JobName":', 'SerializationException', /JSON/],
    ['a body that is no object', LIST_STEPS, '[]', 'SerializationException', /LIST_VALUE/],
    ['a number as a name', LIST_STEPS, { JobName: 7 }, 'SerializationException', /NUMBER_VALUE/],
    ['an unknown operation', 'ListModels', {}, 'UnknownOperationException', /^$/],
    ['a name that is taken', CREATE, { ...creation, JobName: 'job' }, 'ResourceInUse', /'job'/],
    [
      'a bad role',
      CREATE,
      { ...creation, RoleArn: 'somebody-or-other-1' },
      'ValidationException',
      /'roleArn'/,
    ],
    ['a job without a model', CREATE, { ...creation, InputConfig: {} }, 'ValidationException', /ModelName/],
    [
      'an advanced job of nothing',
      CREATE,
      { ...creation, JobType: 'Advanced' },
      'ValidationException',
      /EndpointConf/,
    ],
    [
      'ml.t2',
      CREATE,
      {
        ...creation,
        InputConfig: { ModelName: 'm', EndpointConfigurations: [{ InstanceType: 'ml.t2.medium' }] },
      },
      'ValidationException',
      /ml\.t2\.medium is not supported/,
    ],
  ];
  for (const [what, operation, body, type, message] of refusals) {
    it(`refuses ${what} with ${type}`, async () => {
      const response = await post(simulator.endpoint, operation, body);
      expect(response.status).to.equal(400);
      expect(errorIn(response)).property('type', type);
      expect(errorIn(response).message).to.match(message);
    });
  }

  it('answers with the headers that AWS sends', async () => {
    const before = Date.now();
    const { status, headers, text } = await post(simulator.endpoint, LIST_STEPS, { JobName: 'job' });
    expect(status).to.equal(200);
    expect(headers['content-type']).to.equal('application/x-amz-json-1.1');
    expect(headers['x-amzn-requestid']).to.match(UUID);
    expect(Number(headers['content-length'])).to.equal(Buffer.byteLength(text));
    // In whole seconds.
    expect(Date.parse(String(headers['date']))).to.be.within(before - 1_000, Date.now());
  });

  it('creates a job, runs it on its clock, and stops it', async () => {
    const { json, status } = await post(simulator.endpoint, CREATE, creation);
    expect(status).to.equal(200);
    expect(json?.['JobArn']).to.match(/inference-recommendations-job\/fresh$/);
    const described = async (): Promise<unknown> =>
      (await post(simulator.endpoint, DESCRIBE, { JobName: 'fresh' })).json?.['Status'];
    expect(await described()).to.equal('PENDING');
    simulator.advance(600_000);
    expect(await described()).to.equal('IN_PROGRESS');
    const stopped = await post(simulator.endpoint, STOP, { JobName: 'fresh' });
    expect([stopped.status, stopped.text]).to.deep.equal([200, '']);
    expect(await described()).to.equal('STOPPING');
    expect((await post(simulator.endpoint, STOP, { JobName: 'fresh' })).status).to.equal(200);
    simulator.advance(60_000);
    expect(await described()).to.equal('STOPPED');
  });

  it('refuses a job above maxRunningJobs with ResourceLimitExceeded, until one has ended', async () => {
    expect((await post(simulator.endpoint, CREATE, creation)).status).to.equal(200);
    const second = { ...creation, JobName: 'second' };
    const refused = await post(simulator.endpoint, CREATE, second);
    expect(errorIn(refused)).property('type', 'ResourceLimitExceeded');
    simulator.advance(24 * 3_600_000);
    expect((await post(simulator.endpoint, CREATE, second)).status).to.equal(200);
  });

  it('serves its operations to POST requests alone', async () => {
    const response = await fetch(simulator.endpoint);
    expect(response.status).to.equal(400);
    expect(await response.json()).to.deep.equal({ __type: 'UnknownOperationException' });
  });
});
