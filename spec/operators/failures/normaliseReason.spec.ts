import { expect } from 'chai';
import { growth } from '../../support/growth.js';
import { normaliseReason } from '../../../src/operators/failures/normaliseReason.js';
import reasons from '../../fixtures/failureReasons.json' with { type: 'json' };

describe('normaliseReason', () => {
  const cases: readonly (readonly [what: string, reason: string, normalised: string])[] = [
    ['instance types', "'ml.c5.2xlarge' or ml.p4d.24xlarge.", "'<instance>' or <instance>."],
    ['ARNs', "role 'arn:aws:iam::123456789012:role/a-b' of arn:aws-cn:s3:::b.", "role '<arn>' of <arn>."],
    ['images', 'image 123456789012.dkr.ecr.us-east-1.amazonaws.com/a/b:1.2-gpu.', 'image <image>.'],
    ['URLs', 'from "s3://b/k/model.tar.gz", see https://x.y/z?a=1.', 'from "<url>", see <url>.'],
    ['request ids', 'Request ID: dee8f280-204c-4c1e-8e44-ce39d51af947;', 'Request ID: <id>;'],
    ['digests', 'layer 0123456789abcdef0123', 'layer <id>'],
    ['moments', 'at 2023-01-29T15:52:28.711Z, or 2023-01-29 15:52', 'at <time>, or <time>'],
    ['dates inside names', 'job-2023-08-07-22-35-09-932', 'job-<n>'],
    ['account numbers', 'in account 123456789012', 'in account <n>'],
    [
      'regions and zones',
      'in eu-west-1, us-gov-east-1, us-east-1a [euw1-az1]',
      'in <region>, <region>, <region> [<region>]',
    ],
    ['numbers', 'is 0 of 1,024 at 1.5, 512MB in 30s', 'is <n> of <n> at <n>, <n>MB in <n>s'],
    ['endpoints of the service', 'logs of sm-epc-abc12-9f.', 'logs of <endpoint>.'],
    ['endpoints where it is clear', 'hosting endpoint my-one: from', 'hosting endpoint <endpoint>: from'],
    ['white space', ' a\n  b\t', 'a b'],
  ];
  for (const [what, reason, normalised] of cases)
    it(`replaces ${what}`, () => {
      expect(normaliseReason(reason)).equal(normalised);
    });

  for (const text of [
    'Received client error (422) from primary',
    'returned 4xx or 5xx error code',
    'container_1 of v2 on x86_64',
    'the model, s3:GetObject, ecr:BatchGetImage and sts:AssumeRole',
  ])
    it(`leaves as it is: ${text}`, () => {
      expect(normaliseReason(text)).equal(text);
    });

  it('leaves nothing of a step in what was said in public', () => {
    for (const { reason } of reasons)
      expect(normaliseReason(reason)).not.match(
        /ml\.\w|arn:|s3:\/\/|amazonaws\.com\/|\d{4}|sm-epc|[0-9a-f]{8}-/,
      );
  });

  it('does nothing to what it has made', () => {
    for (const { reason } of reasons) {
      const once = normaliseReason(reason);
      expect(normaliseReason(once)).equal(once);
    }
  });

  for (const part of ['arn:aws:', 'https://', 'a-', '1-', '1.', '0123456789ab.dkr.ecr', 'ml.c', ' '])
    it(`works no more than ten times as long on ten times as many of '${part}'`, () => {
      expect(growth(count => normaliseReason(part.repeat(count)), 2_000)).below(40);
    });
});
