import { expect } from 'chai';
import fc from 'fast-check';
import { InvalidInputError } from '../../src/core/errors.js';
import { JOB_KINDS, jobKindOf, parseJobName, qualifiedName } from '../../src/core/jobKind.js';
import { holds } from '../support/holds.js';

const ARN = 'arn:aws:sagemaker:us-east-1:111122223333';

describe('parseJobName', () => {
  it('takes a plain name as that of a classic job', () => {
    expect(parseJobName('nightly')).deep.equal({ kind: 'classic', name: 'nightly' });
  });

  it('reads qualified names', () => {
    expect(parseJobName('ai-recommendation-job/nightly')).deep.equal({
      kind: 'recommendation',
      name: 'nightly',
    });
    expect(parseJobName('ai-benchmark-job/a-b')).deep.equal({ kind: 'benchmark', name: 'a-b' });
    expect(parseJobName('inference-recommendations-job/a')).deep.equal({ kind: 'classic', name: 'a' });
  });

  it('reads ARNs of all kinds, with region and account', () => {
    const at = { region: 'us-east-1', account: '111122223333' };
    expect(parseJobName(`${ARN}:inference-recommendations-job/a`)).deep.equal({
      kind: 'classic',
      name: 'a',
      ...at,
    });
    expect(parseJobName(`${ARN}:ai-recommendation-job/a`)).deep.equal({
      kind: 'recommendation',
      name: 'a',
      ...at,
    });
    expect(parseJobName('arn:aws-cn:sagemaker:cn-north-1:111122223333:ai-benchmark-job/a')).deep.equal({
      kind: 'benchmark',
      name: 'a',
      region: 'cn-north-1',
      account: '111122223333',
    });
  });

  it('knows how long a name of each kind may be', () => {
    expect(parseJobName('a'.repeat(64)).kind).equal('classic');
    expect(parseJobName(`ai-recommendation-job/${'a'.repeat(63)}`).name).length(63);
    for (const long of ['a'.repeat(65), `ai-recommendation-job/${'a'.repeat(64)}`])
      expect(() => parseJobName(long)).throw(InvalidInputError);
  });

  it('refuses anything else, and says what it takes', () => {
    const wrong = [
      '',
      '-a',
      'a-',
      'a_b',
      'a/b',
      'ai-recommendation-job/',
      'ai-recommendation-job/a/b',
      '/a',
      7,
    ];
    for (const text of [
      ...wrong,
      `${ARN}:endpoint/a`,
      `${ARN}:ai-benchmark-job/`,
      'x'.repeat(1e6),
      undefined,
    ])
      expect(() => parseJobName(text)).throw(InvalidInputError, /ai-recommendation-job\/NAME/);
  });

  it('reads what qualifiedName writes, and tells the kind', () => {
    const name = fc.stringMatching(/^[a-zA-Z0-9](-?[a-zA-Z0-9]){0,20}$/);
    holds(
      fc.property(fc.constantFrom(...JOB_KINDS), name, (kind, plain) => {
        const qualified = qualifiedName({ kind, name: plain });
        expect(parseJobName(qualified)).deep.equal({ kind, name: plain });
        expect(jobKindOf(qualified)).equal(kind);
      }),
    );
  });
});
