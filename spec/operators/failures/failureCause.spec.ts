import { expect } from 'chai';
import { growth } from '../../support/growth.js';
import { failureCause, type FailureCause } from '../../../src/operators/failures/failureCause.js';
import { FAILURE_HINTS } from '../../../src/operators/failures/failureHints.js';
import { STEP_FAILURES } from '../../../src/testing/stepFailures.js';
import reasons from '../../fixtures/failureReasons.json' with { type: 'json' };

describe('failureCause', () => {
  describe('knows what was said in public of SageMaker', () => {
    for (const { kind, of, source, reason } of reasons)
      it(`${kind}: ${reason.slice(0, 60).replace(/\s+/g, ' ')} (${of}, ${source.split('/').slice(3, 7).join('/')})`, () => {
        expect(failureCause(reason)).equal(kind);
      });
  });

  it('has an example from the field and a hint for each of its causes', () => {
    const seen = new Set(reasons.map(({ kind }) => kind));
    expect([...seen].filter(kind => kind !== 'unknown')).have.members(Object.keys(FAILURE_HINTS));
    expect(seen).include('unknown');
  });

  it('knows the reasons of the simulator', () => {
    const kinds = Object.fromEntries(
      Object.entries(STEP_FAILURES).map(([name, { reason }]) => [
        name,
        failureCause(reason('ml.c5.large', 'sm-epc-1')),
      ]),
    );
    expect(kinds).deep.equal({
      quota: 'quota',
      capacity: 'capacity',
      permission: 'permission',
      image: 'imagePull',
      ping: 'healthCheck',
      container4xx: 'container4xx',
      container5xx: 'container5xx',
      outOfMemory: 'outOfMemory',
      compilation: 'compilation',
    });
  });

  const nearly: readonly string[] = [
    '',
    'none',
    'Your service limit was raised.',
    'The instance has more CPU capacity than it needs.',
    'Memory utilization is at 80 percent.',
    'The instance type has more memory than it needs.',
    'The container passed the ping health check.',
    'The model answered 200, and 500 requests later the job was stopped.',
    'Received server response (500).',
    'Received client error (500) times.',
    'The images were included, and the model data was found.',
    'The role has permission to pull the image.',
    'The ModelErrors were none.',
    'Internal notes: none.',
    'The compilation took four minutes, and its output was loaded.',
    'The InputConfiguration was taken.',
    'The operator has restarted the job.',
    'The body has the size of the payload.',
  ];
  for (const text of nearly)
    it(`does not take for one that it knows: ${text || '(nothing)'}`, () => {
      expect(failureCause(text)).equal('unknown');
    });

  const both: readonly (readonly [FailureCause, string])[] = [
    ['container5xx', 'Received server error (500) from model with message "AccessDenied".'],
    ['container4xx', 'Received client error (413) from primary with message "An internal ModelError".'],
    ['outOfMemory', 'Received server error (500) from primary with message "CUDA out of memory."'],
    [
      'noResponse',
      'ModelError: Received server error (0) … timed out while waiting for a response from container',
    ],
    ['quota', 'ResourceLimitExceeded, which is no CapacityError'],
    ['container5xx', 'Received server error (500) from primary with message "triton CompilationError".'],
    ['permission', 'ClientError: InputConfiguration: Access Denied when calling sts:AssumeRole'],
    [
      'service',
      'ServerError: There was an internal server error during the compilation job: CompilationError',
    ],
  ];
  for (const [kind, text] of both)
    it(`takes what is certain before what a message may say: ${text}`, () => {
      expect(failureCause(text)).equal(kind);
    });

  it('does not mind capitals', () => {
    expect(failureCause('OUT OF MEMORY')).equal('outOfMemory');
    expect(failureCause('did NOT PASS the Ping Health Check')).equal('healthCheck');
  });

  for (const part of [
    'does not have ',
    'image size 1',
    'Bucket ',
    'InputConfiguration: Bucket a',
    'Operator',
    'compilation ',
    'arn:aws:',
    'account-level service ',
    'x ',
  ])
    it(`works no more than ten times as long on ten times as many of '${part}'`, () => {
      expect(growth(count => failureCause(part.repeat(count)), 2_000)).below(40);
    });
});
