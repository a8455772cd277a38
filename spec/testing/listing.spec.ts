import { expect } from 'chai';
import fc from 'fast-check';
import { fakeRecommender, type FakeRecommender, type JobScript } from '../../src/testing/index.js';
import { Service } from '../../src/testing/service.js';
import { LIST_JOBS, LIST_STEPS } from './support.js';

const T0 = Date.UTC(2026, 0, 15, 9);

type Item = Readonly<Record<string, unknown>>;
interface Listed {
  readonly Steps?: readonly Item[];
  readonly InferenceRecommendationsJobs?: readonly Item[];
  readonly NextToken?: string;
}

function call(service: Service, operation: string, input: object): Listed {
  const reply = service.call({ operation, input });
  if (reply.kind === 'answer') return reply.wire;
  throw reply.kind === 'refusal' ? reply.error : new Error(reply.kind);
}

/** The whole listing, page by page; no page but the last may be short, none but an empty listing empty. */
function drain(service: Service, operation: string, input: object, MaxResults?: number): Item[] {
  const items: Item[] = [];
  let NextToken: string | undefined;
  do {
    const page = call(service, operation, { ...input, MaxResults, NextToken });
    const got = page.Steps ?? page.InferenceRecommendationsJobs ?? [];
    if (page.NextToken !== undefined) expect(got).to.have.length(MaxResults ?? 100);
    else if (items.length > 0) expect(got).not.to.have.length(0);
    items.push(...got);
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return items;
}

const world = (jobs: readonly JobScript[]): [Service, FakeRecommender] => {
  const fake = fakeRecommender({ speed: 0, startTime: T0, jobs });
  return [new Service(fake), fake];
};

describe('testing: listing steps', () => {
  const [service] = world([
    { name: 'job', steps: 250 },
    { name: 'other', steps: 250 },
  ]);

  it('lists every step once, in the same order, whatever the size of the pages', () => {
    const whole = drain(service, LIST_STEPS, { JobName: 'job' }, 100);
    expect(whole).to.have.length(250);
    for (const size of [1, 7, 50, 99, undefined]) {
      expect(drain(service, LIST_STEPS, { JobName: 'job' }, size)).to.deep.equal(whole);
    }
    expect(drain(service, LIST_STEPS, { JobName: 'job', StepType: 'BENCHMARK' })).to.deep.equal(whole);
  });

  it('filters by status', () => {
    const whole = drain(service, LIST_STEPS, { JobName: 'job' });
    for (const Status of ['COMPLETED', 'FAILED', 'STOPPED']) {
      const some = whole.filter(step => step['Status'] === Status);
      expect(drain(service, LIST_STEPS, { JobName: 'job', Status }, 10)).to.deep.equal(some);
    }
  });

  it('ends without a token when the last page is full', () => {
    const [exact] = world([{ name: 'job', steps: 20 }]);
    const { NextToken } = call(exact, LIST_STEPS, { JobName: 'job', MaxResults: 10 });
    const last = call(exact, LIST_STEPS, { JobName: 'job', MaxResults: 10, NextToken });
    expect(last.Steps).to.have.length(10);
    expect(last).not.to.have.property('NextToken');
  });

  it('accepts a token with another size of page, and with no other job or filter', () => {
    const { NextToken } = call(service, LIST_STEPS, { JobName: 'job', MaxResults: 10 });
    const page = call(service, LIST_STEPS, { JobName: 'job', MaxResults: 3, NextToken });
    expect(page.Steps).to.deep.equal(drain(service, LIST_STEPS, { JobName: 'job' }).slice(10, 13));
    const others: [string, object][] = [
      [LIST_STEPS, { JobName: 'other', NextToken }],
      [LIST_STEPS, { JobName: 'job', Status: 'COMPLETED', NextToken }],
      [LIST_STEPS, { JobName: 'job', StepType: 'BENCHMARK', NextToken }],
      [LIST_STEPS, { JobName: 'job', NextToken: 'made-up' }],
      [LIST_JOBS, { NextToken }],
    ];
    for (const [operation, input] of others) {
      expect(() => call(service, operation, input))
        .to.throw('Invalid NextToken')
        .with.property('type', 'ValidationException');
    }
  });
});

describe('testing: listing jobs', () => {
  const jobs = Array.from({ length: 60 }, (_, index): JobScript => {
    const status = (['COMPLETED', 'FAILED', 'STOPPED'] as const)[index % 3] ?? 'COMPLETED';
    const startedAt = T0 - ((index * 37) % 60) * 300_000;
    return {
      name: `${['alpha', 'Beta', 'gamma-long'][index % 3] ?? ''}-${String((index * 17) % 60)}`,
      steps: 2,
      status,
      startedAt,
      ...(index % 4 === 0 && { modelName: `model-${String(index % 8)}` }),
      ...(index % 5 === 0 && {
        modelPackageVersionArn: `arn:aws:sagemaker:us-east-1:123456789012:model-package/m/${String(index % 2)}`,
      }),
    };
  });
  const [service] = world(jobs);
  const time = fc.integer({ min: -330, max: 10 }).map(minutes => (T0 + minutes * 60_000) / 1000);
  const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
    fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
  const requests = fc.record({
    CreationTimeAfter: optional(time),
    CreationTimeBefore: optional(time),
    LastModifiedTimeAfter: optional(time),
    LastModifiedTimeBefore: optional(time),
    NameContains: optional(fc.constantFrom('a', 'alpha', '-1', 'Beta-')),
    StatusEquals: optional(fc.constantFrom('PENDING', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'STOPPED')),
    SortBy: optional(fc.constantFrom('Name', 'CreationTime', 'Status')),
    SortOrder: optional(fc.constantFrom('Ascending', 'Descending')),
    ModelNameEquals: optional(fc.constantFrom('model-0', 'model-4')),
    ModelPackageVersionArnEquals: optional(
      fc.constantFrom('arn:aws:sagemaker:us-east-1:123456789012:model-package/m/0'),
    ),
  });

  it('filters and sorts as a simple model does, for any request and size of page', () => {
    const all = drain(service, LIST_JOBS, {}) as Readonly<Record<string, string | number>>[];
    expect(all).to.have.length(60);
    let found = 0;
    fc.assert(
      fc.property(requests, fc.integer({ min: 1, max: 100 }), (request, size) => {
        const given = Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
        const expected = all.filter(job =>
          Object.entries(given).every(([name, value]) => {
            if (name.endsWith('After')) return (job[name.slice(0, -5)] ?? 0) > (value ?? 0);
            if (name.endsWith('Before')) return (job[name.slice(0, -6)] ?? 0) < (value ?? 0);
            if (name === 'NameContains') return String(job['JobName']).includes(String(value));
            if (name.endsWith('Equals')) return job[name.slice(0, -6)] === value;
            return true;
          }),
        );
        const key = { Name: 'JobName', CreationTime: 'CreationTime', Status: 'Status' }[
          request.SortBy ?? 'CreationTime'
        ];
        const direction = request.SortOrder === 'Ascending' ? 1 : -1;
        const inOrder = (a: string | number = '', b: string | number = ''): number =>
          a < b ? -1 : a > b ? 1 : 0;
        expected.sort((a, b) => direction * (inOrder(a[key], b[key]) || inOrder(a['JobName'], b['JobName'])));
        expect(drain(service, LIST_JOBS, given, size)).to.deep.equal(expected);
        found += expected.length;
      }),
      { numRuns: 300 },
    );
    expect(found).to.be.greaterThan(200);
  });

  it('lists the newest first by default', () => {
    const [fresh, fake] = world([{ name: 'old' }]);
    fake.addJob({ name: 'new', live: true });
    const names = drain(fresh, LIST_JOBS, {}).map(job => job['JobName']);
    expect(names).to.deep.equal(['new', 'old']);
  });

  it('binds tokens to filters and order', () => {
    const { NextToken } = call(service, LIST_JOBS, { MaxResults: 5, SortBy: 'Name' });
    expect(
      call(service, LIST_JOBS, { SortBy: 'Name', NextToken }).InferenceRecommendationsJobs,
    ).to.have.length(55);
    for (const other of [{}, { SortBy: 'Status' }, { SortBy: 'Name', NameContains: 'a' }]) {
      expect(() => call(service, LIST_JOBS, { ...other, NextToken })).to.throw('Invalid NextToken');
    }
  });
});
