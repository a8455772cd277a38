import { expect } from 'chai';
import { isLeft, isRight, right } from 'fp-ts/lib/Either.js';
import {
  AIBenchmarkJob,
  AIBenchmarkJobSummary,
  AIRecommendationJob,
  AIRecommendationJobSummary,
} from '../../src/decode/aiJob.js';
import type { Codec } from '../../src/decode/codec.js';
import { decodeWith } from '../../src/decode/decodeWith.js';
import { leavesOf, pathsOf, replaced, valueAt } from '../support/paths.js';
import { recommendation, wireJob } from '../support/recommendations.js';

const benchmark = {
  AIBenchmarkJobName: 'b',
  AIBenchmarkJobArn: 'arn:aws:sagemaker:us-east-1:111122223333:ai-benchmark-job/b',
  AIBenchmarkJobStatus: 'Failed',
  FailureReason: 'Benchmark error rate 3.33% (10/300) exceeds maximum 1%',
  BenchmarkTarget: {
    Endpoint: { Identifier: 'e', TargetContainerHostname: 'h', InferenceComponents: [{ Identifier: 'c' }] },
  },
  OutputConfig: {
    S3OutputLocation: 's3://b/benchmarks/',
    CloudWatchLogs: [{ LogGroupArn: 'g', LogStreamName: 's' }],
    MlflowConfig: { MlflowResourceArn: 'arn', MlflowExperimentName: 'e', MlflowRunName: 'r' },
  },
  AIWorkloadConfigIdentifier: 'wl-1',
  AIWorkloadConfigName: 'wl-1',
  RoleArn: 'arn:aws:iam::111122223333:role/Exec',
  NetworkConfig: { VpcConfig: { SecurityGroupIds: ['sg-1'], Subnets: ['subnet-1'] } },
  CreationTime: 1_780_000_060.25,
  StartTime: 1_780_000_062.25,
  EndTime: 1_780_000_311.5,
  Tags: [{ Key: 'team', Value: 'a' }],
};
const summary = {
  AIRecommendationJobName: 'nightly',
  AIRecommendationJobArn: 'arn',
  AIRecommendationJobStatus: 'InProgress',
  CreationTime: 1_780_001_200.25,
  EndTime: 1_780_001_300,
};
const benchmarkSummary = {
  AIBenchmarkJobName: 'b',
  AIBenchmarkJobArn: 'arn',
  AIBenchmarkJobStatus: 'InProgress',
  AIWorkloadConfigName: 'wl-1',
  CreationTime: 1_780_001_200.25,
  EndTime: 1_780_001_300,
};

const codecs: readonly (readonly [name: string, codec: Codec<unknown, unknown>, wire: object])[] = [
  ['AIRecommendationJob', AIRecommendationJob as never, wireJob([recommendation([])])],
  ['AIBenchmarkJob', AIBenchmarkJob as never, benchmark],
  ['AIRecommendationJobSummary', AIRecommendationJobSummary as never, summary],
  ['AIBenchmarkJobSummary', AIBenchmarkJobSummary as never, benchmarkSummary],
];

/** Fields that a job can't do without; AWS's published answer has no others for certain. */
const isNeeded = (path: string): boolean => /^AI(Recommendation|Benchmark)Job(Name|Status)$|\.\d$/.test(path);

for (const [name, codec, wire] of codecs)
  describe(name, () => {
    const decode = (value: unknown): Record<string, unknown> => {
      const result = codec.decode(value);
      if (isLeft(result)) throw new Error('does not decode');
      return result.right as Record<string, unknown>;
    };
    const places = pathsOf(wire).filter(path => path[0] !== 'Recommendations');

    it('decodes to dates and back, and is itself once decoded', () => {
      const decoded = decode(wire);
      expect(decoded.CreationTime).deep.equal(
        new Date((wire as { CreationTime: number }).CreationTime * 1000),
      );
      expect(decoded.EndTime).instanceOf(Date);
      expect(codec.encode(decoded)).deep.equal(wire);
      expect(decode(decoded)).equal(decoded);
    });

    it('reads times that are text', () => {
      const decoded = decode({ ...wire, CreationTime: '2026-05-28T20:27:40.250Z' });
      expect(decoded.CreationTime).deep.equal(new Date('2026-05-28T20:27:40.250Z'));
    });

    it('does without each field that AWS may leave out, or send as null', () => {
      for (const path of places.filter(one => !isNeeded(one.join('.'))))
        for (const none of [undefined, null]) {
          const decoded = decode(replaced(wire, path, none));
          expect(valueAt(decoded, path) ?? undefined, path.join('.')).equal(undefined);
        }
    });

    it('reads each field, and names the one that is wrong', () => {
      for (const path of leavesOf(wire).filter(one => one[0] !== 'Recommendations')) {
        const result = decodeWith(codec, replaced(wire, path, { wrong: true }), () => 'job');
        if (isRight(result)) throw new Error(`${path.join('.')} decodes`);
        expect(result.left.faults[0]?.path.replace(/\[(\d+)\]/g, '.$1')).equal(`job.${path.join('.')}`);
      }
    });

    it('keeps unknown statuses and fields', () => {
      const status = Object.keys(wire).find(key => key.endsWith('JobStatus'))!;
      const more = {
        ...wire,
        [status]: 'Pending',
        AdapterSource: { S3Uris: ['s3://a'] },
        Added: [1, { b: null }],
      };
      expect(codec.encode(decode(more))).deep.equal(more);
    });
  });

describe('AIRecommendationJob', () => {
  it('keeps its recommendations as received, bad ones too, without null ones', () => {
    const all = [recommendation([]), { ModelDetails: 7 }, 'text'];
    const decoded = AIRecommendationJob.decode(wireJob([null, ...all]));
    if (isLeft(decoded)) throw new Error('does not decode');
    expect(decoded.right.Recommendations).deep.equal(all);
  });

  it('decodes the published answer, which lacks three fields that AWS documents as required', () => {
    const { AIRecommendationJobArn: _, RoleArn: __, CreationTime: ___, ...rest } = wireJob([]);
    const less = { AIRecommendationJobName: 'a', AIRecommendationJobStatus: 'Completed' };
    expect(AIRecommendationJob.decode(less)).deep.equal(right(less));
    expect(isRight(AIRecommendationJob.decode(rest))).true;
  });
});
