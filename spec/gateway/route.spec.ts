import { expect } from 'chai';
import { routeOf } from '../../src/gateway/route.js';

const options = { basePath: '/base', files: new Map(), token: undefined };
const jobAt = (path: string): unknown => {
  const route = routeOf(`/base/jobs/${path}`, options);
  return route?.kind === 'job' ? route.jobName : route;
};

describe('routeOf', () => {
  for (const [path, jobName] of [
    ['nightly', 'nightly'],
    ['nightly?from=a.1', 'nightly'],
    ['ai-recommendation-job%2Fnightly', 'ai-recommendation-job/nightly'],
    ['ai-recommendation-job%2fnightly?x', 'ai-recommendation-job/nightly'],
    ['ai-benchmark-job/nightly', 'ai-benchmark-job/nightly'],
  ] as const)
    it(`reads ${path} as ${jobName}`, () => {
      expect(jobAt(path)).equal(jobName);
    });

  for (const path of [
    '',
    '-nightly',
    'night%6Cy',
    'a/b',
    'a%2Fb',
    '%2Fnightly',
    '..%2Fnightly',
    'ai-recommendation-job%2F',
    'ai-recommendation-job%2F..',
    'ai-recommendation-job%252Fnightly',
    'ai-recommendation-job%2Fa%2Fb',
    'ai-recommendation-job//a',
    `ai-recommendation-job%2F${'a'.repeat(64)}`,
    // One path for each job: others would be feeds of their own, past what an authorizer knows by name.
    'inference-recommendations-job%2Fnightly',
    'arn:aws:sagemaker:eu-west-1:123456789012:ai-recommendation-job%2Fnightly',
  ])
    it(`finds nothing at ${JSON.stringify(path)}`, () => {
      expect(jobAt(path)).undefined;
    });
});
